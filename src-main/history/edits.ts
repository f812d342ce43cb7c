/** What the user put right, kept beside what was read. */
import { editedText } from '../../src-preload/edits.ts'
import type { Edit } from '../../src-preload/model.ts'
import { InkleafError } from '../errors.ts'
import type { WriteDb } from './database.ts'
import { type PageRow, SELECT_PAGE, toPageView } from './rows.ts'
import { indexPage } from './search-index.ts'
import { statement, transaction } from './statements.ts'

export function editQueries(db: WriteDb, now: () => number) {
  const viewOf = (taskId: string, page: number) => {
    const row = statement<PageRow>(db, `${SELECT_PAGE} WHERE p.task_id = ? AND p.page = ?`).get(taskId, page)
    return row && toPageView(row)
  }
  return {
    /** A block's text put right, or (null) as it was read; the search finds what is shown. Returns the page's edits. */
    edit(taskId: string, page: number, blockId: string, text: string | null): Edit[] {
      return transaction(db, () => {
        const known = viewOf(taskId, page)?.result?.blocks.some((block) => block.id === blockId)
        if (!known) throw new InkleafError('no_such_block', 'input', 'The text that was edited is not there.')
        if (text === null)
          statement(db, 'DELETE FROM edits WHERE task_id = ? AND page = ? AND block_id = ?').run(taskId, page, blockId)
        else
          statement(
            db,
            `INSERT INTO edits (task_id, page, block_id, text, edited_at) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET text = excluded.text, edited_at = excluded.edited_at`,
          ).run(taskId, page, blockId, text, now())
        const row = statement<{ id: number; seq: number }>(
          db,
          'SELECT id, seq FROM page_results WHERE task_id = ? AND page = ?',
        ).get(taskId, page)
        const view = viewOf(taskId, page)
        if (!row || !view) return []
        indexPage(db, row.id, row.seq === 0 ? taskId : null, editedText(view).text)
        return view.edits
      })
    },
  }
}

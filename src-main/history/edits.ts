/** What the user put right or looked at, kept beside what was read. */
import { allDoubts, settledDoubts } from '../../src-preload/doubts.ts'
import { editedText } from '../../src-preload/edits.ts'
import type { Block, PageView, TableGrid } from '../../src-preload/model.ts'
import { InkleafError } from '../errors.ts'
import type { WriteDb } from './database.ts'
import { type PageRow, SELECT_PAGE, toPageView } from './rows.ts'
import { indexPage } from './search-index.ts'
import { statement, transaction } from './statements.ts'

/** A change to a block: its text, for a table its cells besides, what it was made, where it was put; null as text: as it was read. */
export interface BlockEdit {
  blockId: string
  text: string | null
  grid?: TableGrid | undefined
  type?: Block['type'] | undefined
  level?: number | undefined
  at?: number | undefined
  /** When the edit was made that this one is to replace, null: none; absent: whatever is there. */
  since?: string | null | undefined
}

export function editQueries(db: WriteDb, now: () => number) {
  const viewOf = (taskId: string, page: number) => {
    const row = statement<PageRow>(db, `${SELECT_PAGE} WHERE p.task_id = ? AND p.page = ?`).get(taskId, page)
    return row && toPageView(row)
  }
  const change = (taskId: string, page: number, { blockId, text, grid, type, level, at }: BlockEdit) => {
    if (text === null)
      statement(db, 'DELETE FROM edits WHERE task_id = ? AND page = ? AND block_id = ?').run(taskId, page, blockId)
    else
      statement(
        db,
        `INSERT INTO edits (task_id, page, block_id, text, grid, kind, edited_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET text = excluded.text, grid = excluded.grid, kind = excluded.kind,
           edited_at = excluded.edited_at`,
      ).run(
        taskId,
        page,
        blockId,
        text,
        grid ? JSON.stringify(grid) : null,
        type || at !== undefined ? JSON.stringify({ type, level, at }) : null,
        now(),
      )
  }
  const check = (taskId: string, page: number, words: readonly string[], checked: boolean) => {
    const sql = checked
      ? 'INSERT OR IGNORE INTO checked_words (task_id, page, word) VALUES (?, ?, ?)'
      : 'DELETE FROM checked_words WHERE task_id = ? AND page = ? AND word = ?'
    for (const word of words) statement(db, sql).run(taskId, page, word)
  }
  return {
    /**
     * Blocks of a page put right, all or none, and `checked` (words in doubt) looked at; the search finds what is shown.
     * Words in doubt that are no longer in the text count as looked at. Returns the page.
     */
    edit(taskId: string, page: number, edits: readonly BlockEdit[], checked: readonly string[] = []): PageView {
      return transaction(db, () => {
        const before = viewOf(taskId, page)
        for (const one of edits) {
          if (!before?.result?.blocks.some(({ id }) => id === one.blockId)) throw noSuchBlock()
          const known = before.edits.find(({ blockId }) => blockId === one.blockId)?.editedAt ?? null
          if (one.since !== undefined && one.since !== known) throw changedMeanwhile()
          change(taskId, page, one)
        }
        check(taskId, page, checked, true)
        const edited = viewOf(taskId, page)
        if (edited) check(taskId, page, settledDoubts(edited), true)
        const row = statement<{ id: number; seq: number }>(
          db,
          'SELECT id, seq FROM page_results WHERE task_id = ? AND page = ?',
        ).get(taskId, page)
        const view = viewOf(taskId, page)
        if (!row || !view) throw noSuchBlock()
        indexPage(db, row.id, row.seq === 0 ? taskId : null, editedText(view).text)
        return view
      })
    },

    /** Words in doubt that were looked at and are right, or (false) that are to be looked at again. */
    checkWords(taskId: string, page: number, words: readonly string[], checked: boolean): void {
      transaction(db, () => {
        const view = viewOf(taskId, page)
        const doubts = new Set(view ? allDoubts(view) : [])
        check(
          taskId,
          page,
          words.filter((word) => doubts.has(word)),
          checked,
        )
      })
    },
  }
}

function noSuchBlock(): InkleafError {
  return new InkleafError('no_such_block', 'input', 'The text that was edited is not there.')
}

function changedMeanwhile(): InkleafError {
  return new InkleafError(
    'edited_meanwhile',
    'input',
    'This text was changed in another window meanwhile. Look at it there, then try again.',
  )
}

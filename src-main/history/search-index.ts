/** A page's row in the search index, which has the page's own id. */

import { forIndex } from '../../src-preload/search-text.ts'
import type { Db } from './database.ts'

/** The file's name is found on the first page that was read of it, so `taskId` is given for that page only. */
export function indexPage(db: Db, rowid: number | bigint, taskId: string | null, text: string): void {
  const name = taskId ? db.prepare<unknown[], string>('SELECT name FROM tasks WHERE id = ?').pluck().get(taskId) : ''
  db.prepare('DELETE FROM pages_fts WHERE rowid = ?').run(rowid)
  db.prepare('INSERT INTO pages_fts (rowid, name, text) VALUES (?, ?, ?)').run(
    rowid,
    forIndex(name ?? ''),
    forIndex(text),
  )
}

/** A page's row in the search index, which has the page's own id. */

import { forIndex } from '../../src-preload/search-text.ts'
import type { WriteDb } from './database.ts'
import { statement, value } from './statements.ts'

/** The file's name is found on the first page that was read of it, so `taskId` is given for that page only. */
export function indexPage(db: WriteDb, rowid: number | bigint, taskId: string | null, text: string): void {
  const name = taskId ? value<string>(db, 'SELECT name FROM tasks WHERE id = ?', taskId) : ''
  statement(db, 'DELETE FROM pages_fts WHERE rowid = ?').run(rowid)
  statement(db, 'INSERT INTO pages_fts (rowid, name, text) VALUES (?, ?, ?)').run(
    rowid,
    forIndex(name ?? ''),
    forIndex(text),
  )
}

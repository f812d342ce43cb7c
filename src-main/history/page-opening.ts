/** Documents that wait to be opened, and the pages that they turn out to have. */
import type { JobState } from '../../src-preload/model.ts'
import type { WriteDb } from './database.ts'
import type { RunScope } from './run-scope.ts'
import { indexPage } from './search-index.ts'
import { statement, transaction, value } from './statements.ts'
import { settleTask } from './transitions.ts'

/** Pages that a long document gives way after. */
const WINDOW = 10
/** Pages that are written in one go, so that a book of 50,000 never holds the main thread for long. */
const PAGES_AT_A_TIME = 500

export function pageOpening(db: WriteDb, now: () => number, scope: RunScope) {
  /**
   * The document has been opened: these of its pages (counted from 1) are to be read. They are written in stretches; the
   * first may run before the last is there. A job that is cancelled or removed meanwhile gets no more of them, and one
   * that a crash left half opened is opened again.
   */
  function* openPages(taskId: string, documentPages: number, pages: readonly number[]): Generator<void> {
    for (let from = 0; from === 0 || from < pages.length; from += PAGES_AT_A_TIME) {
      const stretch = pages.slice(from, from + PAGES_AT_A_TIME)
      const isLast = from + PAGES_AT_A_TIME >= pages.length
      if (!transaction(db, () => write(taskId, documentPages, stretch, from, isLast))) return
      if (!isLast) yield
    }
  }

  function write(taskId: string, documentPages: number, pages: readonly number[], from: number, isLast: boolean) {
    const state = value<JobState>(db, 'SELECT state FROM tasks WHERE id = ?', taskId)
    if (state !== 'pending' && state !== 'processing' && state !== 'paused') return false
    if (from === 0)
      statement(db, 'UPDATE documents SET pages = ? WHERE id = (SELECT document_id FROM tasks WHERE id = ?)').run(
        documentPages,
        taskId,
      )
    const insert = statement(
      db,
      `INSERT OR IGNORE INTO page_results (task_id, page, seq, window, state) VALUES (?, ?, ?, ?, 'pending')`,
    )
    pages.forEach((page, n) => {
      const seq = from + n
      const { changes, lastInsertRowid } = insert.run(taskId, page, seq, seq === 0 ? -1 : Math.floor(seq / WINDOW))
      if (seq === 0 && changes > 0) indexPage(db, lastInsertRowid, taskId, '')
    })
    if (isLast) {
      statement(db, 'UPDATE tasks SET opened = 1 WHERE id = ?').run(taskId)
      // All of them may have been read before the last was written.
      settleTask(db, taskId, now())
    }
    return true
  }

  return {
    openPages,

    /** `openPages` in one go. */
    opened(taskId: string, documentPages: number, pages: readonly number[]): void {
      for (const _ of openPages(taskId, documentPages, pages));
    },

    /** The next job that waits to be opened. */
    nextUnopened(): string | null {
      return (
        value<string>(
          db,
          `SELECT id FROM tasks WHERE opened = 0 AND state IN ('pending', 'processing') ${scope.and('id')}
           ORDER BY priority DESC, position LIMIT 1`,
        ) ?? null
      )
    },

    /** Whether a job still has something to do by itself. */
    isBusy(): boolean {
      const sql = `SELECT 1 FROM tasks WHERE state IN ('pending', 'processing') AND deleted_at IS NULL ${scope.and('id')} LIMIT 1`
      return value(db, sql) !== undefined
    },
  }
}

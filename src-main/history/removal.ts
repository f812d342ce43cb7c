/** What is taken away: jobs that the user deleted, private ones, old ones. */
import type { WriteDb } from './database.ts'
import type { KeptDocument } from './documents.ts'
import { column, statement, value } from './statements.ts'

export function removalQueries(db: WriteDb, now: () => number) {
  /** The document goes with the last task that has it. */
  function removeDocument(id: number): KeptDocument | undefined {
    return statement<KeptDocument>(
      db,
      `DELETE FROM documents WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tasks WHERE document_id = documents.id)
       RETURNING sha256, stored_file AS storedFile`,
    ).get(id)
  }

  function removeOne(id: string): KeptDocument | null | undefined {
    const documentId = value<number>(db, 'SELECT document_id FROM tasks WHERE id = ?', id)
    if (documentId === undefined) return undefined
    statement(db, 'DELETE FROM pages_fts WHERE rowid IN (SELECT id FROM page_results WHERE task_id = ?)').run(id)
    // An answer names the task, and its file.
    statement(
      db,
      'DELETE FROM repeatable_requests WHERE key IN (SELECT key FROM repeatable_request_tasks WHERE task_id = ?)',
    ).run(id)
    statement(db, 'DELETE FROM tasks WHERE id = ?').run(id)
    return removeDocument(documentId) ?? null
  }

  return {
    /** Marks jobs as deleted, or takes the mark back. They are hidden until `remove` or `restore`. */
    setDeleted(ids: readonly string[], deleted: boolean): string[] {
      return db.transaction(() =>
        ids.filter(
          (id) =>
            statement(db, 'UPDATE tasks SET deleted_at = ? WHERE id = ? AND (deleted_at IS NULL) = ?').run(
              deleted ? now() : null,
              id,
              deleted ? 1 : 0,
            ).changes > 0,
        ),
      )()
    },

    /** Jobs that the user deleted at this time (ms since 1970) or before. */
    deleted(until: number): string[] {
      return column<string>(db, 'SELECT id FROM tasks WHERE deleted_at <= ?', until)
    },

    privateJobs(): string[] {
      return column<string>(db, 'SELECT id FROM tasks WHERE private = 1')
    },

    /** Ended, and last touched before this time (ms since 1970); favourites stay. */
    endedBefore(time: number): string[] {
      return column<string>(
        db,
        'SELECT id FROM tasks WHERE ended_at < ? AND favourite = 0 AND deleted_at IS NULL',
        time,
      )
    },

    /** Removes jobs with their pages; returns the documents that no other job needs any more. */
    remove(ids: readonly string[]): { removed: string[]; documents: KeptDocument[] } {
      return db.transaction(() => {
        const removed: string[] = []
        const documents: KeptDocument[] = []
        for (const id of ids) {
          const document = removeOne(id)
          if (document === undefined) continue
          removed.push(id)
          if (document) documents.push(document)
        }
        return { removed, documents }
      })()
    },

    /** Those of the jobs that are marked as deleted, at this time (ms since 1970) or before. */
    deletedAmong(ids: readonly string[], until: number): string[] {
      const sql = 'SELECT id FROM tasks WHERE deleted_at <= ? AND id IN (SELECT value FROM json_each(?))'
      return column<string>(db, sql, until, JSON.stringify(ids))
    },

    /** What was deleted must not go on living in the write-ahead log. False while somebody reads in it: not waited for. */
    emptyLog(): boolean {
      const timeout = db.pragma('busy_timeout', { simple: true })
      db.pragma('busy_timeout = 0')
      try {
        const [{ busy = 1 } = {}] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy?: number }[]
        return busy === 0
      } finally {
        db.pragma(`busy_timeout = ${Number(timeout)}`)
      }
    },

    /** Gives the file's free pages back to the disk. */
    shrink(): void {
      db.exec('VACUUM')
      db.pragma('wal_checkpoint(TRUNCATE)')
    },
  }
}

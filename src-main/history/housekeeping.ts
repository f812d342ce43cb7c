/** What is taken away again: deleted jobs, old ones, kept files. What the file says of itself. */
import { TaskStore, UNFINISHED } from './tasks.ts'

export interface RemovedDocument {
  sha256: string
  storedFile: string | null
}

export class Housekeeping extends TaskStore {
  close(): void {
    this.db.pragma('optimize')
    this.db.close()
  }

  /** Marks jobs as deleted, or takes the mark back. They are hidden until `remove` or `restore`. */
  setDeleted(ids: readonly string[], deleted: boolean): string[] {
    return this.db.transaction(() =>
      ids.filter(
        (id) =>
          this.db
            .prepare('UPDATE tasks SET deleted_at = ? WHERE id = ? AND (deleted_at IS NULL) = ?')
            .run(deleted ? this.now() : null, id, deleted ? 1 : 0).changes > 0,
      ),
    )()
  }

  /** Jobs that the user deleted at this time (ms since 1970) or before. */
  deleted(until: number): string[] {
    return this.db.prepare<unknown[], string>('SELECT id FROM tasks WHERE deleted_at <= ?').pluck().all(until)
  }

  privateJobs(): string[] {
    return this.db.prepare<unknown[], string>('SELECT id FROM tasks WHERE private = 1').pluck().all()
  }

  /** What is kept of documents, by their hash. */
  keptDocuments(): RemovedDocument[] {
    return this.db.prepare<unknown[], RemovedDocument>('SELECT sha256, stored_file AS storedFile FROM documents').all()
  }

  /**
   * Forgets which source files are kept; returns them. Those of favourites, of what is unfinished or could be restored,
   * and of files that never had another place (below `uploadsFolder`) stay.
   */
  forgetSources(uploadsFolder: string): string[] {
    return this.db
      .prepare<unknown[], string>(
        `UPDATE documents SET stored_file = NULL WHERE stored_file IS NOT NULL AND id NOT IN (
           SELECT document_id FROM tasks WHERE state IN (${UNFINISHED}) OR favourite = 1 OR deleted_at IS NOT NULL
             OR substr(source_path, 1, ?) = ?) RETURNING sha256 || '.' || kind`,
      )
      .pluck()
      .all(uploadsFolder.length, uploadsFolder)
  }

  /** Ended, and last touched before this time (ms since 1970); favourites stay. */
  endedBefore(time: number): string[] {
    return this.db
      .prepare<unknown[], string>('SELECT id FROM tasks WHERE ended_at < ? AND favourite = 0 AND deleted_at IS NULL')
      .pluck()
      .all(time)
  }

  /** Gives the file's free pages back to the disk. */
  shrink(): void {
    this.db.exec('VACUUM')
    this.db.pragma('wal_checkpoint(TRUNCATE)')
  }

  /** Throws where the database can't be read or written now. */
  check(): void {
    this.db.transaction(() => this.db.prepare('SELECT count(*) FROM tries WHERE id = 0').get()).immediate()
  }

  /** How many jobs are in which state, and which errors there were how often. */
  statistics(): { states: Record<string, number>; errors: Record<string, number> } {
    const counted = (sql: string) =>
      Object.fromEntries(this.db.prepare<unknown[], [string, number]>(sql).raw().all()) as Record<string, number>
    return {
      states: counted('SELECT state, count(*) FROM tasks GROUP BY state'),
      errors: counted(
        `SELECT error ->> '$.code', count(*) FROM page_results WHERE error IS NOT NULL GROUP BY error ->> '$.code'`,
      ),
    }
  }

  /** Removes jobs with their pages; returns the documents that no other job needs any more. */
  remove(ids: readonly string[]): { removed: string[]; documents: RemovedDocument[] } {
    const answer = this.db.transaction(() => {
      const removed = ids.filter((id) => {
        this.db.prepare('DELETE FROM pages_fts WHERE rowid IN (SELECT id FROM page_results WHERE task_id = ?)').run(id)
        // An answer names the task, and its file.
        this.db.prepare(`DELETE FROM repeatable_requests WHERE answer LIKE '%"' || ? || '"%'`).run(id)
        return this.db.prepare('DELETE FROM tasks WHERE id = ?').run(id).changes > 0
      })
      const documents = this.db
        .prepare<unknown[], RemovedDocument>(
          `DELETE FROM documents WHERE id NOT IN (SELECT document_id FROM tasks)
           RETURNING sha256, stored_file AS storedFile`,
        )
        .all()
      return { removed, documents }
    })()
    // What was deleted must not go on living in the write-ahead log.
    this.db.pragma('wal_checkpoint(TRUNCATE)')
    return answer
  }
}

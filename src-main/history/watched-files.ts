/** What was taken from the watched folder, by path, and what is still to be written of it. */
import type { JobState } from '../../src-preload/model.ts'
import type { WriteDb } from './database.ts'

export interface WatchedFile {
  path: string
  /** Size and time: another one is another document, whatever its name. */
  identity: string
  /** Empty where it is no document that is read. */
  jobId: string
  /** The file that was written of it. */
  result: string | null
}

const COLUMNS = 'path, identity, task_id AS jobId, result'

export function watchedFileQueries(db: WriteDb) {
  const one = db.prepare<[string], WatchedFile>(`SELECT ${COLUMNS} FROM watched_files WHERE path = ?`)
  // What was written of the file before stays known, so that it can be written over.
  const take = db.prepare(
    `INSERT INTO watched_files (path, identity, task_id) VALUES (@path, @identity, @jobId)
     ON CONFLICT (path) DO UPDATE SET identity = @identity, task_id = @jobId, written = ''`,
  )
  const written = db.prepare('UPDATE watched_files SET result = @result, written = @state WHERE path = @path')
  const due = db.prepare<[], WatchedFile & { state: JobState }>(
    `SELECT ${COLUMNS}, tasks.state AS state FROM watched_files JOIN tasks ON tasks.id = task_id
     WHERE tasks.state IN ('completed', 'partial') AND written <> tasks.state AND tasks.deleted_at IS NULL`,
  )
  const paths = db.prepare<[], { path: string }>('SELECT path FROM watched_files')
  const forget = db.prepare('DELETE FROM watched_files WHERE path = ?')
  return {
    watchedFile: (path: string): WatchedFile | null => one.get(path) ?? null,
    watchedPaths: (): string[] => paths.all().map(({ path }) => path),
    takeWatched: (file: Omit<WatchedFile, 'result'>) => void take.run(file),
    /** Documents that have come to an end since, or to a better one. */
    watchedToWrite: () => due.all(),
    watchedWritten: (path: string, result: string | null, state: JobState) => void written.run({ path, result, state }),
    forgetWatched: (path: string) => void forget.run(path),
  }
}

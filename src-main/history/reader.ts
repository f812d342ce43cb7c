/** Everything that is only read: lists, pages, search. Runs in the owner's worker thread and beside the owner. */
import Database from 'better-sqlite3'
import { examine, migrate, openForReading, type ReadDb } from './database.ts'
import { listQueries } from './reading/lists.ts'
import { pageQueries } from './reading/pages.ts'
import { searchQueries } from './reading/search.ts'

export type { PageBatch } from './reading/pages.ts'

export type HistoryReader = ReturnType<typeof openReader>

/** Where nothing has been read yet, an empty history. */
export function openReader(file: string) {
  const db = openForReading(file) ?? emptyHistory()
  return {
    ...listQueries(db),
    ...pageQueries(db),
    ...searchQueries(db),
    /** Throws where the file is damaged; seconds for a large one. */
    examine: (): void => examine(db),
    close: (): void => void db.close(),
  }
}

function emptyHistory(): ReadDb {
  const db = new Database(':memory:')
  migrate(db, null)
  return db as Database.Database & ReadDb
}

/** One process owns a data folder. The lock is SQLite's own: the system drops it with the process, however it ends. */
import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Null where another process has it. */
export function takeOwnership(file: string): { release(): void } | null {
  closeSync(openSync(file, 'a', 0o600))
  const db = new Database(file, { timeout: 0 })
  try {
    db.pragma('journal_mode = DELETE')
    db.exec('BEGIN EXCLUSIVE')
    return { release: () => db.close() }
  } catch (caught) {
    db.close()
    if ((caught as { code?: string }).code === 'SQLITE_BUSY') return null
    throw caught
  }
}

/** The history for reading, beside whoever owns it. One that an older Inkleaf wrote is brought up to date first. */
import { coerceError } from '../errors.ts'
import { openForWriting } from '../history/database.ts'
import { type HistoryReader, openReader } from '../history/reader.ts'
import { takeOwnership } from './owner-lock.ts'
import type { Runtime } from './runtime.ts'

export function openHistory(runtime: Runtime): HistoryReader {
  try {
    return openReader(runtime.databaseFile)
  } catch (caught) {
    if (coerceError(caught).code !== 'database_older') throw caught
    const ownership = takeOwnership(runtime.ownerFile)
    if (!ownership) throw caught
    try {
      openForWriting(runtime.databaseFile).db.close()
    } finally {
      ownership.release()
    }
    return openReader(runtime.databaseFile)
  }
}

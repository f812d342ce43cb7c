/** How the database itself is: whether it was closed cleanly, when it was last examined, what it says of itself. */
import type { WriteDb } from './database.ts'
import { statement, value } from './statements.ts'

/** A sound database is examined again after this. */
const EXAMINED_EVERY_MS = 7 * 24 * 3600_000

export function upkeepQueries(db: WriteDb, now: () => number) {
  const get = (key: string) => value<number>(db, 'SELECT value FROM upkeep WHERE key = ?', key)
  const set = (key: string, to: number) =>
    statement(db, 'INSERT INTO upkeep VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(key, to)

  const endedCleanly = get('clean_end') !== 0
  set('clean_end', 0)
  let inOrder = endedCleanly

  return {
    /** Whether the last owner closed the database, or there was none yet. */
    endedCleanly,

    /** Whether the file should be read through for damage: after an unclean end, and once a week. */
    needsExamination(): boolean {
      return !endedCleanly || now() - (get('checked_at') ?? 0) > EXAMINED_EVERY_MS
    },

    foundSound(): void {
      set('checked_at', now())
    },

    /** What an unclean end left was swept and the file examined: this end may be a clean one. */
    isInOrder(): void {
      inOrder = true
    },

    close(): void {
      if (inOrder) set('clean_end', 1)
      db.pragma('optimize')
      db.close()
    },

    /** Throws where the database can't be read or written now. */
    check(): void {
      db.transaction(() => value(db, 'SELECT count(*) FROM attempts WHERE id = 0')).immediate()
    },

    /** How many jobs are in which state, and which errors there were how often. */
    statistics(): { states: Record<string, number>; errors: Record<string, number> } {
      const counted = (sql: string) => Object.fromEntries(db.prepare<unknown[], [string, number]>(sql).raw().all())
      return {
        states: counted('SELECT state, count(*) FROM tasks GROUP BY state'),
        errors: counted(
          `SELECT error ->> '$.code', count(*) FROM page_results INDEXED BY pages_failed
           WHERE state = 'failed' GROUP BY error ->> '$.code'`,
        ),
      }
    },
  }
}

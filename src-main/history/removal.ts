/**
 * What is taken away: jobs that the user deleted, private ones, old ones. A marked job is gone for everybody at once, and
 * can't come back; what is there of it, maintenance.ts removes bit by bit, in a later run if this one ends before.
 */
import type { WriteDb } from './database.ts'
import { column, statement, transaction } from './statements.ts'

/** In `deleted_at`: marked for removal. Any later time: in the trash since then. */
export const FOR_GOOD = 0

const AMONG = 'id IN (SELECT value FROM json_each(?))'

export function removalQueries(db: WriteDb, now: () => number) {
  return {
    /**
     * Puts jobs into the trash: they are hidden until they are restored or removed. `interrupted` are those that were at
     * work. Returns those that were not in it.
     */
    throwAway(ids: readonly string[], interrupted: readonly string[] = []): string[] {
      const sql = `UPDATE tasks SET deleted_at = ?, resume_when_restored = id IN (SELECT value FROM json_each(?))
        WHERE ${AMONG} AND deleted_at IS NULL RETURNING id`
      return column<string>(db, sql, now(), JSON.stringify(interrupted), JSON.stringify(ids))
    },

    /** Takes jobs out of the trash again; returns those that were still in it, and whether they were at work before. */
    restore(ids: readonly string[]): { id: string; resume: boolean }[] {
      const sql = `UPDATE tasks SET deleted_at = NULL WHERE ${AMONG} AND deleted_at > ${FOR_GOOD}
        RETURNING id, resume_when_restored AS resume`
      const rows = statement<{ id: string; resume: number }>(db, sql).all(JSON.stringify(ids))
      return rows.map(({ id, resume }) => ({ id, resume: resume === 1 }))
    },

    /** What is in the trash since this time (ms since 1970) or longer, at most so much of it. */
    inTrash(since: number, limit: number): string[] {
      const sql = `SELECT id FROM tasks WHERE deleted_at > ${FOR_GOOD} AND deleted_at <= ? LIMIT ?`
      return column<string>(db, sql, since, limit)
    },

    /** Also those in the trash. */
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

    /** Returns those of the jobs that were there. */
    markForRemoval(ids: readonly string[]): string[] {
      const list = JSON.stringify(ids)
      return transaction(db, () => {
        // An answer names the task, and its file.
        statement(
          db,
          `DELETE FROM repeatable_requests WHERE key IN (
             SELECT key FROM repeatable_request_tasks WHERE task_id IN (SELECT value FROM json_each(?)))`,
        ).run(list)
        const sql = `UPDATE tasks SET deleted_at = ${FOR_GOOD} WHERE ${AMONG} AND deleted_at IS NOT ${FOR_GOOD} RETURNING id`
        return column<string>(db, sql, list)
      })
    },
  }
}

/** Which jobs may be worked on in this run: all of them, or only those that were added or resumed in it. */
import type { WriteDb } from './database.ts'
import { statement } from './statements.ts'

export function runScope(db: WriteDb) {
  let limited = false
  db.exec('CREATE TEMP TABLE IF NOT EXISTS run_scope (task_id TEXT PRIMARY KEY) WITHOUT ROWID')
  return {
    /** From now on only what `include` names. */
    limit(): void {
      limited = true
    },
    include(taskId: string): void {
      if (limited) statement(db, 'INSERT OR IGNORE INTO run_scope (task_id) VALUES (?)').run(taskId)
    },
    /** A condition on a task's id, to be put behind others. */
    and(id: string): string {
      return limited ? `AND ${id} IN (SELECT task_id FROM run_scope)` : ''
    },
  }
}

export type RunScope = ReturnType<typeof runScope>

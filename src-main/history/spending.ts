/** What was spent on services. */
import type { WriteDb } from './database.ts'
import { statement, value } from './statements.ts'

export interface Spent {
  engine: string
  jobId: string | null
  usage: { inputTokens: number; outputTokens: number }
  /** Null where no price is known. */
  cost: number | null
}

export function spendingQueries(db: WriteDb, now: () => number) {
  return {
    recordSpending({ engine, jobId, usage: { inputTokens, outputTokens }, cost }: Spent): void {
      statement(
        db,
        'INSERT INTO spending (engine, task_id, at, input_tokens, output_tokens, cost) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(engine, jobId, now(), inputTokens, outputTokens, cost)
    },

    spentOnJob(engine: string, jobId: string): number {
      const sql = 'SELECT coalesce(sum(cost), 0) FROM spending WHERE task_id = ? AND engine = ?'
      return value<number>(db, sql, jobId, engine) ?? 0
    },

    /** Since the month began, by the clock of this machine. */
    spentThisMonth(engine: string): number {
      const date = new Date(now())
      const since = new Date(date.getFullYear(), date.getMonth(), 1).getTime()
      return (
        value<number>(db, 'SELECT coalesce(sum(cost), 0) FROM spending WHERE engine = ? AND at >= ?', engine, since) ??
        0
      )
    },
  }
}

/** Moves jobs and pages from state to state, by the tables in `states.ts` and nowhere else. Inside a transaction. */
import { type Failure, hasEnded, type JobState } from '../../src-preload/model.ts'
import type { WriteDb } from './database.ts'
import { languageOf } from './language.ts'
import { column, oneOf, statement, value } from './statements.ts'
import { type JobAction, jobActions, type PageAction, type PageCounts, pageMove, settledState } from './states.ts'

/** A job's first pages tell its language. */
const PAGES_FOR_LANGUAGE = 4

/** Does `action` to the job; the state that it has then, or null where the action has no effect in the state it is in. */
export function moveTask(
  db: WriteDb,
  id: string,
  action: Exclude<JobAction, 'settle'>,
  now: number,
  error: Failure | null = null,
): JobState | null {
  const from = value<JobState>(db, 'SELECT state FROM tasks WHERE id = ?', id)
  const to = from && jobActions[from][action]
  if (!to || to === 'settled') return null
  if (to !== from)
    statement(
      db,
      `UPDATE tasks SET state = ?, error = ?, ended_at = ?, started_at = coalesce(started_at, ?) WHERE id = ?`,
    ).run(to, error && JSON.stringify(error), hasEnded(to) ? now : null, action === 'start' ? now : null, id)
  return to
}

/** Ends a job none of whose pages waits or runs; its language is told then. */
export function settleTask(db: WriteDb, id: string, now: number): JobState | null {
  const row = statement<PageCounts & { state: JobState; opened: number }>(
    db,
    `SELECT state, opened, total_pages - completed_pages - failed_pages - cancelled_pages AS waiting,
       completed_pages AS completed, failed_pages AS failed, cancelled_pages AS cancelled FROM tasks WHERE id = ?`,
  ).get(id)
  if (!row || row.opened === 0 || jobActions[row.state].settle !== 'settled') return null
  const state = settledState(row)
  if (state)
    statement(db, 'UPDATE tasks SET state = ?, ended_at = ?, language = ? WHERE id = ?').run(
      state,
      now,
      languageOfTask(db, id),
      id,
    )
  return state
}

function languageOfTask(db: WriteDb, id: string): string | null {
  const texts = column<string>(
    db,
    `SELECT result ->> '$.text' FROM page_results WHERE task_id = ? AND state = 'completed'
     ORDER BY seq LIMIT ${PAGES_FOR_LANGUAGE}`,
    id,
  )
  return languageOf(texts.join('\n'))
}

/**
 * `UPDATE page_results` by a page action: `set` are further columns, `where` narrows the pages down. Returns how many
 * pages were moved.
 */
export function movePages(
  db: WriteDb,
  action: PageAction,
  { set = '', where }: { set?: string; where: string },
  ...parameters: unknown[]
): number {
  const { from, to } = pageMove(action)
  const more = set === '' ? '' : `, ${set}`
  return statement(db, `UPDATE page_results SET state = '${to}'${more} WHERE state ${oneOf(from)} AND ${where}`).run(
    ...parameters,
  ).changes
}

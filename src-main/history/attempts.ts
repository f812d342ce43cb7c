/**
 * Attempts at pages: each takes a page for a while (its lease) and ends with an outcome, in one transaction each. Only a
 * page's current attempt may end it, so that a late or doubled answer changes nothing.
 */
import { allDoubts } from '../../src-preload/doubts.ts'
import type { Failure, PageResult } from '../../src-preload/model.ts'
import type { WriteDb } from './database.ts'
import type { RunScope } from './run-scope.ts'
import { indexPage } from './search-index.ts'
import { column, statement, transaction, value } from './statements.ts'
import { HELD } from './task-changes.ts'
import { movePages, moveTask, settleTask } from './transitions.ts'

/** A page that is at work. Its answer counts only while `attemptId` is the page's current attempt. */
export interface Claim {
  taskId: string
  page: number
  attemptId: number
  /** Attempts at this page that count, with this one. */
  attempts: number
  /** Times that it was alone with an engine that died. */
  deaths: number
  suspect: boolean
  lowerDpi: number | null
}

/** How an attempt ended. */
export type Outcome =
  | { type: 'completed'; result: PageResult }
  | { type: 'failed'; failure: Failure }
  /** To be tried again; `free`: the attempt doesn't count. */
  | {
      type: 'again'
      failure: Failure
      notBefore: number
      free: boolean
      lowerDpi?: number
      suspect?: boolean
      death?: boolean
    }
  /** The work was stopped from outside; the page waits as before. */
  | { type: 'released' }

interface WaitingRow {
  id: number
  page: number
  attempts: number
  deaths: number
  suspect: number
  lower_dpi: number | null
}

const COLUMNS = 'p.id, p.page, p.attempts, p.deaths, p.suspect, p.lower_dpi'
const RUNNABLE = `t.state IN ('pending', 'processing')`

export function attemptQueries(db: WriteDb, now: () => number, scope: RunScope) {
  /** Pages whose time has come may run like any other. */
  const releaseDue = (at: number) =>
    statement(
      db,
      `UPDATE page_results SET not_before = 0 WHERE state = 'pending' AND not_before > 0 AND not_before <= ?`,
    ).run(at)

  const nextTask = (engine: string) =>
    value<string>(
      db,
      `SELECT t.id FROM tasks t INDEXED BY tasks_runnable
       WHERE t.engine = ? AND t.next_window IS NOT NULL AND ${RUNNABLE} ${scope.and('t.id')}
       ORDER BY t.priority DESC, t.next_window, t.position LIMIT 1`,
      engine,
    )

  const nextPage = (taskId: string) =>
    statement<WaitingRow>(
      db,
      `SELECT ${COLUMNS} FROM page_results p INDEXED BY pages_ready
       WHERE p.task_id = ? AND p.state = 'pending' AND p.not_before = 0 AND p.suspect = 0 ORDER BY p.first DESC, p.seq LIMIT 1`,
    ).get(taskId)

  const nextSuspect = (engine: string) =>
    statement<WaitingRow & { task_id: string }>(
      db,
      `SELECT p.task_id, ${COLUMNS} FROM page_results p INDEXED BY pages_suspect JOIN tasks t ON t.id = p.task_id
       WHERE p.state = 'pending' AND p.suspect = 1 AND p.not_before = 0 AND t.engine = ? AND ${RUNNABLE} ${scope.and('t.id')}
       ORDER BY t.priority DESC, p.window, t.position, p.seq LIMIT 1`,
    ).get(engine)

  function end(row: { id: number; seq: number }, claim: Claim, outcome: Outcome, failure: string | null, at: number) {
    switch (outcome.type) {
      case 'completed':
        movePages(
          db,
          'complete',
          { set: 'result = ?, doubtful_words = ?, error = NULL, suspect = 0, ended_at = ?', where: 'id = ?' },
          JSON.stringify(outcome.result),
          allDoubts(outcome).length,
          at,
          row.id,
        )
        indexPage(db, row.id, row.seq === 0 ? claim.taskId : null, outcome.result.text)
        return
      case 'failed':
        movePages(db, 'fail', { set: 'error = ?, suspect = 0, ended_at = ?', where: 'id = ?' }, failure, at, row.id)
        return
      case 'again':
        movePages(
          db,
          'tryAgain',
          {
            set: `attempt_id = NULL, error = ?, not_before = ?, attempts = attempts - ?,
              lower_dpi = coalesce(?, lower_dpi), suspect = ?, deaths = deaths + ?`,
            where: 'id = ?',
          },
          failure,
          outcome.notBefore,
          outcome.free ? 1 : 0,
          outcome.lowerDpi ?? null,
          outcome.suspect ? 1 : 0,
          outcome.death ? 1 : 0,
          row.id,
        )
        return
      case 'released':
        movePages(db, 'release', { set: 'attempt_id = NULL, attempts = attempts - 1', where: 'id = ?' }, row.id)
        return
      default:
        outcome satisfies never
    }
  }

  return {
    /** Takes the next page to work on, or null. For `leaseMs` its attempt is believed alive, unless it is renewed. */
    claim(engine: string, leaseMs: number, suspects: boolean): Claim | null {
      return transaction(db, (): Claim | null => {
        const at = now()
        releaseDue(at)
        const taskId = suspects ? undefined : nextTask(engine)
        const suspect = suspects ? nextSuspect(engine) : undefined
        const owner = suspect?.task_id ?? taskId
        const row = suspect ?? (taskId === undefined ? undefined : nextPage(taskId))
        if (!row || owner === undefined) return null
        const attemptId = Number(
          statement(
            db,
            'INSERT INTO attempts (task_id, page, engine, started_at, lease_until) VALUES (?, ?, ?, ?, ?)',
          ).run(owner, row.page, engine, at, at + leaseMs).lastInsertRowid,
        )
        movePages(db, 'claim', { set: 'attempt_id = ?, attempts = attempts + 1', where: 'id = ?' }, attemptId, row.id)
        moveTask(db, owner, 'start', at)
        return {
          taskId: owner,
          page: row.page,
          attemptId,
          attempts: row.attempts + 1,
          deaths: row.deaths,
          suspect: row.suspect === 1,
          lowerDpi: row.lower_dpi,
        }
      })
    },

    /** These attempts are alive for another `leaseMs`. */
    renewLeases(attemptIds: readonly number[], leaseMs: number): void {
      statement(db, 'UPDATE attempts SET lease_until = ? WHERE id IN (SELECT value FROM json_each(?))').run(
        now() + leaseMs,
        JSON.stringify(attemptIds),
      )
    },

    /** Pages whose attempt has not been heard of for the time of its lease wait again. Returns how many. */
    takeBackLapsed(engine: string): number {
      const at = now()
      // Asked every few seconds, also when nothing happens: so without taking the write lock.
      const open = 'engine = ? AND ended_at IS NULL AND lease_until < ?'
      if (value(db, `SELECT 1 FROM attempts WHERE ${open} LIMIT 1`, engine, at) === undefined) return 0
      return transaction(db, () => {
        const lapsed = column<number>(
          db,
          `UPDATE attempts SET ended_at = ?, outcome = 'lapsed' WHERE ${open} RETURNING id`,
          at,
          engine,
          at,
        )
        if (lapsed.length === 0) return 0
        const where = 'attempt_id IN (SELECT value FROM json_each(?))'
        return movePages(
          db,
          'release',
          { set: 'attempt_id = NULL, attempts = max(attempts - 1, 0)', where },
          JSON.stringify(lapsed),
        )
      })
    },

    /** Pages that ran beside a dying engine and have to run alone. */
    hasSuspects(engine: string): boolean {
      const sql = `SELECT 1 FROM page_results p INDEXED BY pages_suspect JOIN tasks t ON t.id = p.task_id
        WHERE p.state = 'pending' AND p.suspect = 1 AND p.not_before = 0 AND t.engine = ? AND ${RUNNABLE}
          ${scope.and('t.id')} LIMIT 1`
      return value(db, sql, engine) !== undefined
    },

    /** When the next page whose time comes after `at` may run, ms since 1970, or null. */
    nextWake(at: number): number | null {
      const sql = `SELECT min(not_before) FROM page_results INDEXED BY pages_later
        WHERE state = 'pending' AND not_before > 0 AND not_before > ? AND not_before < ${HELD}`
      return value<number | null>(db, sql, at) ?? null
    },

    /**
     * The checkpoint: how an attempt ended, the page's result and what that makes of the job, in one transaction. False
     * where the attempt is no longer the page's current one: a late or doubled answer changes nothing.
     */
    end(claim: Claim, outcome: Outcome): boolean {
      return transaction(db, (): boolean => {
        const at = now()
        const failure = 'failure' in outcome ? JSON.stringify(outcome.failure) : null
        const ended = statement(
          db,
          'UPDATE attempts SET ended_at = ?, outcome = ?, error = ? WHERE id = ? AND ended_at IS NULL',
        ).run(at, outcome.type, failure, claim.attemptId)
        const row = statement<{ id: number; seq: number }>(
          db,
          `SELECT id, seq FROM page_results WHERE task_id = ? AND page = ? AND attempt_id = ? AND state = 'processing'`,
        ).get(claim.taskId, claim.page, claim.attemptId)
        if (ended.changes === 0 || !row) return false
        end(row, claim, outcome, failure, at)
        settleTask(db, claim.taskId, at)
        return true
      })
    },

    /**
     * Pages that were at work when the last owner ended wait again; that attempt costs nothing. A job that was to read a
     * few of its pages waits to be asked again. Returns the jobs that were interrupted, and how many pages of theirs.
     */
    recover(): { jobIds: string[]; pages: number } {
      return transaction(db, () => {
        const at = now()
        const interrupted = column<string>(db, `SELECT task_id FROM page_results WHERE state = 'processing'`)
        movePages(db, 'release', { set: 'attempt_id = NULL, attempts = max(attempts - 1, 0)', where: 'true' })
        statement(db, `UPDATE attempts SET ended_at = ?, outcome = 'lost' WHERE ended_at IS NULL`).run(at)
        const held = column<string>(
          db,
          `SELECT DISTINCT p.task_id FROM page_results p INDEXED BY pages_later JOIN tasks t ON t.id = p.task_id
           WHERE p.state = 'pending' AND p.not_before > 0 AND p.not_before = ${HELD} AND ${RUNNABLE}`,
        )
        for (const id of held) moveTask(db, id, 'pause', at)
        return { jobIds: [...new Set(interrupted)], pages: interrupted.length }
      })
    },
  }
}

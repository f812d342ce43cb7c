/** What the owner writes. Each public method is one transaction: after a crash it has happened wholly or not at all. */
import type { Failure, PageResult } from '../../src-preload/model.ts'
import { Housekeeping } from './housekeeping.ts'
import { languageOf } from './language.ts'
import { type PageRow, SELECT_PAGE, toPageView } from './rows.ts'
import { indexPage } from './search-index.ts'
import { type PageCounts, settledState, statesFor } from './states.ts'
import { HELD, quoted } from './tasks.ts'

/** A page that is at work. Its answer counts only while `tryId` is the page's current try. */
export interface Claim {
  taskId: string
  page: number
  tryId: number
  /** Tries of this page that count, with this one. */
  tries: number
  /** Times that it was alone with an engine that died. */
  deaths: number
  suspect: boolean
  lowerDpi: number | null
}

/** How a try ended. */
export type Outcome =
  | { type: 'completed'; result: PageResult }
  | { type: 'failed'; failure: Failure }
  /** To be tried again; `free`: the try doesn't count. */
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

/** A job's first pages tell its language. */
const PAGES_FOR_LANGUAGE = 4

/** Tasks and their pages' tries. */
export class HistoryStore extends Housekeeping {
  page(taskId: string, page: number) {
    const row = this.db
      .prepare<unknown[], PageRow>(`${SELECT_PAGE} WHERE p.task_id = ? AND p.page = ?`)
      .get(taskId, page)
    return row ? toPageView(row) : null
  }

  /** Takes the next page to work on, or null. `lastsMs` is for how long its try may be believed alive. */
  claim(engine: string, lastsMs: number, suspects: boolean, only: readonly string[] | null): Claim | null {
    const now = this.now()
    return this.db.transaction((): Claim | null => {
      const row = this.db
        .prepare<unknown[], WaitingRow>(
          `SELECT p.id, p.task_id, p.page, p.tries, p.deaths, p.suspect, p.lower_dpi
           FROM page_results p INDEXED BY pages_waiting JOIN tasks t ON t.id = p.task_id
           WHERE p.state = 'pending' AND t.state IN ('pending', 'processing') AND t.engine = ? AND p.not_before <= ?
             AND p.suspect = ? ${only ? 'AND t.id IN (SELECT value FROM json_each(?))' : ''}
           ORDER BY p.priority DESC, p.window, p.position, p.seq LIMIT 1`,
        )
        .get(engine, now, suspects ? 1 : 0, ...(only ? [JSON.stringify(only)] : []))
      if (!row) return null
      const tryId = Number(
        this.db
          .prepare('INSERT INTO tries (task_id, page, engine, started_at, lease_until) VALUES (?, ?, ?, ?, ?)')
          .run(row.task_id, row.page, engine, now, now + lastsMs).lastInsertRowid,
      )
      this.db
        .prepare(`UPDATE page_results SET state = 'processing', try_id = ?, tries = tries + 1 WHERE id = ?`)
        .run(tryId, row.id)
      this.db
        .prepare(
          `UPDATE tasks SET state = 'processing', started_at = coalesce(started_at, ?) WHERE id = ? AND state = 'pending'`,
        )
        .run(now, row.task_id)
      return {
        taskId: row.task_id,
        page: row.page,
        tryId,
        tries: row.tries + 1,
        deaths: row.deaths,
        suspect: row.suspect === 1,
        lowerDpi: row.lower_dpi,
      }
    })()
  }

  /** Pages that ran beside a dying engine and have to run alone. */
  hasSuspects(engine: string, only: readonly string[] | null): boolean {
    return (
      this.db
        .prepare(
          `SELECT 1 FROM page_results p JOIN tasks t ON t.id = p.task_id
           WHERE p.state = 'pending' AND p.suspect = 1 AND t.engine = ? AND t.state IN ('pending', 'processing')
           ${only ? 'AND t.id IN (SELECT value FROM json_each(?))' : ''} LIMIT 1`,
        )
        .get(engine, ...(only ? [JSON.stringify(only)] : [])) !== undefined
    )
  }

  /** When the next page that waits for its time may run, ms since 1970, or null. */
  nextWake(engine: string): number | null {
    return (
      this.db
        .prepare<unknown[], number | null>(
          `SELECT min(p.not_before) FROM page_results p JOIN tasks t ON t.id = p.task_id
           WHERE p.state = 'pending' AND p.not_before > ? AND p.not_before < ${HELD} AND t.engine = ? AND t.state IN ('pending', 'processing')`,
        )
        .pluck()
        .get(this.now(), engine) ?? null
    )
  }

  /**
   * The checkpoint: how a try ended, the page's result and what that makes of the job, in one transaction. False where
   * the try is no longer the page's current one: a late or doubled answer changes nothing.
   */
  end(claim: Claim, outcome: Outcome): boolean {
    const now = this.now()
    return this.db.transaction((): boolean => {
      const failure = 'failure' in outcome ? JSON.stringify(outcome.failure) : null
      const ended = this.db
        .prepare('UPDATE tries SET ended_at = ?, outcome = ?, error = ? WHERE id = ? AND ended_at IS NULL')
        .run(now, outcome.type, failure, claim.tryId)
      const row = this.db
        .prepare<unknown[], { id: number; seq: number }>(
          `SELECT id, seq FROM page_results WHERE task_id = ? AND page = ? AND try_id = ? AND state = 'processing'`,
        )
        .get(claim.taskId, claim.page, claim.tryId)
      if (ended.changes === 0 || !row) return false
      this.#endPage(row, claim, outcome, failure, now)
      this.#settle(claim.taskId, now)
      return true
    })()
  }

  #endPage(
    row: { id: number; seq: number },
    claim: Claim,
    outcome: Outcome,
    failure: string | null,
    now: number,
  ): void {
    switch (outcome.type) {
      case 'completed': {
        this.db
          .prepare(
            `UPDATE page_results SET state = 'completed', result = ?, error = NULL, suspect = 0, ended_at = ? WHERE id = ?`,
          )
          .run(JSON.stringify(outcome.result), now, row.id)
        indexPage(this.db, row.id, row.seq === 0 ? claim.taskId : null, outcome.result.text)
        return
      }
      case 'failed':
        this.db
          .prepare(`UPDATE page_results SET state = 'failed', error = ?, suspect = 0, ended_at = ? WHERE id = ?`)
          .run(failure, now, row.id)
        return
      case 'again':
        this.db
          .prepare(
            `UPDATE page_results SET state = 'pending', try_id = NULL, error = ?, not_before = ?, tries = tries - ?,
               lower_dpi = coalesce(?, lower_dpi), suspect = ?, deaths = deaths + ? WHERE id = ?`,
          )
          .run(
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
        this.db
          .prepare(`UPDATE page_results SET state = 'pending', try_id = NULL, tries = tries - 1 WHERE id = ?`)
          .run(row.id)
        return
      default:
        outcome satisfies never
    }
  }

  /**
   * Pages that were at work when the last owner ended wait again; that try costs nothing. A job that was to read a few
   * of its pages waits to be asked again. Returns the jobs that were interrupted, and how many pages of theirs.
   */
  recover(): { jobIds: string[]; pages: number } {
    return this.db.transaction(() => {
      const now = this.now()
      const interrupted = this.db
        .prepare<unknown[], string>(
          `UPDATE page_results SET state = 'pending', try_id = NULL, tries = max(tries - 1, 0) WHERE state = 'processing'
           RETURNING task_id`,
        )
        .pluck()
        .all()
      this.db.prepare(`UPDATE tries SET ended_at = ?, outcome = 'lost' WHERE ended_at IS NULL`).run(now)
      this.db
        .prepare(
          `UPDATE tasks SET state = 'paused' WHERE state IN ('pending', 'processing')
           AND id IN (SELECT task_id FROM page_results WHERE not_before = ${HELD} AND state = 'pending')`,
        )
        .run()
      return { jobIds: [...new Set(interrupted)], pages: interrupted.length }
    })()
  }

  #settle(taskId: string, now: number): void {
    const counts = this.db
      .prepare<unknown[], PageCounts>(
        `SELECT sum(state IN ('pending', 'processing')) AS waiting, sum(state = 'completed') AS completed,
           sum(state = 'failed') AS failed, sum(state = 'cancelled') AS cancelled
         FROM page_results WHERE task_id = ?`,
      )
      .get(taskId)
    const state = counts ? settledState(counts) : null
    if (state)
      this.db
        .prepare(
          `UPDATE tasks SET state = ?, ended_at = ?, language = ? WHERE id = ? AND state IN (${quoted(statesFor('settle'))})`,
        )
        .run(state, now, this.#languageOf(taskId), taskId)
  }

  #languageOf(taskId: string): string | null {
    const texts = this.db
      .prepare<unknown[], string>(
        `SELECT result ->> '$.text' FROM page_results WHERE task_id = ? AND state = 'completed' ORDER BY seq LIMIT ${PAGES_FOR_LANGUAGE}`,
      )
      .pluck()
      .all(taskId)
    return languageOf(texts.join('\n'))
  }
}

interface WaitingRow {
  id: number
  task_id: string
  page: number
  tries: number
  deaths: number
  suspect: number
  lower_dpi: number | null
}

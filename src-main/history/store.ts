/** What the owner writes. Each public method is one transaction: after a crash it has happened wholly or not at all. */
import type { Failure, JobOptions, JobState, PageResult } from '../../src-preload/model.ts'
import type { Db } from './database.ts'
import { fingerprint, type PageRow, SELECT_TASK, type TaskRow, toJobView, toPageView } from './rows.ts'
import { forIndex } from './search-text.ts'
import { type JobAction, jobActions, type PageCounts, settledState, statesFor } from './states.ts'

export interface NewDocument {
  sha256: string
  kind: string
  bytes: number
  storedFile: string | null
}

export interface NewTask {
  id: string
  documentId: number
  batchId: string
  name: string
  sourcePath: string
  options: JobOptions
}

/** A task with what is needed to open its document. */
export interface Source {
  taskId: string
  name: string
  kind: string
  sha256: string
  sourcePath: string
  storedFile: string | null
  options: JobOptions
}

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

/** Pages that a long document gives way after. */
const WINDOW = 10

export class HistoryStore {
  readonly #db: Db
  readonly #now: () => number

  constructor(db: Db, now: () => number = Date.now) {
    this.#db = db
    this.#now = now
  }

  close(): void {
    this.#db.pragma('optimize')
    this.#db.close()
  }

  addDocument(document: NewDocument): number {
    const row = this.#db
      .prepare<unknown[], number>(
        `INSERT INTO documents (sha256, kind, bytes, stored_file, created_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (sha256) DO UPDATE SET stored_file = coalesce(excluded.stored_file, stored_file) RETURNING id`,
      )
      .pluck()
      .get(document.sha256, document.kind, document.bytes, document.storedFile, this.#now())
    return Number(row)
  }

  addTask(task: NewTask): void {
    // A password is never stored, and freshness was a wish of the moment.
    const options: JobOptions = { ...task.options, password: null, fresh: false }
    this.#db
      .prepare(
        `INSERT INTO tasks (id, document_id, batch_id, name, source_path, engine, options, fingerprint, state, priority, position, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, (SELECT coalesce(max(position), 0) + 1 FROM tasks), ?)`,
      )
      .run(
        task.id,
        task.documentId,
        task.batchId,
        task.name,
        task.sourcePath,
        options.engine,
        JSON.stringify(options),
        fingerprint(options),
        options.priority,
        this.#now(),
      )
  }

  /** The newest run of the same bytes with the same engine and options. */
  findSame(documentId: number, options: JobOptions): { id: string; state: JobState } | null {
    return (
      this.#db
        .prepare<unknown[], { id: string; state: JobState }>(
          `SELECT id, state FROM tasks WHERE document_id = ? AND fingerprint = ? AND engine = ?
           ORDER BY created_at DESC, position DESC LIMIT 1`,
        )
        .get(documentId, fingerprint(options), options.engine) ?? null
    )
  }

  job(id: string) {
    const row = this.#db.prepare<unknown[], TaskRow>(`${SELECT_TASK} WHERE t.id = ?`).get(id)
    return row ? toJobView(row) : null
  }

  page(taskId: string, page: number) {
    const row = this.#db
      .prepare<unknown[], PageRow>(
        'SELECT page, state, tries, result, error FROM page_results WHERE task_id = ? AND page = ?',
      )
      .get(taskId, page)
    return row ? toPageView(row) : null
  }

  /** Jobs that have work left. */
  unfinished(): string[] {
    return this.#db
      .prepare<unknown[], string>(
        `SELECT id FROM tasks WHERE state IN ('pending', 'processing', 'paused', 'waiting_for_password') ORDER BY position`,
      )
      .pluck()
      .all()
  }

  source(taskId: string): Source | null {
    const row = this.#db
      .prepare<unknown[], SourceRow>(
        `SELECT t.id, t.name, t.source_path, t.options, d.kind, d.sha256, d.stored_file
         FROM tasks t JOIN documents d ON d.id = t.document_id WHERE t.id = ?`,
      )
      .get(taskId)
    return row
      ? {
          taskId: row.id,
          name: row.name,
          kind: row.kind,
          sha256: row.sha256,
          sourcePath: row.source_path,
          storedFile: row.stored_file,
          options: JSON.parse(row.options) as JobOptions,
        }
      : null
  }

  /** The next job that waits to be opened, of those in `only` (null: any). */
  nextUnopened(only: readonly string[] | null): string | null {
    return (
      this.#db
        .prepare<unknown[], string>(
          `SELECT id FROM tasks t WHERE state = 'pending' AND NOT EXISTS (SELECT 1 FROM page_results WHERE task_id = t.id)
           ${only ? 'AND id IN (SELECT value FROM json_each(?))' : ''} ORDER BY priority DESC, position LIMIT 1`,
        )
        .pluck()
        .get(...(only ? [JSON.stringify(only)] : [])) ?? null
    )
  }

  /** The document has been opened: these of its pages (counted from 1) are to be read. */
  opened(taskId: string, documentPages: number, pages: readonly number[]): void {
    const insert = this.#db.prepare(
      `INSERT INTO page_results (task_id, page, seq, window, priority, position, state)
       SELECT id, ?, ?, ?, priority, position, 'pending' FROM tasks WHERE id = ?`,
    )
    this.#db.transaction(() => {
      // Removed or cancelled while it was being opened.
      if (!this.#db.prepare(`SELECT 1 FROM tasks WHERE id = ? AND state IN ('pending', 'paused')`).get(taskId)) return
      this.#db
        .prepare('UPDATE documents SET pages = ? WHERE id = (SELECT document_id FROM tasks WHERE id = ?)')
        .run(documentPages, taskId)
      pages.forEach((page, seq) => {
        const { lastInsertRowid } = insert.run(page, seq, seq === 0 ? -1 : Math.floor(seq / WINDOW), taskId)
        if (seq === 0) this.#index(lastInsertRowid, taskId, '')
      })
    })()
  }

  /** Takes the next page to work on, or null. `lastsMs` is for how long its try may be believed alive. */
  claim(engine: string, lastsMs: number, suspects: boolean, only: readonly string[] | null): Claim | null {
    const now = this.#now()
    return this.#db.transaction((): Claim | null => {
      const row = this.#db
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
        this.#db
          .prepare('INSERT INTO tries (task_id, page, engine, started_at, lease_until) VALUES (?, ?, ?, ?, ?)')
          .run(row.task_id, row.page, engine, now, now + lastsMs).lastInsertRowid,
      )
      this.#db
        .prepare(`UPDATE page_results SET state = 'processing', try_id = ?, tries = tries + 1 WHERE id = ?`)
        .run(tryId, row.id)
      this.#db
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
      this.#db
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
      this.#db
        .prepare<unknown[], number | null>(
          `SELECT min(p.not_before) FROM page_results p JOIN tasks t ON t.id = p.task_id
           WHERE p.state = 'pending' AND p.not_before > ? AND t.engine = ? AND t.state IN ('pending', 'processing')`,
        )
        .pluck()
        .get(this.#now(), engine) ?? null
    )
  }

  /**
   * The checkpoint: how a try ended, the page's result and what that makes of the job, in one transaction. False where
   * the try is no longer the page's current one: a late or doubled answer changes nothing.
   */
  end(claim: Claim, outcome: Outcome): boolean {
    const now = this.#now()
    return this.#db.transaction((): boolean => {
      const failure = 'failure' in outcome ? JSON.stringify(outcome.failure) : null
      const ended = this.#db
        .prepare('UPDATE tries SET ended_at = ?, outcome = ?, error = ? WHERE id = ? AND ended_at IS NULL')
        .run(now, outcome.type, failure, claim.tryId)
      const row = this.#db
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
        this.#db
          .prepare(
            `UPDATE page_results SET state = 'completed', result = ?, error = NULL, suspect = 0, ended_at = ? WHERE id = ?`,
          )
          .run(JSON.stringify(outcome.result), now, row.id)
        this.#index(row.id, row.seq === 0 ? claim.taskId : null, outcome.result.text)
        return
      }
      case 'failed':
        this.#db
          .prepare(`UPDATE page_results SET state = 'failed', error = ?, suspect = 0, ended_at = ? WHERE id = ?`)
          .run(failure, now, row.id)
        return
      case 'again':
        this.#db
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
        this.#db
          .prepare(`UPDATE page_results SET state = 'pending', try_id = NULL, tries = tries - 1 WHERE id = ?`)
          .run(row.id)
        return
      default:
        outcome satisfies never
    }
  }

  /** The file can't be read at all, or not without a password. */
  refuse(taskId: string, failure: Failure, action: 'refuse' | 'needPassword'): void {
    const to = action === 'refuse' ? 'failed' : 'waiting_for_password'
    const ended = action === 'refuse' ? this.#now() : null
    this.#db.transaction(() => {
      const { changes } = this.#db
        .prepare(
          `UPDATE tasks SET state = ?, error = ?, ended_at = ? WHERE id = ? AND state IN (${quoted(statesFor(action))})`,
        )
        .run(to, JSON.stringify(failure), ended, taskId)
      if (changes && action === 'refuse')
        this.#db
          .prepare(
            `UPDATE page_results SET state = 'failed', error = ?, try_id = NULL, ended_at = ?
             WHERE task_id = ? AND state IN ('pending', 'processing')`,
          )
          .run(JSON.stringify(failure), ended, taskId)
    })()
  }

  /** Does `action` to the jobs that are in a state for it, and returns their ids. */
  act(action: Extract<JobAction, 'pause' | 'resume' | 'cancel' | 'givePassword'>, ids: readonly string[]): string[] {
    return this.#db.transaction(() =>
      ids.filter((id) => {
        const state = this.#db.prepare<unknown[], JobState>('SELECT state FROM tasks WHERE id = ?').pluck().get(id)
        const to = state && jobActions[state][action]
        if (!to || to === 'settled') return false
        const now = this.#now()
        this.#db
          .prepare('UPDATE tasks SET state = ?, error = NULL, ended_at = ? WHERE id = ?')
          .run(to, to === 'cancelled' ? now : null, id)
        if (to === 'cancelled')
          this.#db
            .prepare(
              `UPDATE page_results SET state = 'cancelled', try_id = NULL, ended_at = ?
               WHERE task_id = ? AND state IN ('pending', 'processing')`,
            )
            .run(now, id)
        return true
      }),
    )()
  }

  /** Failed and cancelled pages (of `pages`, or all) wait again with their tries reset; done pages stay. */
  retry(id: string, pages: readonly number[] | null): boolean {
    return this.#db.transaction(() => {
      const changed = this.#db
        .prepare(
          `UPDATE page_results SET state = 'pending', try_id = NULL, tries = 0, deaths = 0, suspect = 0, not_before = 0,
             error = NULL, ended_at = NULL
           WHERE task_id = ? AND state IN ('failed', 'cancelled') ${pages ? 'AND page IN (SELECT value FROM json_each(?))' : ''}`,
        )
        .run(id, ...(pages ? [JSON.stringify(pages)] : []))
      const unopened = this.#db.prepare('SELECT 1 FROM page_results WHERE task_id = ?').get(id) === undefined
      if (changed.changes === 0 && !unopened) return false
      return (
        this.#db
          .prepare(
            `UPDATE tasks SET state = 'pending', error = NULL, ended_at = NULL WHERE id = ?
             AND (state IN (${quoted(statesFor('retry'))}) OR state = 'processing')`,
          )
          .run(id).changes > 0
      )
    })()
  }

  setPriority(ids: readonly string[], priority: number): void {
    this.#db.transaction(() => {
      for (const id of ids) {
        this.#db.prepare('UPDATE tasks SET priority = ? WHERE id = ?').run(priority, id)
        this.#db.prepare('UPDATE page_results SET priority = ? WHERE task_id = ?').run(priority, id)
      }
    })()
  }

  /** Pages that were at work when the last owner ended wait again; that try costs nothing. Returns their number. */
  recover(): number {
    return this.#db.transaction(() => {
      const now = this.#now()
      const { changes } = this.#db
        .prepare(
          `UPDATE page_results SET state = 'pending', try_id = NULL, tries = max(tries - 1, 0) WHERE state = 'processing'`,
        )
        .run()
      this.#db.prepare(`UPDATE tries SET ended_at = ?, outcome = 'lost' WHERE ended_at IS NULL`).run(now)
      return changes
    })()
  }

  /** Removes jobs with their pages; returns the stored files that no other job needs any more. */
  remove(ids: readonly string[]): { removed: string[]; files: string[] } {
    const answer = this.#db.transaction(() => {
      const removed = ids.filter((id) => {
        this.#db.prepare('DELETE FROM pages_fts WHERE rowid IN (SELECT id FROM page_results WHERE task_id = ?)').run(id)
        return this.#db.prepare('DELETE FROM tasks WHERE id = ?').run(id).changes > 0
      })
      const files = this.#db
        .prepare<unknown[], string | null>(
          'DELETE FROM documents WHERE id NOT IN (SELECT document_id FROM tasks) RETURNING stored_file',
        )
        .pluck()
        .all()
      return { removed, files: files.filter((file) => file !== null) }
    })()
    // What was deleted must not go on living in the write-ahead log.
    this.#db.pragma('wal_checkpoint(TRUNCATE)')
    return answer
  }

  #index(rowid: number | bigint, taskId: string | null, text: string): void {
    const name = taskId
      ? this.#db.prepare<unknown[], string>('SELECT name FROM tasks WHERE id = ?').pluck().get(taskId)
      : ''
    this.#db.prepare('DELETE FROM pages_fts WHERE rowid = ?').run(rowid)
    this.#db
      .prepare('INSERT INTO pages_fts (rowid, name, text) VALUES (?, ?, ?)')
      .run(rowid, forIndex(name ?? ''), forIndex(text))
  }

  #settle(taskId: string, now: number): void {
    const counts = this.#db
      .prepare<unknown[], PageCounts>(
        `SELECT sum(state IN ('pending', 'processing')) AS waiting, sum(state = 'completed') AS completed,
           sum(state = 'failed') AS failed, sum(state = 'cancelled') AS cancelled
         FROM page_results WHERE task_id = ?`,
      )
      .get(taskId)
    const state = counts ? settledState(counts) : null
    if (state)
      this.#db
        .prepare(`UPDATE tasks SET state = ?, ended_at = ? WHERE id = ? AND state IN (${quoted(statesFor('settle'))})`)
        .run(state, now, taskId)
  }
}

interface SourceRow {
  id: string
  name: string
  source_path: string
  options: string
  kind: string
  sha256: string
  stored_file: string | null
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

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ')
}

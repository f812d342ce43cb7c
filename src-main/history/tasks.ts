/** Documents and tasks: what is added, what is done to it, what is taken away. Each method is one transaction. */
import { editedText } from '../../src-preload/edits.ts'
import {
  type Edit,
  type Failure,
  type JobOptions,
  type JobState,
  type JobView,
  jobOptions,
} from '../../src-preload/model.ts'
import { InkleafError } from '../errors.ts'
import type { Db } from './database.ts'
import { fingerprint, type PageRow, SELECT_PAGE, SELECT_TASK, type TaskRow, toJobView, toPageView } from './rows.ts'
import { indexPage } from './search-index.ts'
import { type JobAction, jobActions, statesFor } from './states.ts'

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
  private?: boolean
  /** Waits, paused, for someone to ask for its pages. */
  held?: boolean
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

export const UNFINISHED = `'pending', 'processing', 'paused', 'waiting_for_password'`

const TRIES_FOR_A_MEDIAN = 101

/** A page that is held back: its time never comes by itself. */
export const HELD = Number.MAX_SAFE_INTEGER

/** Pages that a long document gives way after. */
const WINDOW = 10

export class TaskStore {
  protected readonly db: Db
  protected readonly now: () => number

  constructor(db: Db, now: () => number = Date.now) {
    this.db = db
    this.now = now
  }

  addDocument(document: NewDocument): number {
    const row = this.db
      .prepare<unknown[], number>(
        `INSERT INTO documents (sha256, kind, bytes, stored_file, created_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (sha256) DO UPDATE SET stored_file = coalesce(excluded.stored_file, stored_file) RETURNING id`,
      )
      .pluck()
      .get(document.sha256, document.kind, document.bytes, document.storedFile, this.now())
    return Number(row)
  }

  addTask(task: NewTask): void {
    // A password is never stored, and freshness was a wish of the moment.
    const options: JobOptions = { ...task.options, password: null, fresh: false }
    this.db
      .prepare(
        `INSERT INTO tasks (id, document_id, batch_id, name, source_path, engine, options, fingerprint, state, priority, private, position, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM tasks), ?)`,
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
        task.held ? 'paused' : 'pending',
        options.priority,
        task.private ? 1 : 0,
        this.now(),
      )
  }

  /** The newest run of the same bytes with the same engine and options. */
  findSame(documentId: number, options: JobOptions, isPrivate: boolean): { id: string; state: JobState } | null {
    return (
      this.db
        .prepare<unknown[], { id: string; state: JobState }>(
          `SELECT id, state FROM tasks WHERE document_id = ? AND fingerprint = ? AND engine = ?
             AND deleted_at IS NULL AND private = ? ORDER BY created_at DESC, position DESC LIMIT 1`,
        )
        .get(documentId, fingerprint(options), options.engine, isPrivate ? 1 : 0) ?? null
    )
  }

  job(id: string) {
    const row = this.db.prepare<unknown[], TaskRow>(`${SELECT_TASK} WHERE t.id = ?`).get(id)
    return row ? toJobView(row) : null
  }

  /** Unless the user has deleted it. */
  presentJob(id: string): JobView | null {
    const row = this.db.prepare<unknown[], TaskRow>(`${SELECT_TASK} WHERE t.id = ? AND t.deleted_at IS NULL`).get(id)
    return row ? toJobView(row) : null
  }

  /** Why a job's first failed page failed. */
  firstFailure(id: string): Failure | null {
    const sql = `SELECT error FROM page_results WHERE task_id = ? AND state = 'failed' ORDER BY seq LIMIT 1`
    const error = this.db.prepare<unknown[], string | null>(sql).pluck().get(id)
    return error ? (JSON.parse(error) as Failure) : null
  }

  /** Pages of unfinished jobs that are opened and not read yet; those of paused jobs don't count. */
  pagesAhead(): number {
    const sql = `SELECT count(*) FROM page_results p JOIN tasks t ON t.id = p.task_id
      WHERE p.state IN ('pending', 'processing') AND t.state IN ('pending', 'processing') AND t.deleted_at IS NULL`
    return this.db.prepare<unknown[], number>(sql).pluck().get() ?? 0
  }

  /** What pages took lately, seconds of one try at the median; null before any was read. */
  secondsPerPage(): number | null {
    const times = this.db
      .prepare<unknown[], number>(
        `SELECT ended_at - started_at FROM tries WHERE outcome = 'completed' ORDER BY id DESC LIMIT ${TRIES_FOR_A_MEDIAN}`,
      )
      .pluck()
      .all()
      .sort((one, other) => one - other)
    const median = times[Math.floor(times.length / 2)]
    return median === undefined ? null : median / 1000
  }

  /** Jobs that have work left. */
  unfinished(): string[] {
    return this.db
      .prepare<unknown[], string>(
        `SELECT id FROM tasks WHERE state IN (${UNFINISHED}) AND deleted_at IS NULL ORDER BY position`,
      )
      .pluck()
      .all()
  }

  /** What the window's queue shows: all that is unfinished, and what has ended lately and was not cleared. */
  listed(mostEnded: number): JobView[] {
    return this.db
      .prepare<unknown[], TaskRow>(
        `${SELECT_TASK} WHERE t.id IN (
           SELECT id FROM tasks WHERE state IN (${UNFINISHED}) AND deleted_at IS NULL
           UNION SELECT id FROM (
             SELECT id FROM tasks WHERE listed = 1 AND ended_at IS NOT NULL AND deleted_at IS NULL
             ORDER BY ended_at DESC LIMIT ?))
         ORDER BY t.position`,
      )
      .all(mostEnded)
      .map(toJobView)
  }

  documentOf(taskId: string): { id: number; name: string; sourcePath: string; batchId: string } | null {
    return (
      this.db
        .prepare<unknown[], { id: number; name: string; sourcePath: string; batchId: string }>(
          `SELECT document_id AS id, name, source_path AS sourcePath, batch_id AS batchId FROM tasks WHERE id = ?`,
        )
        .get(taskId) ?? null
    )
  }

  source(taskId: string): Source | null {
    const row = this.db
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
          options: jobOptions.parse(JSON.parse(row.options)),
        }
      : null
  }

  /** The next job that waits to be opened, of those in `only` (null: any). */
  nextUnopened(only: readonly string[] | null): string | null {
    return (
      this.db
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
    const insert = this.db.prepare(
      `INSERT INTO page_results (task_id, page, seq, window, priority, position, state)
       SELECT id, ?, ?, ?, priority, position, 'pending' FROM tasks WHERE id = ?`,
    )
    this.db.transaction(() => {
      // Removed or cancelled while it was being opened.
      if (!this.db.prepare(`SELECT 1 FROM tasks WHERE id = ? AND state IN ('pending', 'paused')`).get(taskId)) return
      this.db
        .prepare('UPDATE documents SET pages = ? WHERE id = (SELECT document_id FROM tasks WHERE id = ?)')
        .run(documentPages, taskId)
      pages.forEach((page, seq) => {
        const { lastInsertRowid } = insert.run(page, seq, seq === 0 ? -1 : Math.floor(seq / WINDOW), taskId)
        if (seq === 0) indexPage(this.db, lastInsertRowid, taskId, '')
      })
    })()
  }

  /** The file can't be read at all, or not without a password. */
  refuse(taskId: string, failure: Failure, action: 'refuse' | 'needPassword'): void {
    const to = action === 'refuse' ? 'failed' : 'waiting_for_password'
    const ended = action === 'refuse' ? this.now() : null
    this.db.transaction(() => {
      const { changes } = this.db
        .prepare(
          `UPDATE tasks SET state = ?, error = ?, ended_at = ? WHERE id = ? AND state IN (${quoted(statesFor(action))})`,
        )
        .run(to, JSON.stringify(failure), ended, taskId)
      if (changes && action === 'refuse')
        this.db
          .prepare(
            `UPDATE page_results SET state = 'failed', error = ?, try_id = NULL, ended_at = ?
             WHERE task_id = ? AND state IN ('pending', 'processing')`,
          )
          .run(JSON.stringify(failure), ended, taskId)
    })()
  }

  /** Does `action` to the jobs that are in a state for it, and returns their ids. */
  act(action: Extract<JobAction, 'pause' | 'resume' | 'cancel' | 'givePassword'>, ids: readonly string[]): string[] {
    return this.db.transaction(() =>
      ids.filter((id) => {
        const state = this.db.prepare<unknown[], JobState>('SELECT state FROM tasks WHERE id = ?').pluck().get(id)
        const to = state && jobActions[state][action]
        if (!to || to === 'settled') return false
        const now = this.now()
        if (action === 'resume') this.release(id, null)
        this.db
          .prepare('UPDATE tasks SET state = ?, error = NULL, ended_at = ? WHERE id = ?')
          .run(to, to === 'cancelled' ? now : null, id)
        if (to === 'cancelled')
          this.db
            .prepare(
              `UPDATE page_results SET state = 'cancelled', try_id = NULL, ended_at = ?
               WHERE task_id = ? AND state IN ('pending', 'processing')`,
            )
            .run(now, id)
        return true
      }),
    )()
  }

  /** The next `count` pages of a paused job may run, the others are held; returns those that may. */
  readNext(id: string, count: number): number[] {
    return this.db.transaction(() => {
      const state = this.db.prepare<unknown[], JobState>('SELECT state FROM tasks WHERE id = ?').pluck().get(id)
      if (state !== 'paused') return []
      this.db.prepare(`UPDATE page_results SET not_before = ${HELD} WHERE task_id = ? AND state = 'pending'`).run(id)
      const pages = this.release(id, count)
      if (pages.length > 0) this.db.prepare(`UPDATE tasks SET state = 'pending' WHERE id = ?`).run(id)
      return pages
    })()
  }

  protected release(id: string, count: number | null): number[] {
    return this.db
      .prepare<unknown[], number>(
        `UPDATE page_results SET not_before = 0 WHERE id IN (
           SELECT id FROM page_results WHERE task_id = ? AND state = 'pending' AND not_before = ${HELD} ORDER BY seq LIMIT ?)
         RETURNING page`,
      )
      .pluck()
      .all(id, count ?? -1)
  }

  /** For pages that were not read yet. */
  setMode(id: string, mode: JobOptions['mode']): void {
    const source = this.source(id)
    if (!source) return
    const options = { ...source.options, mode }
    this.db
      .prepare('UPDATE tasks SET options = ?, fingerprint = ? WHERE id = ?')
      .run(JSON.stringify(options), fingerprint(options), id)
  }

  /** Failed and cancelled pages (of `pages`, or all) wait again with their tries reset; done pages stay. */
  retry(id: string, pages: readonly number[] | null): boolean {
    return this.db.transaction(() => {
      const changed = this.db
        .prepare(
          `UPDATE page_results SET state = 'pending', try_id = NULL, tries = 0, deaths = 0, suspect = 0, not_before = 0,
             error = NULL, ended_at = NULL
           WHERE task_id = ? AND state IN ('failed', 'cancelled') ${pages ? 'AND page IN (SELECT value FROM json_each(?))' : ''}`,
        )
        .run(id, ...(pages ? [JSON.stringify(pages)] : []))
      const unopened = this.db.prepare('SELECT 1 FROM page_results WHERE task_id = ?').get(id) === undefined
      if (changed.changes === 0 && !unopened) return false
      return (
        this.db
          .prepare(
            `UPDATE tasks SET state = 'pending', error = NULL, ended_at = NULL WHERE id = ?
             AND (state IN (${quoted(statesFor('retry'))}) OR state = 'processing')`,
          )
          .run(id).changes > 0
      )
    })()
  }

  setPriority(ids: readonly string[], priority: number): void {
    this.db.transaction(() => {
      for (const id of ids) {
        this.db.prepare('UPDATE tasks SET priority = ? WHERE id = ?').run(priority, id)
        this.db.prepare('UPDATE page_results SET priority = ? WHERE task_id = ?').run(priority, id)
      }
    })()
  }

  /** Puts an unfinished job before another, whose priority it takes on; null: last of its own priority. */
  move(id: string, before: string | null): void {
    this.db.transaction(() => {
      const rows = this.db
        .prepare<unknown[], { id: string; priority: number }>(
          `SELECT id, priority FROM tasks WHERE state IN (${UNFINISHED}) ORDER BY priority DESC, position`,
        )
        .all()
      const moved = rows.find((row) => row.id === id)
      const target = rows.find((row) => row.id === before)
      if (!moved || moved === target) return
      const others = rows.filter((row) => row !== moved)
      const at = target ? others.indexOf(target) : others.length
      others.splice(at, 0, { id, priority: target?.priority ?? others.at(-1)?.priority ?? moved.priority })
      const first = this.db.prepare<unknown[], number>('SELECT coalesce(max(position), 0) + 1 FROM tasks').pluck().get()
      others.forEach((row, n) => {
        this.#place(row.id, row.priority, Number(first) + n)
      })
    })()
  }

  #place(id: string, priority: number, position: number): void {
    this.db.prepare('UPDATE tasks SET priority = ?, position = ? WHERE id = ?').run(priority, position, id)
    this.db.prepare('UPDATE page_results SET priority = ?, position = ? WHERE task_id = ?').run(priority, position, id)
  }

  unlist(ids: readonly string[]): void {
    for (const id of ids) this.db.prepare('UPDATE tasks SET listed = 0 WHERE id = ? AND ended_at IS NOT NULL').run(id)
  }

  /** An ended job that is added again is shown in the queue again. */
  list(id: string): void {
    this.db.prepare('UPDATE tasks SET listed = 1 WHERE id = ?').run(id)
  }

  setFavourite(ids: readonly string[], favourite: boolean): void {
    for (const id of ids) this.db.prepare('UPDATE tasks SET favourite = ? WHERE id = ?').run(favourite ? 1 : 0, id)
  }

  /** Whether a job, of those in `only` (null: any), still has something to do by itself. */
  isBusy(only: readonly string[] | null): boolean {
    return (
      this.db
        .prepare(
          `SELECT 1 FROM tasks WHERE state IN ('pending', 'processing') AND deleted_at IS NULL
           ${only ? 'AND id IN (SELECT value FROM json_each(?))' : ''} LIMIT 1`,
        )
        .get(...(only ? [JSON.stringify(only)] : [])) !== undefined
    )
  }

  /** A block's text put right, or (null) as it was read; the search finds what is shown. Returns the page's edits. */
  edit(taskId: string, page: number, blockId: string, text: string | null): Edit[] {
    return this.db.transaction(() => {
      const row = this.db
        .prepare<unknown[], PageRow & { id: number; seq: number }>(
          `SELECT p.id, p.seq, view.* FROM page_results p, (${SELECT_PAGE} WHERE p.task_id = ? AND p.page = ?) view
           WHERE p.task_id = ? AND p.page = ?`,
        )
        .get(taskId, page, taskId, page)
      const known = row && toPageView(row).result?.blocks.some((block) => block.id === blockId)
      if (!row || !known) throw new InkleafError('no_such_block', 'input', 'The text that was edited is not there.')
      if (text === null)
        this.db.prepare('DELETE FROM edits WHERE task_id = ? AND page = ? AND block_id = ?').run(taskId, page, blockId)
      else
        this.db
          .prepare(
            `INSERT INTO edits (task_id, page, block_id, text, edited_at) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET text = excluded.text, edited_at = excluded.edited_at`,
          )
          .run(taskId, page, blockId, text, this.now())
      const edited = this.db
        .prepare<unknown[], PageRow>(`${SELECT_PAGE} WHERE p.task_id = ? AND p.page = ?`)
        .get(taskId, page)
      if (!edited) return []
      const view = toPageView(edited)
      indexPage(this.db, row.id, row.seq === 0 ? taskId : null, editedText(view).text)
      return view.edits
    })()
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

export function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ')
}

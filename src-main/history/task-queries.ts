/** What the owner asks of jobs and their pages while it works. */
import {
  type Failure,
  type JobOptions,
  type JobState,
  type JobView,
  jobOptions,
  type PageView,
} from '../../src-preload/model.ts'
import type { ReadDb } from './database.ts'
import { UNFINISHED } from './documents.ts'
import { fingerprint, type PageRow, SELECT_PAGE, SELECT_TASK, type TaskRow, toJobView, toPageView } from './rows.ts'
import { column, statement, value } from './statements.ts'
import { HELD } from './task-changes.ts'

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

interface SourceRow {
  id: string
  name: string
  source_path: string
  options: string
  kind: string
  sha256: string
  stored_file: string | null
}

const ATTEMPTS_FOR_A_MEDIAN = 101

export function taskQueries(db: ReadDb) {
  return {
    job(id: string): JobView | null {
      const row = statement<TaskRow>(db, `${SELECT_TASK} WHERE t.id = ?`).get(id)
      return row ? toJobView(row) : null
    },

    /** Unless the user has deleted it. */
    presentJob(id: string): JobView | null {
      const row = statement<TaskRow>(db, `${SELECT_TASK} WHERE t.id = ? AND t.deleted_at IS NULL`).get(id)
      return row ? toJobView(row) : null
    },

    page(taskId: string, page: number): PageView | null {
      const row = statement<PageRow>(db, `${SELECT_PAGE} WHERE p.task_id = ? AND p.page = ?`).get(taskId, page)
      return row ? toPageView(row) : null
    },

    /** The numbers of the pages that the job reads, in their order. */
    pageNumbers(id: string): number[] {
      return column<number>(db, 'SELECT page FROM page_results WHERE task_id = ? ORDER BY seq', id)
    },

    /** What was added together, in its order; private ones too. */
    batch(id: string): JobView[] {
      return statement<TaskRow>(
        db,
        `${SELECT_TASK} WHERE t.batch_id = ? AND t.deleted_at IS NULL ORDER BY t.created_at, t.position LIMIT 10000`,
      )
        .all(id)
        .map(toJobView)
    },

    /** Jobs whose pages are read only when somebody asks for them, and where some have not been asked for. */
    held(): string[] {
      return column<string>(
        db,
        `SELECT id FROM tasks WHERE state = 'paused' AND deleted_at IS NULL AND EXISTS (
           SELECT 1 FROM page_results WHERE task_id = tasks.id AND state = 'pending' AND not_before = ${HELD})`,
      )
    },

    /** Why a job's first failed page failed. */
    firstFailure(id: string): Failure | null {
      const sql = `SELECT error FROM page_results WHERE task_id = ? AND state = 'failed' ORDER BY seq LIMIT 1`
      const error = value<string | null>(db, sql, id)
      return error ? (JSON.parse(error) as Failure) : null
    },

    /** Pages of unfinished jobs that are opened and not read yet; those of paused jobs don't count. */
    pagesAhead(): number {
      const sql = `SELECT coalesce(sum(total_pages - completed_pages - failed_pages - cancelled_pages), 0)
        FROM tasks WHERE state IN ('pending', 'processing') AND deleted_at IS NULL`
      return value<number>(db, sql) ?? 0
    },

    /** Pages of the job that an engine has now. */
    pagesAtWork(id: string): number {
      const sql = `SELECT count(*) FROM page_results INDEXED BY pages_processing WHERE task_id = ? AND state = 'processing'`
      return value<number>(db, sql, id) ?? 0
    },

    /** What pages took lately, seconds of one attempt at the median; null before any was read. */
    secondsPerPage(): number | null {
      const sql = `SELECT ended_at - started_at FROM attempts WHERE outcome = 'completed'
        ORDER BY id DESC LIMIT ${ATTEMPTS_FOR_A_MEDIAN}`
      const times = column<number>(db, sql).sort((one, other) => one - other)
      const median = times[Math.floor(times.length / 2)]
      return median === undefined ? null : median / 1000
    },

    /** Jobs that have work left, in the order in which they are worked on. */
    unfinished(): string[] {
      return column<string>(
        db,
        `SELECT id FROM tasks WHERE state IN (${UNFINISHED}) AND deleted_at IS NULL ORDER BY position`,
      )
    },

    /** Jobs that have work left, with their engines. */
    unfinishedByEngine(): { id: string; engine: string }[] {
      return statement<{ id: string; engine: string }>(
        db,
        `SELECT id, engine FROM tasks WHERE state IN (${UNFINISHED}) AND deleted_at IS NULL`,
      ).all()
    },

    /** What the window's queue shows: all that is unfinished, and what has ended lately and was not cleared. */
    listed(maxEnded: number): JobView[] {
      return statement<TaskRow>(
        db,
        `${SELECT_TASK} WHERE t.id IN (
           SELECT id FROM tasks WHERE state IN (${UNFINISHED}) AND deleted_at IS NULL
           UNION SELECT id FROM (
             SELECT id FROM tasks WHERE listed = 1 AND ended_at IS NOT NULL AND deleted_at IS NULL
             ORDER BY ended_at DESC LIMIT ?))
         ORDER BY t.position`,
      )
        .all(maxEnded)
        .map(toJobView)
    },

    /** The newest run of the same bytes with the same engine and options. */
    findSame(documentId: number, options: JobOptions, isPrivate: boolean): { id: string; state: JobState } | null {
      return (
        statement<{ id: string; state: JobState }>(
          db,
          `SELECT id, state FROM tasks WHERE document_id = ? AND fingerprint = ? AND engine = ?
             AND deleted_at IS NULL AND private = ? ORDER BY created_at DESC, position DESC LIMIT 1`,
        ).get(documentId, fingerprint(options), options.engine, isPrivate ? 1 : 0) ?? null
      )
    },

    documentOf(taskId: string): { id: number; name: string; sourcePath: string; batchId: string } | null {
      const sql = `SELECT document_id AS id, name, source_path AS sourcePath, batch_id AS batchId FROM tasks WHERE id = ?`
      return statement<{ id: number; name: string; sourcePath: string; batchId: string }>(db, sql).get(taskId) ?? null
    },

    source(taskId: string): Source | null {
      const row = statement<SourceRow>(
        db,
        `SELECT t.id, t.name, t.source_path, t.options, d.kind, d.sha256, d.stored_file
         FROM tasks t JOIN documents d ON d.id = t.document_id WHERE t.id = ?`,
      ).get(taskId)
      return row ? toSource(row) : null
    },
  }
}

function toSource(row: SourceRow): Source {
  return {
    taskId: row.id,
    name: row.name,
    kind: row.kind,
    sha256: row.sha256,
    sourcePath: row.source_path,
    storedFile: row.stored_file,
    options: jobOptions.parse(JSON.parse(row.options)),
  }
}

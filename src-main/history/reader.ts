/** Everything that is only read: lists, pages, search. Runs in the owner's worker thread and beside the owner. */
import type { z } from 'zod'
import {
  type Facets,
  type HistoryFilter,
  historyQuery,
  type SearchAnswer,
  searchQuery,
} from '../../src-preload/contract.ts'
import { editedText } from '../../src-preload/edits.ts'
import type { JobView, PageOutline, PageView } from '../../src-preload/model.ts'
import { findWords, snippet, toMatch } from '../../src-preload/search-text.ts'
import { InkleafError } from '../errors.ts'
import { type Db, openForReading } from './database.ts'
import { conditionsOf } from './filter.ts'
import { iso, type PageRow, SELECT_PAGE, SELECT_TASK, type TaskRow, toJobView, toPageView } from './rows.ts'

/** Past this many pages with the words, ranking them would take long and tell little. */
const BROAD = 500
const PAGES_FOR_TIMINGS = 20

export class HistoryReader {
  readonly #db: Db | null

  constructor(file: string) {
    this.#db = openForReading(file)
  }

  close(): void {
    this.#db?.close()
  }

  list(query: z.input<typeof historyQuery> = {}): JobView[] {
    if (!this.#db) return []
    const { sort, limit, offset, ...filter } = historyQuery.parse(query)
    const { where, values } = conditionsOf(filter)
    const order = ORDERS[sort]
    const rows = this.#db
      .prepare<unknown[], TaskRow>(
        `${SELECT_TASK} WHERE t.id IN (
           SELECT t.id FROM tasks t JOIN documents d ON d.id = t.document_id ${where} ORDER BY ${order} LIMIT ? OFFSET ?)
         ORDER BY ${order}`,
      )
      .all(...values, limit, offset)
    return rows.map(toJobView)
  }

  count(filter: HistoryFilter = {}): number {
    const { where, values } = conditionsOf(filter)
    const sql = `SELECT count(*) FROM tasks t JOIN documents d ON d.id = t.document_id ${where}`
    return (
      this.#db
        ?.prepare<unknown[], number>(sql)
        .pluck()
        .get(...values) ?? 0
    )
  }

  /** What there is to filter by. */
  facets(): Facets {
    const { where } = conditionsOf({})
    const all = (sql: string) => this.#db?.prepare<unknown[], string>(sql).pluck().all() ?? []
    return {
      kinds: all(
        `SELECT DISTINCT d.kind FROM tasks t JOIN documents d ON d.id = t.document_id ${where} ORDER BY d.kind`,
      ),
      engines: all(`SELECT DISTINCT t.engine FROM tasks t ${where} ORDER BY t.engine`),
      languages: all(`SELECT DISTINCT t.language FROM tasks t ${where} AND t.language IS NOT NULL ORDER BY t.language`),
    }
  }

  totals(): { jobs: number; pages: number } {
    const one = (table: string) =>
      this.#db?.prepare<unknown[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
    return { jobs: one('tasks'), pages: one('page_results') }
  }

  /** By its id or the start of it. Throws where none or several have it. */
  job(id: string): JobView {
    const rows =
      this.#db?.prepare<unknown[], TaskRow>(`${SELECT_TASK} WHERE t.id >= ? AND t.id < ? LIMIT 2`).all(id, `${id}~`) ??
      []
    const [row, other] = rows
    if (!row || id === '') throw new InkleafError('no_such_job', 'input', `Nothing in the history has the id ${id}.`)
    if (other) throw new InkleafError('ambiguous_job', 'input', `Several ids begin with ${id}. Give more of it.`)
    return toJobView(row)
  }

  pages(jobId: string): PageView[] {
    const rows = this.#db?.prepare<unknown[], PageRow>(`${SELECT_PAGE} WHERE p.task_id = ? ORDER BY p.seq`).all(jobId)
    return rows?.map(toPageView) ?? []
  }

  /** These of a job's pages, in the job's order. */
  somePages(jobId: string, pages: readonly number[]): PageView[] {
    const rows = this.#db
      ?.prepare<unknown[], PageRow>(
        `${SELECT_PAGE} WHERE p.task_id = ? AND p.page IN (SELECT value FROM json_each(?)) ORDER BY p.seq`,
      )
      .all(jobId, JSON.stringify(pages))
    return rows?.map(toPageView) ?? []
  }

  outline(jobId: string): PageOutline[] {
    const rows = this.#db
      ?.prepare<unknown[], OutlineRow>(
        `SELECT p.page, p.state, p.tries, p.error, p.result ->> '$.widthPx' AS width_px,
           p.result ->> '$.heightPx' AS height_px, p.result ->> '$.confidence' AS confidence,
           EXISTS (SELECT 1 FROM edits e WHERE e.task_id = p.task_id AND e.page = p.page) AS edited
         FROM page_results p WHERE p.task_id = ? ORDER BY p.seq`,
      )
      .all(jobId)
    return (
      rows?.map((row) => ({
        page: row.page,
        status: row.state,
        tries: row.tries,
        aspect: row.width_px && row.height_px ? row.width_px / row.height_px : null,
        confidence: row.confidence,
        edited: row.edited === 1,
        error: row.error === null ? null : (JSON.parse(row.error) as PageOutline['error']),
      })) ?? []
    )
  }

  /** Stretches of a job's pages, as the queue takes them. */
  pageBatches(jobId: string): PageBatch[] {
    const sql = `SELECT batch_number AS batchNumber, first_page AS firstPage, last_page AS lastPage, status
      FROM page_batches WHERE task_id = ? ORDER BY batch_number`
    return this.#db?.prepare<unknown[], PageBatch>(sql).all(jobId) ?? []
  }

  /** Mean milliseconds a page of each stage of reading, over the job's last pages. */
  stageTimingsMs(jobId: string): Record<string, number> {
    const sql = `SELECT key, avg(value) FROM (
        SELECT result FROM page_results WHERE task_id = ? AND state = 'completed' ORDER BY ended_at DESC LIMIT ${PAGES_FOR_TIMINGS}),
        json_each(result, '$.timingsMs') GROUP BY key`
    return Object.fromEntries(this.#db?.prepare<unknown[], [string, number]>(sql).raw().all(jobId) ?? [])
  }

  /** How many jobs are in which state. */
  stateCounts(): Record<string, number> {
    const { where } = conditionsOf({})
    const sql = `SELECT t.state, count(*) FROM tasks t ${where} GROUP BY t.state`
    return Object.fromEntries(this.#db?.prepare<unknown[], [string, number]>(sql).raw().all() ?? [])
  }

  /** A job's pages with the words, and how often each has them. */
  find(jobId: string, words: string): { page: number; count: number }[] {
    const match = toMatch(words)
    if (!match || !this.#db) return []
    const rows = this.#db
      .prepare<unknown[], PageRow>(
        `${SELECT_PAGE} WHERE p.task_id = ? AND p.id IN (
           SELECT rowid FROM pages_fts WHERE pages_fts MATCH ? AND rowid IN (SELECT id FROM page_results WHERE task_id = ?))
         ORDER BY p.seq`,
      )
      .all(jobId, match, jobId)
    return rows
      .map(toPageView)
      .map((view) => ({ page: view.page, count: findWords(editedText(view).text, words).length }))
      .filter(({ count }) => count > 0)
  }

  search(query: z.input<typeof searchQuery>): SearchAnswer {
    const { words, limit, offset, ...filter } = searchQuery.parse(query)
    const match = toMatch(words)
    if (!match || !this.#db) return { hits: [], order: 'best' }
    const counted = this.#db
      .prepare<unknown[], number>('SELECT count(*) FROM (SELECT 1 FROM pages_fts WHERE pages_fts MATCH ? LIMIT ?)')
      .pluck()
      .get(match, BROAD + 1)
    const order = (counted ?? 0) > BROAD ? 'newest' : 'best'
    const { where, values } = conditionsOf(filter)
    // Left to itself SQLite would walk the jobs and look each page up in the index.
    const ids = this.#db
      .prepare<unknown[], number>(
        `SELECT f.rowid FROM pages_fts f CROSS JOIN page_results p ON p.id = f.rowid
           CROSS JOIN tasks t ON t.id = p.task_id CROSS JOIN documents d ON d.id = t.document_id
         ${where} AND pages_fts MATCH ? ORDER BY ${order === 'best' ? 'f.rank' : 'f.rowid DESC'} LIMIT ? OFFSET ?`,
      )
      .pluck()
      .all(...values, match, limit, offset)
    const page = this.#db.prepare<unknown[], HitRow>(
      `SELECT p.task_id, p.page, p.ended_at, t.name, t.created_at, p.result ->> '$.text' AS text,
         EXISTS (SELECT 1 FROM edits e WHERE e.task_id = p.task_id AND e.page = p.page) AS edited
       FROM page_results p JOIN tasks t ON t.id = p.task_id WHERE p.id = ?`,
    )
    const rows = ids.map((id) => page.get(id)).filter((row) => row !== undefined)
    const hits = rows.map((row) => ({
      jobId: row.task_id,
      name: row.name,
      page: row.page,
      readAt: iso(row.ended_at ?? row.created_at),
      ...snippet(row.edited ? this.#editedText(row.task_id, row.page) : (row.text ?? ''), words),
    }))
    return { hits, order }
  }

  /** The whole result is read for this, so only where there are edits. */
  #editedText(jobId: string, page: number): string {
    const [view] = this.somePages(jobId, [page])
    return view ? editedText(view).text : ''
  }
}

export interface PageBatch {
  batchNumber: number
  firstPage: number
  lastPage: number
  status: 'pending' | 'processing' | 'completed'
}

const ORDERS = {
  newest: 't.created_at DESC, t.position DESC',
  oldest: 't.created_at, t.position',
  name: 't.name COLLATE NOCASE, t.created_at DESC',
  pages: 'd.pages DESC, t.created_at DESC',
} as const

interface HitRow {
  task_id: string
  page: number
  text: string | null
  edited: number
  ended_at: number | null
  name: string
  created_at: number
}

interface OutlineRow {
  page: number
  state: PageOutline['status']
  tries: number
  error: string | null
  width_px: number | null
  height_px: number | null
  confidence: number | null
  edited: number
}

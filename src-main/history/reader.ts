/** Everything that is only read: lists, pages, search. Runs in the owner's worker thread and beside the owner. */
import { z } from 'zod'
import { type JobView, jobStates, type PageView } from '../../src-preload/model.ts'
import { InkleafError } from '../errors.ts'
import { type Db, openForReading } from './database.ts'
import { iso, type PageRow, SELECT_TASK, type TaskRow, toJobView, toPageView } from './rows.ts'
import { type Snippet, snippet, toMatch } from './search-text.ts'

export const searchQuery = z.object({
  words: z.string(),
  limit: z.int().min(1).max(500).default(20),
  offset: z.int().nonnegative().default(0),
})

export interface Hit extends Snippet {
  jobId: string
  name: string
  page: number
  readAt: string
}

export interface SearchAnswer {
  hits: Hit[]
  /** `best` by rank; `newest` where the words are on very many pages. */
  order: 'best' | 'newest'
}

export const listQuery = z.object({
  states: z.array(z.enum(jobStates)).optional(),
  limit: z.int().min(1).max(10_000).default(100),
  offset: z.int().nonnegative().default(0),
})

/** Past this many pages with the words, ranking them would take long and tell little. */
const BROAD = 500

export class HistoryReader {
  readonly #db: Db | null

  constructor(file: string) {
    this.#db = openForReading(file)
  }

  close(): void {
    this.#db?.close()
  }

  /** Newest first. */
  list(query: z.input<typeof listQuery> = {}): JobView[] {
    if (!this.#db) return []
    const { states, limit, offset } = listQuery.parse(query)
    const where = states ? `WHERE t.state IN (SELECT value FROM json_each(?))` : ''
    const chosen = `SELECT t.id FROM tasks t ${where} ORDER BY t.created_at DESC, t.position DESC LIMIT ? OFFSET ?`
    const rows = this.#db
      .prepare<unknown[], TaskRow>(
        `${SELECT_TASK} WHERE t.id IN (${chosen}) ORDER BY t.created_at DESC, t.position DESC`,
      )
      .all(...(states ? [JSON.stringify(states)] : []), limit, offset)
    return rows.map(toJobView)
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
    const rows = this.#db
      ?.prepare<unknown[], PageRow>(
        'SELECT page, state, tries, result, error FROM page_results WHERE task_id = ? ORDER BY seq',
      )
      .all(jobId)
    return rows?.map(toPageView) ?? []
  }

  search(query: z.input<typeof searchQuery>): SearchAnswer {
    const { words, limit, offset } = searchQuery.parse(query)
    const match = toMatch(words)
    if (!match || !this.#db) return { hits: [], order: 'best' }
    const counted = this.#db
      .prepare<unknown[], number>('SELECT count(*) FROM (SELECT 1 FROM pages_fts WHERE pages_fts MATCH ? LIMIT ?)')
      .pluck()
      .get(match, BROAD + 1)
    const order = (counted ?? 0) > BROAD ? 'newest' : 'best'
    const ids = this.#db
      .prepare<unknown[], number>(
        `SELECT rowid FROM pages_fts WHERE pages_fts MATCH ? ORDER BY ${order === 'best' ? 'rank' : 'rowid DESC'} LIMIT ? OFFSET ?`,
      )
      .pluck()
      .all(match, limit, offset)
    const page = this.#db.prepare<unknown[], HitRow>(
      `SELECT p.task_id, p.page, p.result ->> '$.text' AS text, p.ended_at, t.name, t.created_at
       FROM page_results p JOIN tasks t ON t.id = p.task_id WHERE p.id = ?`,
    )
    const rows = ids.map((id) => page.get(id)).filter((row) => row !== undefined)
    const hits = rows.map((row) => ({
      jobId: row.task_id,
      name: row.name,
      page: row.page,
      readAt: iso(row.ended_at ?? row.created_at),
      ...snippet(row.text ?? '', words),
    }))
    return { hits, order }
  }
}

interface HitRow {
  task_id: string
  page: number
  text: string | null
  ended_at: number | null
  name: string
  created_at: number
}

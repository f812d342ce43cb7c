/** Rows as they are in the database, and the views made of them. */
import type {
  Edit,
  Failure,
  JobOptions,
  JobState,
  JobView,
  PageResult,
  PageState,
  PageView,
  TableGrid,
} from '../../src-preload/model.ts'
import { jobOptions } from '../../src-preload/model.ts'

export interface TaskRow {
  id: string
  batch_id: string
  name: string
  source_path: string
  state: JobState
  priority: number
  options: string
  created_at: number
  started_at: number | null
  ended_at: number | null
  error: string | null
  kind: string
  bytes: number
  total_pages: number
  completed_pages: number
  failed_pages: number
  cancelled_pages: number
  retried_pages: number
  doubtful_words: number
  checked_words: number
  cost: number | null
  position: number
  favourite: number
  /** A JSON array. */
  tags: string
  private: number
  listed: number
  language: string | null
  opened: number
  last_page_at: number | null
}

/** Everything of a job's view, from its own row; append conditions. */
export const SELECT_TASK = `
  SELECT t.id, t.batch_id, t.name, t.source_path, t.state, t.priority, t.options, t.created_at, t.started_at,
    t.ended_at, t.error, d.kind, d.bytes, t.opened, t.total_pages, t.completed_pages, t.failed_pages, t.cancelled_pages,
    t.retried_pages, t.doubtful_words, t.checked_words,
    (SELECT sum(s.cost) FROM spending s WHERE s.task_id = t.id) AS cost, t.last_page_at, t.position, t.favourite,
    (SELECT json_group_array(g.tag) FROM (SELECT tag FROM task_tags WHERE task_id = t.id ORDER BY tag) g) AS tags, t.private, t.listed, t.language
  FROM tasks t JOIN documents d ON d.id = t.document_id`

export interface PageRow {
  page: number
  state: PageState
  attempts: number
  result: string | null
  error: string | null
  /** A JSON array of edits. */
  edits: string
  /** A JSON array of the words that were looked at. */
  checked: string
}

/** Everything of a page's view; append conditions. */
export const SELECT_PAGE = `
  SELECT p.page, p.state, p.attempts, p.result, p.error, (
    SELECT json_group_array(json_object('blockId', e.block_id, 'text', e.text, 'grid', json(e.grid), 'kind', json(e.kind), 'editedAt', e.edited_at))
    FROM edits e WHERE e.task_id = p.task_id AND e.page = p.page) AS edits, (
    SELECT json_group_array(c.word) FROM checked_words c WHERE c.task_id = p.task_id AND c.page = p.page) AS checked
  FROM page_results p`

export function toJobView(row: TaskRow): JobView {
  const read = row.completed_pages + row.failed_pages
  const left = row.total_pages - read - row.cancelled_pages
  const spentMs = row.started_at === null ? 0 : (row.last_page_at ?? 0) - row.started_at
  const etaSeconds = row.completed_pages > 0 && spentMs > 0 ? (spentMs / 1000 / read) * left : null
  return {
    id: row.id,
    batchId: row.batch_id,
    name: row.name,
    sourcePath: row.source_path,
    kind: row.kind,
    bytes: row.bytes,
    state: row.state,
    priority: row.priority,
    position: row.position,
    options: jobOptions.parse(JSON.parse(row.options)),
    totalPages: row.opened === 1 ? row.total_pages : null,
    completedPages: row.completed_pages,
    failedPages: row.failed_pages,
    cancelledPages: row.cancelled_pages,
    retriedPages: row.retried_pages,
    doubtfulWords: row.doubtful_words,
    checkedWords: row.checked_words,
    cost: row.cost,
    favourite: row.favourite === 1,
    tags: JSON.parse(row.tags) as string[],
    private: row.private === 1,
    listed: row.listed === 1,
    language: row.language,
    pagesPerSecond: read > 0 && spentMs > 0 ? Number((read / (spentMs / 1000)).toPrecision(3)) : null,
    etaSeconds: row.state === 'processing' && etaSeconds !== null ? Math.round(etaSeconds) : null,
    createdAt: iso(row.created_at),
    startedAt: row.started_at === null ? null : iso(row.started_at),
    endedAt: row.ended_at === null ? null : iso(row.ended_at),
    error: row.error === null ? null : (JSON.parse(row.error) as Failure),
  }
}

export function toPageView(row: PageRow): PageView {
  return {
    page: row.page,
    status: row.state,
    attempts: row.attempts,
    result: row.result === null ? null : (JSON.parse(row.result) as PageResult),
    edits: toEdits(row.edits),
    checked: JSON.parse(row.checked) as string[],
    error: row.error === null ? null : (JSON.parse(row.error) as Failure),
  }
}

interface EditRow {
  blockId: string
  text: string
  grid: TableGrid | null
  kind: Pick<Edit, 'type' | 'level' | 'at'> | null
  editedAt: number
}

function toEdits(json: string): Edit[] {
  if (json === '[]') return []
  const rows = JSON.parse(json) as EditRow[]
  return rows.map(({ grid, kind, editedAt, ...row }) => ({
    ...row,
    ...(grid ? { grid } : {}),
    ...kind,
    editedAt: iso(editedAt),
  }))
}

export function iso(ms: number): string {
  return new Date(ms).toISOString()
}

/** What makes two runs of one document the same run. */
export function fingerprint(options: JobOptions): string {
  const { mode, accuracy, pages, dpi, textLayer, cleanUp, ignoreRegions, reader } = options
  return JSON.stringify({
    mode,
    pages,
    dpi,
    textLayer,
    // Runs from before there were these are the same as those without.
    ...(accuracy !== 'balanced' ? { accuracy } : {}),
    ...(cleanUp.length > 0 ? { cleanUp: [...cleanUp].sort() } : {}),
    ...(ignoreRegions.length > 0 ? { ignoreRegions } : {}),
    ...(reader !== null ? { reader } : {}),
  })
}

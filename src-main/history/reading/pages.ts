/** A job's pages. */
import { editedText } from '../../../src-preload/edits.ts'
import type { PageOutline, PageView } from '../../../src-preload/model.ts'
import { findWords, toMatch } from '../../../src-preload/search-text.ts'
import type { ReadDb } from '../database.ts'
import { type PageRow, SELECT_PAGE, toPageView } from '../rows.ts'
import { statement } from '../statements.ts'

const PAGES_FOR_TIMINGS = 20

export interface PageBatch {
  batchNumber: number
  firstPage: number
  lastPage: number
  status: 'pending' | 'processing' | 'completed'
}

interface OutlineRow {
  page: number
  state: PageOutline['status']
  attempts: number
  error: string | null
  width_px: number | null
  height_px: number | null
  confidence: number | null
  edited: number
  doubts: number
}

export function pageQueries(db: ReadDb) {
  return {
    pages(jobId: string): PageView[] {
      return statement<PageRow>(db, `${SELECT_PAGE} WHERE p.task_id = ? ORDER BY p.seq`).all(jobId).map(toPageView)
    },

    /** A stretch of a job's pages, in the job's order: at most `limit` of them after the first `offset`. */
    stretch(jobId: string, offset: number, limit: number): PageView[] {
      return statement<PageRow>(db, `${SELECT_PAGE} WHERE p.task_id = ? ORDER BY p.seq LIMIT ? OFFSET ?`)
        .all(jobId, limit, offset)
        .map(toPageView)
    },

    /** These of a job's pages, in the job's order. */
    somePages(jobId: string, pages: readonly number[]): PageView[] {
      const sql = `${SELECT_PAGE} WHERE p.task_id = ? AND p.page IN (SELECT value FROM json_each(?)) ORDER BY p.seq`
      return statement<PageRow>(db, sql).all(jobId, JSON.stringify(pages)).map(toPageView)
    },

    outline(jobId: string): PageOutline[] {
      return statement<OutlineRow>(
        db,
        `SELECT p.page, p.state, p.attempts, p.error, p.result ->> '$.widthPx' AS width_px,
           p.result ->> '$.heightPx' AS height_px, p.result ->> '$.confidence' AS confidence,
           EXISTS (SELECT 1 FROM edits e WHERE e.task_id = p.task_id AND e.page = p.page) AS edited,
           max(0, p.doubtful_words - (SELECT count(*) FROM checked_words c WHERE c.task_id = p.task_id AND c.page = p.page)) AS doubts
         FROM page_results p WHERE p.task_id = ? ORDER BY p.seq`,
      )
        .all(jobId)
        .map((row) => ({
          page: row.page,
          status: row.state,
          attempts: row.attempts,
          aspect: row.width_px && row.height_px ? row.width_px / row.height_px : null,
          confidence: row.confidence,
          edited: row.edited === 1,
          doubts: row.doubts,
          error: row.error === null ? null : (JSON.parse(row.error) as PageOutline['error']),
        }))
    },

    /** Stretches of a job's pages, as the queue takes them. */
    pageBatches(jobId: string): PageBatch[] {
      const sql = `SELECT batch_number AS batchNumber, first_page AS firstPage, last_page AS lastPage, status
        FROM page_batches WHERE task_id = ? ORDER BY batch_number`
      return statement<PageBatch>(db, sql).all(jobId)
    },

    /** Mean milliseconds a page of each stage of reading, over the job's last pages. */
    stageTimingsMs(jobId: string): Record<string, number> {
      const sql = `SELECT key, avg(value) AS ms FROM (
          SELECT result FROM page_results WHERE task_id = ? AND state = 'completed' ORDER BY ended_at DESC LIMIT ${PAGES_FOR_TIMINGS}),
          json_each(result, '$.timingsMs') GROUP BY key`
      const rows = statement<{ key: string; ms: number }>(db, sql).all(jobId)
      return Object.fromEntries(rows.map(({ key, ms }) => [key, ms]))
    },

    /** A job's pages with the words, and how often each has them. */
    find(jobId: string, words: string): { page: number; count: number }[] {
      const match = toMatch(words)
      if (!match) return []
      return statement<PageRow>(
        db,
        `${SELECT_PAGE} WHERE p.task_id = ? AND p.id IN (
           SELECT rowid FROM pages_fts WHERE pages_fts MATCH ? AND rowid IN (SELECT id FROM page_results WHERE task_id = ?))
         ORDER BY p.seq`,
      )
        .all(jobId, match, jobId)
        .map(toPageView)
        .map((view) => ({ page: view.page, count: findWords(editedText(view).text, words).length }))
        .filter(({ count }) => count > 0)
    },
  }
}

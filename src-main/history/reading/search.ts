/** Words on all pages ever read. */
import type { z } from 'zod'
import { type SearchAnswer, searchQuery } from '../../../src-preload/contract.ts'
import { editedText } from '../../../src-preload/edits.ts'
import { snippet, toMatch } from '../../../src-preload/search-text.ts'
import type { ReadDb } from '../database.ts'
import { conditionsOf } from '../filter.ts'
import { iso, type PageRow, SELECT_PAGE, toPageView } from '../rows.ts'
import { column, statement, value } from '../statements.ts'

/** Past this many pages with the words, ranking them would take long and tell little. */
const BROAD = 500

interface HitRow {
  task_id: string
  page: number
  text: string | null
  edited: number
  ended_at: number | null
  name: string
  created_at: number
}

export function searchQueries(db: ReadDb) {
  /** The whole result is read for this, so only where there are edits. */
  const edited = (jobId: string, page: number) => {
    const row = statement<PageRow>(db, `${SELECT_PAGE} WHERE p.task_id = ? AND p.page = ?`).get(jobId, page)
    return row ? editedText(toPageView(row)).text : ''
  }
  return {
    search(query: z.input<typeof searchQuery>): SearchAnswer {
      const { words, limit, offset, ...filter } = searchQuery.parse(query)
      const match = toMatch(words)
      if (!match) return { hits: [], order: 'best' }
      const counted = value<number>(
        db,
        'SELECT count(*) FROM (SELECT 1 FROM pages_fts WHERE pages_fts MATCH ? LIMIT ?)',
        match,
        BROAD + 1,
      )
      const order = (counted ?? 0) > BROAD ? 'newest' : 'best'
      const { where, values } = conditionsOf(filter)
      // Left to itself SQLite would walk the jobs and look each page up in the index.
      const ids = column<number>(
        db,
        `SELECT f.rowid FROM pages_fts f CROSS JOIN page_results p ON p.id = f.rowid
           CROSS JOIN tasks t ON t.id = p.task_id CROSS JOIN documents d ON d.id = t.document_id
         ${where} AND pages_fts MATCH ? ORDER BY ${order === 'best' ? 'f.rank' : 'f.rowid DESC'} LIMIT ? OFFSET ?`,
        ...values,
        match,
        limit,
        offset,
      )
      const page = statement<HitRow>(
        db,
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
        ...snippet(row.edited ? edited(row.task_id, row.page) : (row.text ?? ''), words),
      }))
      return { hits, order }
    },
  }
}

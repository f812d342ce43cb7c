/** Lists of jobs, and what there is to filter by. */
import type { z } from 'zod'
import { type Facets, type HistoryFilter, historyQuery } from '../../../src-preload/contract.ts'
import type { JobView } from '../../../src-preload/model.ts'
import { InkleafError } from '../../errors.ts'
import type { ReadDb } from '../database.ts'
import { conditionsOf, DOCUMENTS } from '../filter.ts'
import { SELECT_TASK, type TaskRow, toJobView } from '../rows.ts'
import { column, statement, value } from '../statements.ts'

const ORDERS = {
  newest: 't.created_at DESC, t.position DESC',
  oldest: 't.created_at, t.position',
  name: 't.name COLLATE NOCASE, t.created_at DESC',
  pages: 't.total_pages DESC, t.created_at DESC',
} as const

export function listQueries(db: ReadDb) {
  return {
    list(query: z.input<typeof historyQuery> = {}): JobView[] {
      const { sort, limit, offset, ...filter } = historyQuery.parse(query)
      const { where, values, needsDocuments } = conditionsOf(filter)
      const order = ORDERS[sort]
      const ids = `SELECT t.id FROM tasks t ${needsDocuments ? DOCUMENTS : ''} ${where} ORDER BY ${order} LIMIT ? OFFSET ?`
      return statement<TaskRow>(db, `${SELECT_TASK} WHERE t.id IN (${ids}) ORDER BY ${order}`)
        .all(...values, limit, offset)
        .map(toJobView)
    },

    count(filter: HistoryFilter = {}): number {
      const { where, values, needsDocuments } = conditionsOf(filter)
      return (
        value<number>(db, `SELECT count(*) FROM tasks t ${needsDocuments ? DOCUMENTS : ''} ${where}`, ...values) ?? 0
      )
    },

    facets(): Facets {
      const { where } = conditionsOf({})
      return {
        kinds: column(db, `SELECT DISTINCT d.kind FROM tasks t ${DOCUMENTS} ${where} ORDER BY d.kind`),
        engines: column(db, `SELECT DISTINCT t.engine FROM tasks t ${where} ORDER BY t.engine`),
        languages: column(
          db,
          `SELECT DISTINCT t.language FROM tasks t ${where} AND t.language IS NOT NULL ORDER BY t.language`,
        ),
      }
    },

    totals(): { jobs: number; pages: number } {
      const row = statement<{ jobs: number; pages: number }>(
        db,
        'SELECT count(*) AS jobs, coalesce(sum(total_pages), 0) AS pages FROM tasks',
      ).get()
      return row ?? { jobs: 0, pages: 0 }
    },

    /** By its id or the start of it. Throws where none or several have it. */
    job(id: string): JobView {
      const [row, other] = statement<TaskRow>(db, `${SELECT_TASK} WHERE t.id >= ? AND t.id < ? LIMIT 2`).all(
        id,
        `${id}~`,
      )
      if (!row || id === '') throw new InkleafError('no_such_job', 'input', `Nothing in the history has the id ${id}.`)
      if (other) throw new InkleafError('ambiguous_job', 'input', `Several ids begin with ${id}. Give more of it.`)
      return toJobView(row)
    },

    /** How many jobs are in which state. */
    stateCounts(): Record<string, number> {
      const { where } = conditionsOf({})
      const sql = `SELECT t.state AS state, count(*) AS jobs FROM tasks t ${where} GROUP BY t.state`
      const rows = statement<{ state: string; jobs: number }>(db, sql).all()
      return Object.fromEntries(rows.map(({ state, jobs }) => [state, jobs]))
    },
  }
}

/** Lists of jobs, and what there is to filter by. */
import type { z } from 'zod'
import { type CommandOutput, type Facets, type HistoryFilter, historyQuery } from '../../../src-preload/contract.ts'
import type { JobView } from '../../../src-preload/model.ts'
import { InkleafError } from '../../errors.ts'
import type { ReadDb } from '../database.ts'
import { conditionsOf, DOCUMENTS } from '../filter.ts'
import { FOR_GOOD } from '../removal.ts'
import { iso, SELECT_TASK, type TaskRow, toJobView } from '../rows.ts'
import { column, statement, value } from '../statements.ts'

const ORDERS = {
  newest: 't.created_at DESC, t.position DESC',
  oldest: 't.created_at, t.position',
  name: 't.name COLLATE NOCASE, t.created_at DESC',
  pages: 't.total_pages DESC, t.created_at DESC',
} as const

/** The different values of a column that has an index, in order: one look into the index each, not one a row. */
const valuesOf = (column: string, table: string, where: string) =>
  `WITH RECURSIVE found(v) AS (
     SELECT min(${column}) FROM ${table} ${where}
     UNION ALL SELECT (SELECT min(${column}) FROM ${table} ${where} AND ${column} > v) FROM found WHERE v IS NOT NULL)
   SELECT v FROM found WHERE v IS NOT NULL`

export interface BatchQuery {
  sort: 'newest' | 'oldest'
  limit: number
  offset: number
}

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
      const shown = `SELECT 1 FROM documents d CROSS JOIN tasks t ON t.document_id = d.id ${where} AND d.kind = v`
      const tagged = `SELECT 1 FROM task_tags g CROSS JOIN tasks t ON t.id = g.task_id ${where} AND g.tag = v`
      return {
        kinds: column(db, `${valuesOf('d.kind', 'documents d', 'WHERE true')} AND EXISTS (${shown})`),
        engines: column(db, valuesOf('t.engine', 'tasks t', where)),
        languages: column(db, valuesOf('t.language', 'tasks t', where)),
        tags: column(db, `${valuesOf('g.tag', 'task_tags g', 'WHERE true')} AND EXISTS (${tagged})`),
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
      const [row, other] = statement<TaskRow>(
        db,
        `${SELECT_TASK} WHERE t.id >= ? AND t.id < ? AND t.deleted_at IS NOT ${FOR_GOOD} LIMIT 2`,
      ).all(id, `${id}~`)
      if (!row || id === '') throw new InkleafError('no_such_job', 'input', `Nothing in the history has the id ${id}.`)
      if (other) throw new InkleafError('ambiguous_job', 'input', `Several ids begin with ${id}. Give more of it.`)
      return toJobView(row)
    },

    /** Neither deleted nor private. */
    isVisible(id: string): boolean {
      return value(db, 'SELECT 1 FROM tasks WHERE id = ? AND deleted_at IS NULL AND private = 0', id) !== undefined
    },

    /** Of the same document, the newest first. */
    readings(id: string): JobView[] {
      const same = `SELECT document_id FROM tasks WHERE id = ? AND deleted_at IS NULL`
      return statement<TaskRow>(
        db,
        `${SELECT_TASK} WHERE t.document_id = (${same}) AND t.deleted_at IS NULL
           AND t.private = (SELECT private FROM tasks WHERE id = ?) ORDER BY ${ORDERS.newest}`,
      )
        .all(id, id)
        .map(toJobView)
    },

    /** The latest first; private ones are gone sooner, and their names are not shown. */
    trashed(limit: number): CommandOutput<'history.trashed'> {
      const inTrash = `FROM tasks WHERE deleted_at > ${FOR_GOOD} AND private = 0`
      const rows = statement<{ id: string; name: string; pages: number; deleted_at: number }>(
        db,
        `SELECT id, name, total_pages AS pages, deleted_at ${inTrash} ORDER BY deleted_at DESC LIMIT ?`,
      ).all(limit)
      return {
        jobs: rows.map(({ deleted_at, ...row }) => ({ ...row, deletedAt: iso(deleted_at) })),
        total: value<number>(db, `SELECT count(*) ${inTrash}`) ?? 0,
      }
    },

    /** What was added together, and when; `total` counts all of them. */
    batches({ sort, limit, offset }: BatchQuery): { ids: string[]; total: number } {
      const { where } = conditionsOf({})
      const order = sort === 'oldest' ? 'ASC' : 'DESC'
      return {
        ids: column<string>(
          db,
          `SELECT t.batch_id FROM tasks t ${where} GROUP BY t.batch_id ORDER BY min(t.created_at) ${order}, t.batch_id LIMIT ? OFFSET ?`,
          limit,
          offset,
        ),
        total: value<number>(db, `SELECT count(DISTINCT t.batch_id) FROM tasks t ${where}`) ?? 0,
      }
    },

    /** Files of a batch that were not taken in. */
    refusals(batchId: string): { name: string; message: string }[] {
      const sql = 'SELECT name, message FROM batch_refusals WHERE batch_id = ? ORDER BY rowid'
      return statement<{ name: string; message: string }>(db, sql).all(batchId)
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

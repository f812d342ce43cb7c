/** A filter of the history as SQL over `tasks t` and `documents d`. */
import type { HistoryFilter } from '../../src-preload/contract.ts'

export const DOCUMENTS = 'JOIN documents d ON d.id = t.document_id'

export interface Conditions {
  where: string
  values: (string | number)[]
  /** Whether `where` names columns of `documents d`. */
  needsDocuments: boolean
}

/** What was deleted is never shown, what is private only in the queue. Partial indexes have these very words. */
const VISIBLE = ['t.deleted_at IS NULL', 't.private = 0']

export function conditionsOf(filter: HistoryFilter): Conditions {
  const conditions = [...VISIBLE]
  const values: (string | number)[] = []
  const among = (column: string, wanted: readonly string[] | undefined) => {
    if (!wanted || wanted.length === 0) return
    conditions.push(`${column} IN (SELECT value FROM json_each(?))`)
    values.push(JSON.stringify(wanted))
  }
  among('t.state', filter.states)
  among('d.kind', filter.kinds)
  among('t.engine', filter.engines)
  among('t.language', filter.languages)
  among('t.batch_id', filter.batchId === undefined ? undefined : [filter.batchId])
  for (const tag of filter.tags ?? []) {
    conditions.push('t.id IN (SELECT task_id FROM task_tags WHERE tag = ?)')
    values.push(tag)
  }
  // Not a parameter: SQLite must see that the index of favourites will do.
  if (filter.favourite !== undefined) conditions.push(`t.favourite = ${filter.favourite ? 1 : 0}`)
  if (filter.from) {
    conditions.push('t.created_at >= ?')
    values.push(Date.parse(filter.from))
  }
  if (filter.before) {
    conditions.push('t.created_at < ?')
    values.push(Date.parse(filter.before))
  }
  const needsDocuments = (filter.kinds?.length ?? 0) > 0
  return { where: `WHERE ${conditions.join(' AND ')}`, values, needsDocuments }
}

/** Prepared statements, each compiled once a connection: what runs for every page must not be parsed every time. */
import type Database from 'better-sqlite3'
import type { ReadDb, WriteDb } from './database.ts'

const compiled = new WeakMap<ReadDb, Map<string, Database.Statement<unknown[]>>>()

/** `sql` is one of a few fixed texts, never made of values. */
export function statement<Row = unknown>(db: ReadDb, sql: string): Database.Statement<unknown[], Row> {
  let known = compiled.get(db)
  if (!known) {
    known = new Map()
    compiled.set(db, known)
  }
  let found = known.get(sql)
  if (!found) {
    found = db.prepare<unknown[]>(sql)
    known.set(sql, found)
  }
  return found as Database.Statement<unknown[], Row>
}

/**
 * All of it or nothing. The write lock comes first: the maintenance thread writes too, and SQLite waits for no lock that
 * is asked for after something was read.
 */
export function transaction<T>(db: WriteDb, work: () => T): T {
  return db.transaction(work).immediate()
}

/** The first column of the first row; undefined where there is none. */
export function value<T>(db: ReadDb, sql: string, ...parameters: unknown[]): T | undefined {
  return Object.values(statement<Record<string, T>>(db, sql).get(...parameters) ?? {})[0]
}

/** The first column of every row. */
export function column<T>(db: ReadDb, sql: string, ...parameters: unknown[]): T[] {
  return statement<Record<string, T>>(db, sql)
    .all(...parameters)
    .map((row) => Object.values(row)[0] as T)
}

/** `= 'a'`, or `IN ('a', 'b')`: SQLite takes a partial index for the former only. */
export function oneOf(words: readonly string[]): string {
  const quoted = words.map((word) => `'${word}'`)
  return quoted.length === 1 ? `= ${quoted[0]}` : `IN (${quoted.join(', ')})`
}

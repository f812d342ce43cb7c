/** Opens the history database and brings it up to date. */
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { coerceError, InkleafError } from '../errors.ts'
import { migrations } from './migrations/index.ts'

export type Db = Database.Database

export interface Opened {
  readonly db: Db
  /** Where a damaged database was put aside to, if one was. */
  readonly putAside: string | null
}

/**
 * For the one process that owns the data folder. A database newer than this app is refused; a damaged one is put
 * aside, never deleted, and a new one begun.
 */
export function openForWriting(file: string, now = Date.now()): Opened {
  try {
    return { db: prepare(file), putAside: null }
  } catch (caught) {
    const error = coerceError(caught)
    if (error.code !== 'database_corrupt') throw error
    const aside = `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-').slice(0, 19)}`
    renameSync(file, aside)
    for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
    return { db: prepare(file), putAside: aside }
  }
}

/** Beside the owner; sees every committed page, writes nothing. Null where nothing has been read yet. */
export function openForReading(file: string): Db | null {
  if (!existsSync(file)) return null
  try {
    return checked(new Database(file, { readonly: true, timeout: 5000 }))
  } catch (caught) {
    const error = coerceError(caught)
    if (error.code !== 'read_only') throw error
    return checked(openCopy(file))
  }
}

function checked(db: Db): Db {
  refuseNewer(db)
  return db
}

/** On a disk that can't be written to there is no place for the shared memory that a write-ahead log needs. */
function openCopy(file: string): Db {
  const bytes = readFileSync(file)
  // Read and write version of the file format: 1 is without a write-ahead log (sqlite.org/fileformat2.html).
  bytes.set([1, 1], 18)
  return new Database(bytes, { readonly: true })
}

function prepare(file: string): Db {
  const db = new Database(file, { timeout: 5000 })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    db.pragma('temp_store = MEMORY')
    refuseNewer(db)
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok')
      throw new InkleafError('database_corrupt', 'defect', 'The history database is damaged.')
    if (userVersion(db) === migrations.length) forgetBackups(file)
    migrate(db, file)
    return db
  } catch (caught) {
    db.close()
    throw caught
  }
}

/** A copy from before a migration that has proved itself: what is deleted must not live on in it. */
function forgetBackups(file: string): void {
  const name = `${basename(file)}.before-`
  for (const other of readdirSync(dirname(file)))
    if (other.startsWith(name)) rmSync(join(dirname(file), other), { force: true })
}

function userVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }))
}

function refuseNewer(db: Db): void {
  if (userVersion(db) > migrations.length)
    throw new InkleafError(
      'database_newer',
      'input',
      'The history was written by a newer Inkleaf. Install that version again, or choose another INKLEAF_HOME.',
    )
}

/** Each step is one transaction; a database with content is copied first. */
export function migrate(db: Db, file: string | null, upTo = migrations.length): void {
  const from = userVersion(db)
  if (from > 0 && from < upTo && file) {
    db.pragma('wal_checkpoint(TRUNCATE)')
    copyFileSync(file, `${file}.before-${upTo}`)
  }
  for (let version = from; version < upTo; version++) {
    db.transaction(() => {
      db.exec(migrations[version] ?? '')
      db.pragma(`user_version = ${version + 1}`)
    })()
  }
}

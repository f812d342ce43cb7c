/** Opens the history database and brings it up to date. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { coerceError, InkleafError } from '../errors.ts'
import { migrations } from './migrations/index.ts'

declare const access: unique symbol

/** A connection that is only read from. */
export type ReadDb = Pick<Database.Database, 'prepare' | 'pragma' | 'close'> & { readonly [access]: 'read' | 'write' }

/** The owner's connection; what writes asks for this one. */
export type WriteDb = Database.Database & { readonly [access]: 'write' }

export interface Opened {
  readonly db: WriteDb
  /** Where a damaged database was put aside to, if one was. */
  readonly putAside: string | null
}

/**
 * For the one process that owns the data folder. A database newer than this app is refused; one that can't be opened for
 * damage, or was found damaged in an earlier run (`markDamaged`), is put aside, never deleted, and a new one begun.
 */
export function openForWriting(file: string, now = Date.now()): Opened {
  try {
    if (existsSync(file + DAMAGED)) throw damaged()
    return { db: prepare(file), putAside: null }
  } catch (caught) {
    const error = coerceError(caught)
    if (error.code !== 'database_corrupt') throw error
    rmSync(file + DAMAGED, { force: true })
    if (!existsSync(file)) return { db: prepare(file), putAside: null }
    const aside = `${file}.damaged-${new Date(now).toISOString().replaceAll(':', '-').slice(0, 19)}`
    renameSync(file, aside)
    for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
    return { db: prepare(file), putAside: aside }
  }
}

/** Beside the file: it was found damaged, and the next owner puts it aside. */
const DAMAGED = '.is-damaged'

export function markDamaged(file: string): void {
  writeFileSync(file + DAMAGED, '', { mode: 0o600 })
}

function damaged(): InkleafError {
  return new InkleafError('database_corrupt', 'defect', 'The history database is damaged. Start Inkleaf again.')
}

/** Reads the whole file through: seconds for a large one, so never on the main thread. Throws where it is damaged. */
export function examine(db: ReadDb): void {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damaged()
}

/** Beside the owner; sees every committed page, writes nothing. Null where nothing has been read yet. */
export function openForReading(file: string): ReadDb | null {
  if (!existsSync(file)) return null
  try {
    return checked(new Database(file, { readonly: true, timeout: 5000 }))
  } catch (caught) {
    const error = coerceError(caught)
    if (error.code !== 'read_only') throw error
    return checked(openCopy(file))
  }
}

function checked(db: Database.Database): ReadDb {
  refuseNewer(db)
  if (userVersion(db) < migrations.length)
    throw new InkleafError(
      'database_older',
      'input',
      "The history is an older Inkleaf's. Start Inkleaf once, then try again.",
    )
  return db as Database.Database & ReadDb
}

/** On a disk that can't be written to there is no place for the shared memory that a write-ahead log needs. */
function openCopy(file: string): Database.Database {
  const bytes = readFileSync(file)
  // Read and write version of the file format: 1 is without a write-ahead log (sqlite.org/fileformat2.html).
  bytes.set([1, 1], 18)
  return new Database(bytes, { readonly: true })
}

/** Free pages can be given back some at a time (sqlite.org/pragma.html#pragma_auto_vacuum). */
export const INCREMENTAL = 2
/** The maintenance thread keeps the log far shorter; this is for when it can't. */
const MAX_WAL_BYTES = 64 * 2 ** 20

function configure(db: Database.Database): void {
  db.pragma('synchronous = NORMAL')
  db.pragma(`wal_autocheckpoint = ${MAX_WAL_BYTES / Number(db.pragma('page_size', { simple: true }))}`)
  db.pragma(`journal_size_limit = ${MAX_WAL_BYTES}`)
  db.pragma('foreign_keys = ON')
  db.pragma('secure_delete = ON')
  db.pragma('temp_store = MEMORY')
}

/** A second connection that writes, for the thread that keeps the owner's file in order. */
export function openForMaintenance(file: string): WriteDb {
  const db = new Database(file, { timeout: 5000, fileMustExist: true }) as WriteDb
  configure(db)
  return db
}

function prepare(file: string): WriteDb {
  // SQLite gives its files the permissions of the database itself.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const db = new Database(file, { timeout: 5000 }) as WriteDb
  try {
    // Only a file that has nothing in it yet takes this.
    if (db.pragma('page_count', { simple: true }) === 0) db.pragma(`auto_vacuum = ${INCREMENTAL}`)
    db.pragma('journal_mode = WAL')
    configure(db)
    refuseNewer(db)
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

function userVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

function refuseNewer(db: Database.Database): void {
  if (userVersion(db) > migrations.length)
    throw new InkleafError(
      'database_newer',
      'input',
      'The history was written by a newer Inkleaf. Install that version again, or choose another INKLEAF_HOME.',
    )
}

/** Each step is one transaction; a database with content is copied first. */
export function migrate(db: Database.Database, file: string | null, upTo = migrations.length): void {
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

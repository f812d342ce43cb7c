import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folders.ts'
import { migrate, openForReading, openForWriting } from './database.ts'

const folder = temporaryFolder()

describe('opening the history', () => {
  it('of a newer app is refused, for reading too', () => {
    const file = join(folder, 'newer.db')
    const { db } = openForWriting(file)
    db.pragma('user_version = 999')
    db.close()
    expect(() => openForWriting(file)).toThrow(/newer Inkleaf/)
    expect(() => openForReading(file)).toThrow(/newer Inkleaf/)
  })

  it('that is damaged puts it aside and begins a new one', () => {
    const file = join(folder, 'damaged.db')
    writeFileSync(file, 'this is no database, though it is long enough to be looked at'.repeat(50))
    const { db, putAside } = openForWriting(file)
    expect(putAside && existsSync(putAside)).toBe(true)
    expect(db.prepare('SELECT count(*) AS n FROM tasks').get()).toEqual({ n: 0 })
    db.close()
  })

  it('that is not there reads as empty', () => {
    expect(openForReading(join(folder, 'none.db'))).toBeNull()
  })
})

describe('migration 1', () => {
  it('makes tables that keep a page whole: strict types, foreign keys, one row a page', () => {
    const db = new Database(':memory:')
    migrate(db, null, 1)
    db.pragma('foreign_keys = ON')
    expect(db.pragma('user_version', { simple: true })).toBe(1)
    const add = () =>
      db
        .prepare(
          `INSERT INTO page_results (task_id, page, seq, window, priority, position, state) VALUES ('t', 1, 0, -1, 0, 1, 'pending')`,
        )
        .run()
    expect(add).toThrow(/FOREIGN KEY/)
    db.exec(`INSERT INTO documents (id, sha256, kind, bytes, created_at) VALUES (1, 'a', 'pdf', 1, 1)`)
    db.exec(`INSERT INTO tasks (id, document_id, batch_id, name, source_path, engine, options, fingerprint, state, position, created_at)
             VALUES ('t', 1, 'b', 'n', 'p', 'local', '{}', '{}', 'pending', 1, 1)`)
    add()
    expect(add).toThrow(/UNIQUE/)
    expect(db.prepare('SELECT total_pages FROM task_progress').get()).toEqual({ total_pages: 1 })
    expect(db.prepare('SELECT status FROM page_batches').get()).toEqual({ status: 'pending' })
  })
})

describe('migration 2', () => {
  it('keeps what version 1 wrote, and leaves ended jobs out of the queue', () => {
    const db = new Database(':memory:')
    migrate(db, null, 1)
    db.exec(`INSERT INTO documents (id, sha256, kind, bytes, created_at) VALUES (1, 'a', 'pdf', 1, 1)`)
    for (const [id, state] of [
      ['old', 'completed'],
      ['live', 'paused'],
    ])
      db.prepare(
        `INSERT INTO tasks (id, document_id, batch_id, name, source_path, engine, options, fingerprint, state, position, created_at)
         VALUES (?, 1, 'b', 'n', 'p', 'local', '{}', '{}', ?, 1, 1)`,
      ).run(id, state)
    migrate(db, null, 2)
    expect(db.prepare('SELECT id, listed, favourite FROM tasks ORDER BY id').all()).toEqual([
      { id: 'live', listed: 1, favourite: 0 },
      { id: 'old', listed: 0, favourite: 0 },
    ])
  })
})

import { existsSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folders.ts'
import { resultFor } from '../../test/support/result.ts'
import { newStore } from '../../test/support/store.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { openAsyncReader } from './async-reader.ts'
import { markDamaged, migrate, openForReading, openForWriting } from './database.ts'
import { examineIfDue } from './examination.ts'
import { openReader } from './reader.ts'
import { openStore } from './store.ts'

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
    const file = join(folder, 'none.db')
    expect(openForReading(file)).toBeNull()
    expect(openReader(file).list()).toEqual([])
  })

  it('of an older app is not read as it is', () => {
    const file = join(folder, 'older.db')
    const db = new Database(file)
    migrate(db, null, 3)
    db.close()
    expect(() => openForReading(file)).toThrow(/older Inkleaf/)
  })

  it('gives nobody else a look into it, whatever the folder allows', () => {
    const file = join(folder, 'private.db')
    writeFileSync(file, '', { mode: 0o644 })
    const { db } = openForWriting(file)
    const modes = [file, `${file}-wal`, `${file}-shm`].map((path) => statSync(path).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600])
    db.close()
  })
})

describe('damage', () => {
  it('is looked for after an unclean end and once a week, and at no other start', () => {
    const file = join(folder, 'examined.db')
    let now = 1
    const start = () => openStore(openForWriting(file).db, () => now)
    const first = start()
    now += 8 * 24 * 3600_000
    expect(first.needsExamination()).toBe(true)
    first.foundSound()
    first.close()
    const second = start()
    expect([second.endedCleanly, second.needsExamination()]).toEqual([true, false])
    // It ends without a word.
    const third = start()
    expect([third.endedCleanly, third.needsExamination()]).toEqual([false, true])
    // It is closed before it was examined: that is still to be done.
    third.close()
    const fourth = start()
    expect(fourth.endedCleanly).toBe(false)
    fourth.foundSound()
    fourth.isInOrder()
    fourth.close()
    expect(start().endedCleanly).toBe(true)
    now += 8 * 24 * 3600_000
    expect(start().needsExamination()).toBe(true)
  })

  it('in the middle of the file is found beside the work, and put aside at the next start', async () => {
    const { file, store, addJob, claim } = newStore()
    for (let n = 0; n < 60; n++) {
      addJob(1)
      const taken = claim()
      if (taken) store.end(taken, { type: 'completed', result: resultFor(1, 'words '.repeat(500)) })
    }
    store.close()
    const { size } = statSync(file)
    const handle = openSync(file, 'r+')
    for (let at = Math.floor(size / 8192) * 4096; at < size * 0.75; at += 4096)
      writeSync(handle, Buffer.alloc(64, 0xff), 0, 64, at)
    const opened = openForWriting(file)
    expect(opened.putAside).toBeNull()
    const due = { ...store, needsExamination: () => true }
    const open = () => openAsyncReader(resolveRuntime().workers.history, file)
    expect(await examineIfDue(due, open, file)).toMatch(/damaged/)
    opened.db.close()
    const again = openForWriting(file)
    expect(again.putAside && existsSync(again.putAside)).toBe(true)
    again.db.close()
  })

  it('that was marked for a file which is gone since begins a new one', () => {
    const file = join(folder, 'gone.db')
    markDamaged(file)
    expect(openForWriting(file).putAside).toBeNull()
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

describe('migration 4', () => {
  it('gives the tasks of version 3 their counts and their next window', () => {
    const db = new Database(':memory:')
    migrate(db, null, 3)
    db.exec(`INSERT INTO documents (id, sha256, kind, bytes, created_at) VALUES (1, 'a', 'pdf', 1, 1)`)
    const addTask = db.prepare(
      `INSERT INTO tasks (id, document_id, batch_id, name, source_path, engine, options, fingerprint, state, position, created_at)
       VALUES (?, 1, 'b', 'n', 'p', 'local', '{}', '{}', ?, ?, 1)`,
    )
    const addPage = db.prepare(
      `INSERT INTO page_results (task_id, page, seq, window, priority, position, state, tries, ended_at)
       VALUES (?, ?, ?, ?, 0, 1, ?, ?, ?)`,
    )
    addTask.run('half', 'processing', 1)
    addPage.run('half', 1, 0, -1, 'completed', 1, 500)
    addPage.run('half', 2, 1, 0, 'failed', 3, 700)
    addPage.run('half', 3, 2, 0, 'pending', 0, null)
    addTask.run('unopened', 'pending', 2)
    db.exec(`INSERT INTO tries (task_id, page, engine, started_at, lease_until) VALUES ('half', 1, 'local', 1, 2)`)
    migrate(db, null, 4)
    expect(
      db
        .prepare(
          `SELECT id, opened, total_pages, completed_pages, failed_pages, cancelled_pages, retried_pages, last_page_at, next_window
           FROM tasks ORDER BY id`,
        )
        .raw()
        .all(),
    ).toEqual([
      ['half', 1, 3, 1, 1, 0, 1, 700, 0],
      ['unopened', 0, 0, 0, 0, 0, 0, null, null],
    ])
    expect(db.prepare('SELECT count(*) AS n FROM attempts').get()).toEqual({ n: 1 })
  })
})

describe('migration 6', () => {
  it('keeps the edits of version 5, and counts doubts from then on', () => {
    const db = new Database(':memory:')
    migrate(db, null, 5)
    db.exec(`INSERT INTO documents (id, sha256, kind, bytes, created_at) VALUES (1, 'a', 'pdf', 1, 1);
      INSERT INTO tasks (id, document_id, batch_id, name, source_path, engine, options, fingerprint, state, position, created_at)
        VALUES ('t', 1, 'b', 'n', 'p', 'local', '{}', '{}', 'completed', 1, 1);
      INSERT INTO page_results (task_id, page, seq, window, state) VALUES ('t', 1, 0, -1, 'completed');
      INSERT INTO edits (task_id, page, block_id, text, edited_at) VALUES ('t', 1, 'b1', 'mine', 5)`)
    migrate(db, null, 6)
    expect(db.prepare('SELECT text, grid FROM edits').all()).toEqual([{ text: 'mine', grid: null }])
    db.exec(`UPDATE page_results SET doubtful_words = 3; INSERT INTO checked_words VALUES ('t', 1, 'l1:0')`)
    const counts = db.prepare('SELECT doubtful_words, checked_words FROM tasks').raw()
    expect(counts.get()).toEqual([3, 1])
    db.exec(`DELETE FROM checked_words; UPDATE page_results SET doubtful_words = 1`)
    expect(counts.get()).toEqual([1, 0])
  })
})

describe('migration 9', () => {
  it('gives a database of version 8 a place for samples', () => {
    const db = new Database(':memory:')
    migrate(db, null, 8)
    migrate(db, null, 9)
    expect(db.prepare('SELECT count(*) AS n FROM samples').get()).toEqual({ n: 0 })
  })
})

/**
 * Work on the history's file that takes long, in slices of some milliseconds: the maintenance thread does them between
 * the owner's own writes, and what a run leaves undone the next one goes on with.
 */
import { INCREMENTAL, type WriteDb } from './database.ts'
import type { KeptDocument } from './documents.ts'
import { FOR_GOOD } from './removal.ts'
import { column, statement, transaction, value } from './statements.ts'

/** For so long the owner may have to wait for the write lock. */
const SLICE_MS = 20
/** What is done before the clock is looked at. */
const PAGES_AT_A_TIME = 4
const ATTEMPTS_AT_A_TIME = 100
const INDEX_PAGES_AT_A_TIME = 16
const FREE_PAGES_AT_A_TIME = 100
/**
 * Words are taken out of the index where they stand, which for one page takes as long as writing the index anew takes
 * for 350 (2.4 ms and 6.6 s in one of a million pages): from one page in so many on, it is written anew.
 */
const MASS = 350

/** `index_merge` of `upkeep`. Not there: nothing is to be merged. */
const DELETING = 1
const MERGING = 2

export interface Removed {
  jobIds: string[]
  /** Documents that no other job needs any more. */
  documents: KeptDocument[]
  /** Nothing is left that is marked. */
  isAll: boolean
}

export type MaintenanceQueries = ReturnType<typeof maintenanceQueries>

export function maintenanceQueries(db: WriteDb) {
  const mergeState = () => value<number>(db, `SELECT value FROM upkeep WHERE key = 'index_merge'`)

  /** FTS5's secure-delete leaves no trace of a deleted row; without it the words are there until the index is merged. */
  function setMergeState(to: typeof DELETING | typeof MERGING): void {
    statement(
      db,
      `INSERT INTO pages_fts (pages_fts, rank) VALUES ('secure-delete', ${to === DELETING ? '0' : '1'})`,
    ).run()
    statement(db, `INSERT OR REPLACE INTO upkeep VALUES ('index_merge', ?)`).run(to)
  }

  /** The highest id stands for the number of pages: counting them takes long. */
  function isMass(): boolean {
    const marked = value<number>(
      db,
      `SELECT coalesce(sum(total_pages), 0) FROM tasks INDEXED BY tasks_deleted WHERE deleted_at = ${FOR_GOOD}`,
    )
    return (marked ?? 0) * MASS > (value<number | null>(db, 'SELECT max(id) FROM page_results') ?? 0)
  }

  /** False where nothing was left. */
  function removeSome(taskId: string): boolean {
    const pages = JSON.stringify(
      column(db, `SELECT id FROM page_results WHERE task_id = ? LIMIT ${PAGES_AT_A_TIME}`, taskId),
    )
    statement(db, 'DELETE FROM pages_fts WHERE rowid IN (SELECT value FROM json_each(?))').run(pages)
    const removed = statement(db, 'DELETE FROM page_results WHERE id IN (SELECT value FROM json_each(?))').run(pages)
    const attempts = statement(
      db,
      `DELETE FROM attempts WHERE id IN (SELECT id FROM attempts WHERE task_id = ? LIMIT ${ATTEMPTS_AT_A_TIME})`,
    ).run(taskId)
    return removed.changes + attempts.changes > 0
  }

  /** The document goes with the last task that has it. */
  function removeTask(id: string): KeptDocument | undefined {
    const document = value<number>(db, 'DELETE FROM tasks WHERE id = ? RETURNING document_id', id)
    return statement<KeptDocument>(
      db,
      `DELETE FROM documents WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tasks WHERE document_id = documents.id)
       RETURNING sha256, stored_file AS storedFile`,
    ).get(document)
  }

  return {
    /** Removes what is marked, for the time of a slice. */
    removeMarked(): Removed {
      const end = performance.now() + SLICE_MS
      const removed: Removed = { jobIds: [], documents: [], isAll: false }
      transaction(db, () => {
        if (mergeState() !== DELETING && isMass()) setMergeState(DELETING)
        do {
          const id = value<string>(db, `SELECT id FROM tasks WHERE deleted_at = ${FOR_GOOD} LIMIT 1`)
          if (id === undefined) {
            removed.isAll = true
            return
          }
          if (removeSome(id)) continue
          const document = removeTask(id)
          removed.jobIds.push(id)
          if (document) removed.documents.push(document)
        } while (performance.now() < end)
      })
      return removed
    },

    /** A slice of writing the index anew after a mass deletion. False where there is nothing to do (any more). */
    mergeIndex(): boolean {
      const state = mergeState()
      if (state === undefined) return false
      const merge = statement(db, `INSERT INTO pages_fts (pages_fts, rank) VALUES ('merge', ?)`)
      if (state === DELETING) {
        transaction(db, () => {
          setMergeState(MERGING)
          // Negative: all of the index, and not only where it pays (sqlite.org/fts5.html, "merge").
          merge.run(-INDEX_PAGES_AT_A_TIME)
        })
        return true
      }
      const end = performance.now() + SLICE_MS
      do {
        const before = changes()
        merge.run(INDEX_PAGES_AT_A_TIME)
        // The same page: fewer than two changes say that nothing was left to merge.
        if (changes() - before < 2) {
          statement(db, `DELETE FROM upkeep WHERE key = 'index_merge' AND value = ${MERGING}`).run()
          return false
        }
      } while (performance.now() < end)
      return true
    },

    /** Gives some of the file's free pages back to the disk. False where there are none left. */
    shrink(): boolean {
      if (db.pragma('auto_vacuum', { simple: true }) !== INCREMENTAL) {
        // A file from before there were slices: whole, once.
        db.pragma(`auto_vacuum = ${INCREMENTAL}`)
        db.exec('VACUUM')
        return false
      }
      const end = performance.now() + SLICE_MS
      do {
        if (db.pragma('freelist_count', { simple: true }) === 0) return false
        db.pragma(`incremental_vacuum(${FREE_PAGES_AT_A_TIME})`)
      } while (performance.now() < end)
      return true
    },
  }

  function changes(): number {
    return value<number>(db, 'SELECT total_changes()') ?? 0
  }
}

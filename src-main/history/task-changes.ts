/** Tasks as the user adds them and changes them. Each method is one transaction. */
import type { Failure, JobOptions, JobState } from '../../src-preload/model.ts'
import type { WriteDb } from './database.ts'
import { UNFINISHED } from './documents.ts'
import { fingerprint } from './rows.ts'
import { column, statement, transaction, value } from './statements.ts'
import type { JobAction } from './states.ts'
import { movePages, moveTask } from './transitions.ts'

export interface NewTask {
  id: string
  documentId: number
  batchId: string
  name: string
  sourcePath: string
  options: JobOptions
  private?: boolean
  /** Waits, paused, for someone to ask for its pages. */
  held?: boolean
}

/** A page that is held back: its time never comes by itself. */
export const HELD = Number.MAX_SAFE_INTEGER

/** Between two positions, so that a job can be put there without moving any other. */
const STEP = 1 << 20

export function taskChanges(db: WriteDb, now: () => number) {
  const lastPosition = () => value<number>(db, 'SELECT coalesce(max(position), 0) FROM tasks') ?? 0

  /** Held pages of the job may run, those of `pages` (null: all); returns which. */
  const release = (id: string, pages: readonly number[] | null): number[] =>
    column<number>(
      db,
      `UPDATE page_results SET not_before = 0 WHERE task_id = ? AND state = 'pending' AND not_before = ${HELD}
         ${pages ? 'AND page IN (SELECT value FROM json_each(?))' : ''}
       RETURNING page`,
      id,
      ...(pages ? [JSON.stringify(pages)] : []),
    )

  return {
    addTask(task: NewTask): void {
      // A password is never stored, and freshness was a wish of the moment.
      const options: JobOptions = { ...task.options, password: null, fresh: false }
      statement(
        db,
        `INSERT INTO tasks (id, document_id, batch_id, name, source_path, engine, options, fingerprint, state, priority, private, position, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        task.id,
        task.documentId,
        task.batchId,
        task.name,
        task.sourcePath,
        options.engine,
        JSON.stringify(options),
        fingerprint(options),
        task.held ? 'paused' : 'pending',
        options.priority,
        task.private ? 1 : 0,
        lastPosition() + STEP,
        now(),
      )
    },

    /** Does `action` to the jobs that are in a state for it, and returns their ids. */
    act(action: Extract<JobAction, 'pause' | 'resume' | 'cancel' | 'givePassword'>, ids: readonly string[]): string[] {
      return transaction(db, () =>
        ids.filter((id) => {
          const to = moveTask(db, id, action, now())
          if (to === null) return false
          if (action === 'resume') release(id, null)
          if (action === 'cancel')
            movePages(db, 'cancel', { set: 'attempt_id = NULL, ended_at = ?', where: 'task_id = ?' }, now(), id)
          return true
        }),
      )
    },

    /** The file can't be read at all, or not without a password. */
    refuse(taskId: string, failure: Failure, action: 'refuse' | 'needPassword'): void {
      transaction(db, () => {
        const to = moveTask(db, taskId, action, now(), failure)
        if (to !== null && action === 'refuse')
          movePages(
            db,
            'refuse',
            { set: 'error = ?, attempt_id = NULL, ended_at = ?', where: 'task_id = ?' },
            JSON.stringify(failure),
            now(),
            taskId,
          )
      })
    },

    /** Failed and cancelled pages (of `pages`, or all) wait again with their attempts reset; done pages stay. */
    retry(id: string, pages: readonly number[] | null): boolean {
      return transaction(db, () => {
        const some = pages ? 'AND page IN (SELECT value FROM json_each(?))' : ''
        const moved = movePages(
          db,
          'retry',
          {
            set: `attempt_id = NULL, first = 0, attempts = 0, deaths = 0, suspect = 0, not_before = 0, error = NULL, ended_at = NULL`,
            where: `task_id = ? ${some}`,
          },
          id,
          ...(pages ? [JSON.stringify(pages)] : []),
        )
        const opened = value<number>(db, 'SELECT opened FROM tasks WHERE id = ?', id)
        if (moved === 0 && opened !== 0) return false
        return moveTask(db, id, 'retry', now()) !== null
      })
    },

    /** These pages of a paused job may run, the others are held; returns those that may. */
    readSome(id: string, wanted: readonly number[]): number[] {
      return transaction(db, () => {
        if (value<JobState>(db, 'SELECT state FROM tasks WHERE id = ?', id) !== 'paused') return []
        statement(db, `UPDATE page_results SET not_before = ${HELD} WHERE task_id = ? AND state = 'pending'`).run(id)
        const pages = release(id, wanted)
        if (pages.length > 0) moveTask(db, id, 'resume', now())
        return pages
      })
    },

    /** Files of a batch that were not taken in. */
    addRefusals(batchId: string, refused: readonly { name: string; message: string }[]): void {
      transaction(db, () => {
        for (const { name, message } of refused)
          statement(db, 'INSERT INTO batch_refusals (batch_id, name, message) VALUES (?, ?, ?)').run(
            batchId,
            name,
            message,
          )
      })
    },

    /** A waiting page goes before all others that wait; false where it does not wait. */
    readFirst(id: string, page: number): boolean {
      // The latest wish first.
      const sql = `UPDATE page_results SET first = (SELECT max(first) + 1 FROM page_results WHERE task_id = ?)
        WHERE task_id = ? AND page = ? AND state = 'pending' AND not_before = 0 AND suspect = 0
          AND EXISTS (SELECT 1 FROM tasks WHERE id = task_id AND state IN ('pending', 'processing'))`
      return statement(db, sql).run(id, id, page).changes > 0
    },

    /** For pages that were not read yet. */
    setMode(id: string, mode: JobOptions['mode']): void {
      const json = value<string>(db, 'SELECT options FROM tasks WHERE id = ?', id)
      if (json === undefined) return
      const options = { ...(JSON.parse(json) as JobOptions), mode }
      statement(db, 'UPDATE tasks SET options = ?, fingerprint = ? WHERE id = ?').run(
        JSON.stringify(options),
        fingerprint(options),
        id,
      )
    },

    setPriority(ids: readonly string[], priority: number): void {
      transaction(db, () => {
        for (const id of ids) statement(db, 'UPDATE tasks SET priority = ? WHERE id = ?').run(priority, id)
      })
    },

    /**
     * Puts an unfinished job before another, whose priority it takes on; null: last of all. Returns the jobs whose place
     * is another now: nearly always only that one.
     */
    move(id: string, before: string | null): string[] {
      return transaction(db, () => {
        const rows = statement<Place>(
          db,
          `SELECT id, priority, position FROM tasks WHERE state IN (${UNFINISHED}) ORDER BY priority DESC, position`,
        ).all()
        const moved = rows.find((row) => row.id === id)
        const target = rows.find((row) => row.id === before)
        if (!moved || moved === target) return []
        const others = rows.filter((row) => row !== moved)
        const at = target ? others.indexOf(target) : others.length
        const priority = target?.priority ?? others.at(-1)?.priority ?? moved.priority
        const previous = others[at - 1]
        if (!target) {
          place({ id, priority, position: lastPosition() + STEP })
          return [id]
        }
        const low = previous && previous.position < target.position ? previous.position : target.position - 2 * STEP
        const position = Math.floor((low + target.position) / 2)
        if (position > low) {
          place({ id, priority, position })
          return [id]
        }
        // No room is left there: all of them get new places, far from each other.
        others.splice(at, 0, { id, priority, position })
        const first = lastPosition() + STEP
        others.forEach((row, n) => {
          place({ ...row, position: first + n * STEP })
        })
        return others.map((row) => row.id)
      })
    },

    unlist(ids: readonly string[]): void {
      for (const id of ids) statement(db, 'UPDATE tasks SET listed = 0 WHERE id = ? AND ended_at IS NOT NULL').run(id)
    },

    /** An ended job that is added again is shown in the queue again. */
    list(id: string): void {
      statement(db, 'UPDATE tasks SET listed = 1 WHERE id = ?').run(id)
    },

    setTags(ids: readonly string[], add: readonly string[], remove: readonly string[]): void {
      transaction(db, () => {
        for (const id of ids) {
          for (const tag of remove) statement(db, 'DELETE FROM task_tags WHERE task_id = ? AND tag = ?').run(id, tag)
          for (const tag of add)
            statement(db, 'INSERT OR IGNORE INTO task_tags (task_id, tag) VALUES (?, ?)').run(id, tag)
        }
      })
    },

    setFavourite(ids: readonly string[], favourite: boolean): void {
      for (const id of ids) statement(db, 'UPDATE tasks SET favourite = ? WHERE id = ?').run(favourite ? 1 : 0, id)
    },
  }

  function place({ id, priority, position }: Place): void {
    statement(db, 'UPDATE tasks SET priority = ?, position = ? WHERE id = ?').run(priority, position, id)
  }
}

interface Place {
  id: string
  priority: number
  position: number
}

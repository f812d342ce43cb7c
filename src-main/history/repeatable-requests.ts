/** Answers by `Idempotency-Key`: who asks again, because the first answer got lost, gets it once more. */
import { InkleafError } from '../errors.ts'
import type { WriteDb } from './database.ts'
import { statement, transaction } from './statements.ts'

const KEPT_MS = 24 * 3600_000

export class RepeatableRequests {
  readonly #db: WriteDb
  readonly #now: () => number
  /** Those that are being answered. */
  readonly #running = new Map<string, { fingerprint: string; answer: Promise<unknown> }>()

  constructor(db: WriteDb, now: () => number = Date.now) {
    this.#db = db
    this.#now = now
    this.#forgetOld()
  }

  /**
   * The answer to `key`: made by `make` the first time, remembered for a day. `fingerprint` says what is asked for.
   * Throws an InkleafError `repeated_key` where the key was used for something else.
   */
  async answer<T>(key: string, fingerprint: string, make: () => Promise<T>): Promise<T> {
    for (let running = this.#running.get(key); running; running = this.#running.get(key)) {
      checkSame(running.fingerprint, fingerprint)
      try {
        return (await running.answer) as T
      } catch (caught) {
        // It ended because the one who had asked went away: whoever is still there asks anew.
        if ((caught as { code?: string }).code !== 'hung_up') throw caught
        if (this.#running.get(key) === running) this.#running.delete(key)
      }
    }
    const kept = this.#kept(key)
    if (kept) {
      checkSame(kept.fingerprint, fingerprint)
      return JSON.parse(kept.answer) as T
    }
    const answer = make()
      .then((made) => {
        this.#keep(key, fingerprint, made)
        return made
      })
      .finally(() => {
        if (this.#running.get(key)?.answer === answer) this.#running.delete(key)
      })
    this.#running.set(key, { fingerprint, answer })
    return answer
  }

  #kept(key: string): { fingerprint: string; answer: string } | undefined {
    return this.#db
      .prepare<unknown[], { fingerprint: string; answer: string }>(
        'SELECT fingerprint, answer FROM repeatable_requests WHERE key = ? AND answered_at > ?',
      )
      .get(key, this.#now() - KEPT_MS)
  }

  #keep(key: string, fingerprint: string, answer: unknown): void {
    this.#forgetOld()
    const json = JSON.stringify(answer)
    transaction(this.#db, () => {
      statement(
        this.#db,
        'INSERT INTO repeatable_requests (key, fingerprint, answer, answered_at) VALUES (?, ?, ?, ?)',
      ).run(key, fingerprint, json, this.#now())
      // Whatever in the answer is the id of a task: when that goes, so does the answer.
      statement(
        this.#db,
        `INSERT OR IGNORE INTO repeatable_request_tasks (task_id, key)
         SELECT tasks.id, ? FROM json_tree(?) named JOIN tasks ON tasks.id = named.value WHERE named.type = 'text'`,
      ).run(key, json)
    })
  }

  #forgetOld(): void {
    this.#db.prepare('DELETE FROM repeatable_requests WHERE answered_at <= ?').run(this.#now() - KEPT_MS)
  }
}

function checkSame(known: string, asked: string): void {
  if (known === asked) return
  throw new InkleafError(
    'repeated_key',
    'input',
    'This Idempotency-Key was used for another request. Use a new key for each request.',
  )
}

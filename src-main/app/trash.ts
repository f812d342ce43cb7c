/** Deletes for good what the user deleted a while ago, and what was read in private mode. */
import type { HistoryStore } from '../history/store.ts'
import type { JobQueue } from '../jobs/queue.ts'

/** For so long a deletion can be undone. */
const UNDO_MS = 60_000

export class Trash {
  readonly #queue: JobQueue
  readonly #store: HistoryStore
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(queue: JobQueue, store: HistoryStore) {
    this.#queue = queue
    this.#store = store
  }

  throwAway(ids: readonly string[]): void {
    this.#queue.trash(ids)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      const deleted = new Set(this.#store.doomed('deleted'))
      void this.#queue.remove(ids.filter((id) => deleted.has(id)))
    }, UNDO_MS)
    timer.unref()
    this.#timers.add(timer)
  }

  /** What an earlier run left, also after a crash. */
  async empty(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    const doomed = [...this.#store.doomed('deleted'), ...this.#store.doomed('private')]
    if (doomed.length > 0) await this.#queue.remove(doomed)
  }

  async forgetPrivate(): Promise<void> {
    const ids = this.#store.doomed('private')
    if (ids.length > 0) await this.#queue.remove(ids)
  }
}

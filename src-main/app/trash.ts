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
      // What can't be deleted now (a full disk) is deleted at the next start.
      void this.#remove(this.#store.deleted(Date.now() - UNDO_MS)).catch(() => {})
    }, UNDO_MS + 50)
    timer.unref()
    this.#timers.add(timer)
  }

  /** Everything, also what an earlier run left after a crash. */
  async empty(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#remove([...this.#store.deleted(Date.now()), ...this.#store.privateJobs()])
  }

  async forgetPrivate(): Promise<void> {
    await this.#remove(this.#store.privateJobs())
  }

  async #remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#queue.remove(ids)
  }
}

/** Deleting: a job is hidden first, and gone for good a while later, with its pages, its source and its pictures. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { InkleafError } from '../errors.ts'
import type { HistoryStore } from '../history/store.ts'
import { ended, logged } from '../log.ts'
import type { OpenDocuments } from './open-documents.ts'

/** For so long a deletion can be undone. */
const UNDO_MS = 60_000
/** Jobs that are deleted in one go, so that thousands of them hold up nobody. */
const JOBS_AT_A_TIME = 50
const EMPTY_AGAIN_MS = 10_000

export interface TrashOptions {
  store: HistoryStore
  documents: OpenDocuments
  sourcesFolder: string
  /** Ends the work on jobs. */
  cancel(ids: readonly string[]): void
  pause(ids: readonly string[]): string[]
  goOn(id: string): void
  tellRemoved(ids: string[]): void
  /** The last job of a document is gone: so must be what was made from it. */
  onForgotten?: ((sha256: string) => Promise<void>) | undefined
}

export class Trash {
  readonly #options: TrashOptions
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #paused = new Set<string>()
  /** Deleted, but not for good yet: nothing more is told of them. */
  readonly #hidden = new Set<string>()
  /** Removals one after the other, so that each hears of the ones before it. */
  #removing: Promise<unknown> = Promise.resolve()

  constructor(options: TrashOptions) {
    this.#options = options
  }

  hides(id: string): boolean {
    return this.#hidden.has(id)
  }

  /** Hides jobs, and deletes them when they can no longer be brought back. One that is at work is paused until then. */
  throwAway(ids: readonly string[]): void {
    const { store, pause, tellRemoved } = this.#options
    for (const id of pause(ids)) this.#paused.add(id)
    const hidden = store.setDeleted(ids, true)
    for (const id of hidden) this.#hidden.add(id)
    if (hidden.length > 0) tellRemoved(hidden)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      // What can't be deleted now (a full disk) is deleted at the next start.
      const until = Date.now() - UNDO_MS
      this.#remove(store.deleted(until), until).catch(logged('what was deleted is still there'))
    }, UNDO_MS + 50)
    timer.unref()
    this.#timers.add(timer)
  }

  restore(ids: readonly string[]): void {
    const { store, goOn } = this.#options
    const restored = store.setDeleted(ids, false)
    if (restored.length === 0)
      throw new InkleafError('no_such_job', 'input', 'It is too late: this has been deleted for good.')
    for (const id of restored) {
      this.#hidden.delete(id)
      if (this.#paused.delete(id)) store.act('resume', [id])
      goOn(id)
    }
  }

  /** Everything, also what an earlier run left after a crash. */
  async empty(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    const { store } = this.#options
    await this.remove([...store.deleted(Date.now()), ...store.privateJobs()])
  }

  async forgetPrivate(): Promise<void> {
    await this.remove(this.#options.store.privateJobs())
  }

  /** Deletes jobs for good: their pages and, where no other job needs them, their sources. Returns how many there were. */
  async remove(ids: readonly string[]): Promise<number> {
    return this.#remove(ids, null)
  }

  /** `until`: only those that still are deleted, since then at least; some may have been brought back. */
  async #remove(ids: readonly string[], until: number | null): Promise<number> {
    if (ids.length === 0) return 0
    const removal = this.#removing.then(() => this.#removeAll(ids, until))
    // Whoever asked for it hears of it; the next one begins all the same.
    this.#removing = removal.catch(ended)
    return removal
  }

  async #removeAll(ids: readonly string[], until: number | null): Promise<number> {
    const { store, cancel } = this.#options
    let count = 0
    for (let from = 0; from < ids.length; from += JOBS_AT_A_TIME) {
      const next = ids.slice(from, from + JOBS_AT_A_TIME)
      const some = until === null ? next : store.deletedAmong(next, until)
      cancel(some)
      count += await this.#removeSome(some)
      await yieldToOthers()
    }
    this.#emptyLog()
    return count
  }

  /** A search or an examination may read in it now; the end of the app empties it in any case. */
  #emptyLog(): void {
    if (!this.#options.store.emptyLog()) setTimeout(() => this.#emptyLog(), EMPTY_AGAIN_MS).unref()
  }

  async #removeSome(ids: readonly string[]): Promise<number> {
    const { store, documents, tellRemoved, onForgotten } = this.#options
    const gone = store.remove(ids)
    if (gone.removed.length > 0) tellRemoved(gone.removed)
    for (const id of gone.removed) {
      this.#paused.delete(id)
      this.#hidden.delete(id)
      await documents.forget(id)
    }
    for (const { sha256, storedFile } of gone.documents) {
      if (storedFile) this.removeSource(sha256, storedFile)
      await onForgotten?.(sha256).catch(logged('pictures of a deleted document are still there'))
    }
    return gone.removed.length
  }

  /** Unless a document that was added meanwhile needs it: asked and done in one go. */
  removeSource(sha256: string, storedFile: string): void {
    const { store, sourcesFolder } = this.#options
    if (store.isKept(sha256, storedFile)) return
    try {
      rmSync(join(sourcesFolder, storedFile), { force: true })
    } catch (caught) {
      // The next start after an unclean end sweeps what no document needs.
      logged('the source of a deleted document is still there')(caught)
    }
  }
}

/** Deleting: a job is put into the Trash, and removed some days later, with its pages, its source and its pictures. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { Settings } from '../../src-preload/settings.ts'
import { InkleafError } from '../errors.ts'
import type { Maintenance } from '../history/async-maintenance.ts'
import type { Removed } from '../history/maintenance.ts'
import type { HistoryStore } from '../history/store.ts'
import { ended, logged } from '../log.ts'
import type { OpenDocuments } from './open-documents.ts'

/** For so long any deletion can be undone, whatever the setting says. */
const LEAST_MS = 60_000
const DAY_MS = 86_400_000
/** How often is looked for what has been in the Trash long enough. */
const SWEEP_MS = 3_600_000
/** Jobs that are marked in one go, so that thousands of them hold up nobody. */
const JOBS_AT_A_TIME = 200
/** The end of the app waits no longer for it. */
const CLOSING_MS = 5000

export interface TrashOptions {
  store: HistoryStore
  maintenance: Maintenance
  documents: OpenDocuments
  sourcesFolder: string
  settings: Pick<Settings, 'trashDays'>
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
  /** Deleted in this run, and not gone from the disk yet: nothing more is told of them. */
  readonly #hidden = new Set<string>()
  readonly #closing = new AbortController()
  #removing: Promise<unknown> = Promise.resolve()

  constructor(options: TrashOptions) {
    this.#options = options
  }

  hides(id: string): boolean {
    return this.#hidden.has(id)
  }

  /** Puts jobs into the Trash. One that is at work is paused, and goes on when it is brought back. */
  throwAway(ids: readonly string[]): void {
    const { store, pause, tellRemoved } = this.#options
    const hidden = store.throwAway(ids, pause(ids))
    for (const id of hidden) this.#hidden.add(id)
    if (hidden.length > 0) tellRemoved(hidden)
    if (this.#keepMs === LEAST_MS) this.#later(LEAST_MS + 50)
  }

  restore(ids: readonly string[]): void {
    const { store, goOn } = this.#options
    const restored = store.restore(ids)
    if (restored.length === 0)
      throw new InkleafError('no_such_job', 'input', 'It is too late: this has been deleted for good.')
    for (const { id, resume } of restored) {
      this.#hidden.delete(id)
      if (resume) store.act('resume', [id])
      goOn(id)
    }
  }

  /** What an earlier run left: private jobs after a crash, and what was marked; then what has been in the Trash long enough. */
  async start(): Promise<void> {
    this.#later(SWEEP_MS)
    await Promise.all([this.forgetPrivate(), this.#removeOld()])
  }

  /** Removes all that is in it; returns how many jobs that were. */
  async empty(): Promise<number> {
    return this.#removeTrash(Date.now())
  }

  get #keepMs(): number {
    return Math.max(LEAST_MS, this.#options.settings.trashDays * DAY_MS)
  }

  /** Looks again after this time, and then each hour. */
  #later(ms: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      if (ms === SWEEP_MS) this.#later(SWEEP_MS)
      // What can't be removed now (a full disk) is removed some other time.
      this.#removeOld().catch(logged('what was deleted is still there'))
    }, ms)
    timer.unref()
    this.#timers.add(timer)
  }

  #removeOld(): Promise<number> {
    return this.#removeTrash(Date.now() - this.#keepMs)
  }

  async forgetPrivate(): Promise<void> {
    await this.remove(this.#options.store.privateJobs())
  }

  /** Forgets what was private, and where nothing is kept in the Trash what is in it, but keeps nobody waiting for long: the next start goes on where this leaves off. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    const timer = setTimeout(() => this.#closing.abort(), CLOSING_MS)
    const forget = [this.forgetPrivate(), ...(this.#keepMs === LEAST_MS ? [this.empty()] : [])]
    await Promise.all(forget).finally(() => clearTimeout(timer))
  }

  /**
   * Removes jobs for good: their pages and, where no other job needs them, their sources. They are gone for everybody at
   * once; resolves when nothing is left of them on the disk, with how many there were.
   */
  async remove(ids: readonly string[]): Promise<number> {
    let count = 0
    for (let from = 0; from < ids.length; from += JOBS_AT_A_TIME) {
      count += this.#mark(ids.slice(from, from + JOBS_AT_A_TIME))
      await yieldToOthers()
    }
    await this.#removeMarkedInTurn()
    return count
  }

  /** What is in the trash since this time (ms since 1970) or longer. Asked again each time: some may be restored meanwhile. */
  async #removeTrash(since: number): Promise<number> {
    const some = () => this.#options.store.inTrash(since, JOBS_AT_A_TIME)
    let count = 0
    for (let ids = some(); ids.length > 0; ids = some()) {
      count += this.#mark(ids)
      await yieldToOthers()
    }
    await this.#removeMarkedInTurn()
    return count
  }

  /** One after the other, so that each ends when what was marked for it is gone. */
  async #removeMarkedInTurn(): Promise<void> {
    const removal = this.#removing.then(() => this.#removeMarked())
    // Whoever asked for it hears of a failure; the next one begins all the same.
    this.#removing = removal.catch(ended)
    await removal
  }

  #mark(ids: readonly string[]): number {
    const { store, cancel, tellRemoved } = this.#options
    cancel(ids)
    const marked = store.markForRemoval(ids)
    const shown = marked.filter((id) => !this.#hidden.has(id))
    for (const id of marked) this.#hidden.add(id)
    if (shown.length > 0) tellRemoved(shown)
    return marked.length
  }

  async #removeMarked(): Promise<void> {
    const { maintenance } = this.#options
    let isAny = false
    let isAll = false
    while (!isAll && !this.#closing.signal.aborted) {
      const removed = await maintenance.removeMarked()
      isAll = removed.isAll
      isAny ||= removed.jobIds.length > 0
      await this.#forget(removed)
    }
    while (!this.#closing.signal.aborted && (await maintenance.mergeIndex())) isAny = true
    if (isAny) await maintenance.emptyLog()
  }

  async #forget({ jobIds, documents }: Removed): Promise<void> {
    for (const id of jobIds) {
      this.#hidden.delete(id)
      await this.#options.documents.forget(id)
    }
    for (const { sha256, storedFile } of documents) {
      if (storedFile) this.removeSource(sha256, storedFile)
      await this.#options.onForgotten?.(sha256).catch(logged('pictures of a deleted document are still there'))
    }
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

/** Opens waiting files one after the other; the pages of each may run as soon as it is open. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Settings } from '../../src-preload/settings.ts'
import type { OpenDocument } from '../documents/document.ts'
import { choosePages } from '../documents/page-ranges.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { HistoryStore } from '../history/store.ts'
import type { Source } from '../history/tasks.ts'
import { orAborted } from './aborted.ts'
import type { AwakeClock } from './awake-clock.ts'
import type { OpenDocuments } from './open-documents.ts'
import { tooManyPages } from './refusals.ts'

const OPEN_AGAIN_MS = 500
const MOST_WAITED_MS = 5000

export interface OpeningOptions {
  store: HistoryStore
  documents: OpenDocuments
  settings: Settings
  clock: AwakeClock
  closing: AbortSignal
  /** Jobs that may run; null: all. */
  only: () => readonly string[] | null
  onOpened(taskId: string): void
  /** The file can't be read, or needs a password. */
  onUnreadable(taskId: string, error: InkleafError): void
  onTrouble(what: string, error: InkleafError): void
}

export class Opening {
  readonly #options: OpeningOptions
  readonly #tries = new Map<string, number>()
  #running: Promise<void> | null = null

  constructor(options: OpeningOptions) {
    this.#options = options
  }

  /** Begins with the files that wait, unless it is at it. */
  work(): void {
    const { closing, onTrouble } = this.#options
    if (closing.aborted) return
    this.#running ??= this.#openAll()
      .catch((caught: unknown) => onTrouble('history', coerceError(caught)))
      .finally(() => {
        this.#running = null
        // What was added between the last look and now must not be forgotten.
        if (!closing.aborted && this.#next() !== null) this.work()
      })
  }

  /** Resolves when no file is being opened. */
  async idle(): Promise<void> {
    await this.#running
  }

  /** Throws why the file can't be opened, or isn't wanted. */
  async openOne(source: Source): Promise<void> {
    const { pages: wanted, maxPages } = source.options
    const { pages } = await this.#open(source)
    if (maxPages !== null && pages > maxPages) throw tooManyPages(pages, maxPages)
    this.#options.store.opened(source.taskId, pages, choosePages(wanted, pages))
  }

  #next(): string | null {
    return this.#options.store.nextUnopened(this.#options.only())
  }

  async #openAll(): Promise<void> {
    const { store, closing, onOpened } = this.#options
    for (;;) {
      const taskId = closing.aborted ? null : this.#next()
      const source = taskId && store.source(taskId)
      if (!source) return
      try {
        await this.openOne(source)
        onOpened(source.taskId)
      } catch (caught) {
        if (closing.aborted) return
        await this.#notOpened(source, coerceError(caught))
      }
    }
  }

  /** A file that hangs while it is opened must not hold up the others. */
  async #open(source: Source): Promise<OpenDocument> {
    const { documents, settings, clock, closing } = this.#options
    const { pageMs } = settings.timeouts
    const late = new AbortController()
    const message = `Opening it took longer than ${Math.round(pageMs / 1000)} s (setting timeouts.pageMs).`
    const cancelTimer = clock.after(pageMs, () => {
      late.abort(new InkleafError('open_timeout', 'input', message))
      void documents.resetDrawing()
    })
    try {
      return await orAborted(documents.get(source), AbortSignal.any([late.signal, closing]))
    } finally {
      cancelTimer()
    }
  }

  async #notOpened(source: Source, error: InkleafError): Promise<void> {
    const { settings, closing, onUnreadable, onTrouble } = this.#options
    const tries = (this.#tries.get(source.taskId) ?? 0) + 1
    const passing = error.kind === 'transient' && tries < settings.retries.maxTries
    if (error.scope !== 'engine' && !passing) {
      this.#tries.delete(source.taskId)
      onUnreadable(source.taskId, error)
      return
    }
    if (error.scope === 'engine') onTrouble(source.options.engine, error)
    else this.#tries.set(source.taskId, tries)
    const waitMs = Math.min(error.retryAfterMs ?? OPEN_AGAIN_MS, MOST_WAITED_MS)
    await delay(waitMs, null, { signal: closing }).catch(() => {})
  }
}

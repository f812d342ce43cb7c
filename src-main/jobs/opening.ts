/** Opens waiting files one after the other; the pages of each may run as soon as it is open. */
import { setTimeout as delay, setImmediate as yieldToOthers } from 'node:timers/promises'
import type { Settings } from '../../src-preload/settings.ts'
import type { Clock } from '../awake-clock.ts'
import type { OpenDocument } from '../documents/document.ts'
import { choosePages } from '../documents/page-ranges.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { HistoryStore, Source } from '../history/store.ts'
import { ended, log } from '../log.ts'
import { unlessMoved } from '../packaged.ts'
import { orAborted } from './aborted.ts'
import type { OpenDocuments } from './open-documents.ts'
import { tooManyPages } from './refusals.ts'

const OPEN_AGAIN_MS = 500
const MAX_WAITED_MS = 5000

export interface OpeningOptions {
  store: HistoryStore
  documents: OpenDocuments
  settings: Settings
  clock: Clock
  closing: AbortSignal
  /** Some of its pages may run. */
  onOpened(taskId: string): void
  /** The file can't be read, or needs a password. */
  onUnreadable(taskId: string, error: InkleafError): void
  onTrouble(what: string, error: InkleafError): void
}

export class Opening {
  readonly #options: OpeningOptions
  readonly #attempts = new Map<string, number>()
  #running: Promise<void> | null = null

  constructor(options: OpeningOptions) {
    this.#options = options
  }

  /** Begins with the files that wait, unless it is at it. */
  work(): void {
    if (this.#options.closing.aborted) return
    this.#running ??= this.#openAll().finally(() => {
      this.#running = null
    })
  }

  /** Resolves when no file is being opened. */
  async idle(): Promise<void> {
    await this.#running
  }

  /** Throws why the file can't be opened, or isn't wanted. */
  async openOne(source: Source): Promise<void> {
    const { store, onOpened, closing } = this.#options
    const { pages: wanted, maxPages } = source.options
    const { pages } = await this.#open(source)
    if (maxPages !== null && pages > maxPages) throw tooManyPages(pages, maxPages)
    for (const _ of store.openPages(source.taskId, pages, choosePages(wanted, pages))) {
      onOpened(source.taskId)
      await yieldToOthers()
      if (closing.aborted) return
    }
    onOpened(source.taskId)
  }

  /** Until nothing waits any more; whatever the database refuses is asked of it again after a while. */
  async #openAll(): Promise<void> {
    const { store, closing, onTrouble } = this.#options
    while (!closing.aborted) {
      try {
        const taskId = store.nextUnopened()
        const source = taskId && store.source(taskId)
        if (!source) return
        await this.#openOrSay(source)
      } catch (caught) {
        if (closing.aborted) return
        const error = coerceError(caught)
        log.error({ err: error }, 'files can not be opened now')
        onTrouble('history', error)
        await delay(MAX_WAITED_MS, null, { signal: closing }).catch(ended)
      }
    }
  }

  async #openOrSay(source: Source): Promise<void> {
    try {
      await this.openOne(source)
      this.#attempts.delete(source.taskId)
    } catch (caught) {
      if (!this.#options.closing.aborted) await this.#notOpened(source, unlessMoved(coerceError(caught)))
    }
  }

  /** A file that hangs while it is opened must not hold up the others. */
  async #open(source: Source): Promise<OpenDocument> {
    const { documents, settings, clock, closing } = this.#options
    const { pageMs } = settings.timeouts
    const late = new AbortController()
    // A PDF has a time-out of its own, from when a thread is free for it.
    const callOff = source.kind === 'pdf' ? () => {} : clock.after(pageMs, () => late.abort(openTimeout(pageMs)))
    try {
      return await orAborted(documents.get(source), AbortSignal.any([late.signal, closing]))
    } finally {
      callOff()
    }
  }

  async #notOpened(source: Source, error: InkleafError): Promise<void> {
    const { settings, closing, onUnreadable, onTrouble } = this.#options
    log.warn({ err: error, job: source.taskId }, 'a file was not opened')
    const attempts = (this.#attempts.get(source.taskId) ?? 0) + 1
    const passing = error.kind === 'transient' && attempts < settings.retries.maxAttempts
    if (error.scope !== 'engine' && !passing) {
      this.#attempts.delete(source.taskId)
      onUnreadable(source.taskId, error)
      return
    }
    if (error.scope === 'engine') onTrouble(source.options.engine, error)
    else this.#attempts.set(source.taskId, attempts)
    const waitMs = Math.min(error.retryAfterMs ?? OPEN_AGAIN_MS, MAX_WAITED_MS)
    await delay(waitMs, null, { signal: closing }).catch(ended)
  }
}

function openTimeout(pageMs: number): InkleafError {
  const seconds = Math.round(pageMs / 1000)
  return new InkleafError(
    'open_timeout',
    'input',
    `Opening the file took longer than ${seconds} s. It may be damaged: open it in another program and save it anew.`,
  )
}

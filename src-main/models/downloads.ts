/** Downloads that are under way, one for each id, and why the last one of each failed. */
import { EventEmitter } from 'node:events'
import { coerceError, InkleafError } from '../errors.ts'

const BETWEEN_EVENTS_MS = 300

interface Running {
  stop: AbortController
  doneBytes: number
  totalBytes: number
}

export interface DownloadRun {
  signal: AbortSignal
  onProgress(doneBytes: number, totalBytes: number): void
}

export class Downloads extends EventEmitter<{ changed: [] }> {
  readonly #running = new Map<string, Running>()
  readonly #messages = new Map<string, string>()
  #told = 0

  close(): void {
    for (const { stop } of this.#running.values()) stop.abort()
  }

  /** Throws `model_under_way`, `paused`, and what the work throws. */
  protected async run(id: string, totalBytes: number, work: (run: DownloadRun) => Promise<void>): Promise<string> {
    if (this.#running.has(id)) throw new InkleafError('model_under_way', 'input', `${id} is being fetched already.`)
    const running: Running = { stop: new AbortController(), doneBytes: 0, totalBytes }
    this.#running.set(id, running)
    this.#messages.delete(id)
    this.tell()
    try {
      await work({
        signal: running.stop.signal,
        onProgress: (done, total) => {
          Object.assign(running, { doneBytes: done, totalBytes: total })
          this.tell(BETWEEN_EVENTS_MS)
        },
      })
      return id
    } catch (caught) {
      if (running.stop.signal.aborted)
        throw new InkleafError('paused', 'transient', 'It was paused; what was fetched is kept.')
      const error = coerceError(caught)
      this.#messages.set(id, error.message)
      throw error
    } finally {
      this.#running.delete(id)
      this.tell()
    }
  }

  protected stop(id: string): void {
    this.#running.get(id)?.stop.abort()
  }

  /** It is no longer there: nothing is to be said of it. */
  protected forget(id: string): void {
    this.#messages.delete(id)
    this.tell()
  }

  /** How far it has come, for its view; `own`: what is there of it. */
  protected progress<S extends string>(id: string, own: S) {
    const running = this.#running.get(id)
    return {
      state: running ? ('fetching' as const) : own,
      doneBytes: running?.doneBytes ?? null,
      totalBytes: running?.totalBytes ?? null,
      message: this.#messages.get(id) ?? null,
    }
  }

  /** At most so often while it goes on. */
  protected tell(betweenMs = 0): void {
    const now = Date.now()
    if (now - this.#told < betweenMs) return
    this.#told = now
    this.emit('changed')
  }
}

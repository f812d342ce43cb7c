/** PDFs that were opened to be read in portions: each waits half an hour for its next call. */
import { hasEnded } from '../../src-preload/model.ts'
import { logged } from '../log.ts'
import type { ApiContext } from './server.ts'

/** So long one waits for somebody to ask for its next pages. */
const HELD_MS = 30 * 60_000

interface Held {
  timer: NodeJS.Timeout
  /** Whether pages of it were read from other pictures, which its own count does not know. */
  isUsed: boolean
}

export class HeldTasks {
  readonly #context: ApiContext
  readonly #held = new Map<string, Held>()
  #isStopped = false

  constructor(context: ApiContext) {
    this.#context = context
    for (const id of context.app.service.heldJobs()) this.touch(id)
  }

  has(id: string): boolean {
    return this.#held.has(id)
  }

  /** Somebody has asked for it. */
  touch(id: string, isUsed = false): void {
    if (this.#isStopped) return
    const before = this.#held.get(id)
    clearTimeout(before?.timer)
    const timer = setTimeout(() => {
      // What is being read is asked for.
      if (this.#context.app.service.readsPortion(id)) this.touch(id)
      else void this.end(id).catch(logged('a PDF that nobody reads on was not ended'))
    }, this.#context.heldMs ?? HELD_MS).unref()
    this.#held.set(id, { timer, isUsed: isUsed || before?.isUsed === true })
  }

  /** What was read of it stays in the history; where nothing was, so does nothing. One that somebody has let go goes on. */
  async end(id: string): Promise<void> {
    const held = this.#held.get(id)
    clearTimeout(held?.timer)
    this.#held.delete(id)
    const { service, handlers } = this.#context.app
    const job = service.task(id)
    const isOurs = service.heldJobs().includes(id) || service.readsPortion(id)
    if (!job || !held || hasEnded(job.state) || !isOurs) return
    const wasRead = job.completedPages + job.failedPages > 0 || held.isUsed || service.readsPortion(id)
    await handlers[wasRead ? 'jobs.cancel' : 'history.remove']({ jobIds: [id] })
  }

  stop(): void {
    this.#isStopped = true
    for (const { timer } of this.#held.values()) clearTimeout(timer)
    this.#held.clear()
  }
}

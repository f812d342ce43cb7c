/** The pages of documents in order, each as soon as it and all before it are read. */
import { hasEnded, type JobView, type PageView } from '../../../src-preload/model.ts'
import type { CorePort } from '../../app/port.ts'
import { InkleafError } from '../../errors.ts'
import { toPageResult } from '../views.ts'

const DONE: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled'])

/**
 * Markdown of one page after the other. A page that failed is a line that says so; where all did, the last error is thrown.
 * `limitMs` is how long nothing at all may move in the queue. Throws the signal's reason.
 */
export async function* readPages(
  app: CorePort,
  jobs: readonly JobView[],
  limitMs: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const changes = new Changes(app)
  let read = 0
  let failure: InkleafError | null = null
  try {
    for (const { id } of jobs)
      for (let number = 1; ; number++) {
        const page = await pageOf(app, changes, id, number, limitMs, signal)
        if (!page) break
        if (page.status === 'completed') {
          read++
          yield toPageResult(page).content
        } else {
          const { code, message } = page.error ?? { code: 'cancelled', message: 'it was cancelled' }
          failure = new InkleafError(code, 'input', message)
          yield `[Page ${number} could not be read: ${message}]`
        }
      }
  } finally {
    changes.stop()
  }
  if (read === 0 && failure) throw failure
}

/** Null: the document has no such page. */
async function pageOf(
  app: CorePort,
  changes: Changes,
  id: string,
  number: number,
  limitMs: number,
  signal: AbortSignal,
): Promise<PageView | null> {
  for (;;) {
    const next = changes.next()
    const page = app.service.page(id, number)
    if (page && DONE.has(page.status)) return page
    const job = app.service.task(id)
    if (!job) throw new InkleafError('cancelled', 'input', 'The document was deleted before it was read.')
    if (job.state === 'waiting_for_password')
      throw new InkleafError('password_needed', 'input', 'The document is protected by a password.')
    if (hasEnded(job.state)) {
      if (job.totalPages === null || job.totalPages === 0) throw failureOf(app, job)
      if (!page) return null
    }
    await waited(next, limitMs, signal)
  }
}

function failureOf(app: CorePort, job: JobView): InkleafError {
  return new InkleafError(job.error?.code ?? 'unread', 'input', app.service.reason(job) ?? 'The document was not read.')
}

async function waited(next: Promise<void>, limitMs: number, signal: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<never>()
  const late = () =>
    over.reject(new InkleafError('page_late', 'transient', `No page was done for ${Math.round(limitMs / 1000)} s.`))
  const timer = setTimeout(late, limitMs)
  const stop = () => over.reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    await Promise.race([next, over.promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

/** Something in the queue has changed: taken before one looks, so that nothing that comes meanwhile is missed. */
class Changes {
  readonly stop: () => void
  #pulse = Promise.withResolvers<void>()

  constructor(app: CorePort) {
    this.stop = app.onEvent(({ type }) => {
      if (type !== 'job' && type !== 'page' && type !== 'removed') return
      const { resolve } = this.#pulse
      this.#pulse = Promise.withResolvers<void>()
      resolve()
    })
  }

  next(): Promise<void> {
    return this.#pulse.promise
  }
}

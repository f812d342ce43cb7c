/** Jobs whose pages are read only when somebody asks for the next few. */
import { hasEnded, type JobOptions, type PageView } from '../../src-preload/model.ts'
import { InkleafError } from '../errors.ts'
import type { HistoryStore } from '../history/store.ts'
import { logged } from '../log.ts'
import { orAborted } from './aborted.ts'
import type { Ingest } from './ingest.ts'
import type { OpenDocuments } from './open-documents.ts'
import type { Opening } from './opening.ts'
import type { JobQueue } from './queue.ts'
import { noSuchJob } from './refusals.ts'
import { until } from './until.ts'

export interface HeldOptions {
  queue: Pick<JobQueue, 'on' | 'off' | 'pause' | 'remove'>
  store: HistoryStore
  documents: OpenDocuments
  opening: Opening
  ingest: Ingest
  closing: AbortSignal
  tellJob(taskId: string): void
  goOn(taskId: string): void
}

export class HeldJobs {
  readonly #options: HeldOptions

  constructor(options: HeldOptions) {
    this.#options = options
  }

  /** Returns the new job's id. See `JobQueue.addHeld`. */
  async add(path: string, options: JobOptions): Promise<string> {
    const { queue, store, documents, opening, ingest, tellJob } = this.#options
    const taskId = await ingest.addHeld(path, options)
    try {
      const source = store.source(taskId)
      if (source) await opening.openOne(source)
    } catch (caught) {
      await queue.remove([taskId])
      throw caught
    }
    await documents.close(taskId)
    tellJob(taskId)
    return taskId
  }

  /** See `JobQueue.readNext`. */
  async readNext(id: string, count: number, mode: JobOptions['mode'] | null, signal: AbortSignal): Promise<PageView[]> {
    const { queue, store, closing, goOn } = this.#options
    const job = store.presentJob(id)
    if (!job) throw noSuchJob(id)
    if (hasEnded(job.state)) return []
    if (job.state !== 'paused')
      throw new InkleafError('wrong_state', 'input', `The job is ${job.state}. Wait until its pages are read.`)
    if (mode !== null && mode !== job.options.mode) {
      if (job.completedPages + job.failedPages > 0)
        throw new InkleafError('wrong_state', 'input', `Pages were read in mode ${job.options.mode}; go on with it.`)
      store.setMode(id, mode)
    }
    if (job.totalPages === null)
      throw new InkleafError('wrong_state', 'input', 'The file has not been opened yet. Resume the job instead.')
    const pages = store.readNext(id, count)
    goOn(id)
    const read = () => pages.flatMap((page) => store.page(id, page) ?? [])
    const areRead = () => {
      const state = store.presentJob(id)?.state
      // Paused or deleted by somebody else: no more pages come.
      if (state === undefined || state === 'paused') return true
      return read().every(({ status }) => status !== 'pending' && status !== 'processing')
    }
    const reading = until(queue, id, areRead, closing).then(() => this.#hold(id))
    // It is held again also when nobody waits any more; after the end of the app the next start does it.
    reading.catch(logged('pages that were asked for are no longer waited for'))
    await orAborted(reading, signal)
    return read()
  }

  async #hold(id: string): Promise<void> {
    this.#options.queue.pause([id])
    await this.#options.documents.close(id)
  }
}

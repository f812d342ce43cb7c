/** Jobs whose pages are read only when somebody asks for the next few. */
import { hasEnded, type JobOptions, type JobView, type PageView } from '../../src-preload/model.ts'
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

type Mode = JobOptions['mode']

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
  /** Portions that are being read, by the job's id. */
  readonly #reading = new Map<string, Promise<void>>()

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
      // None of its pages runs by itself.
      store.readSome(taskId, [])
    } catch (caught) {
      await queue.remove([taskId])
      throw caught
    }
    await documents.close(taskId)
    tellJob(taskId)
    return taskId
  }

  /** See `JobQueue.readPages`. */
  async readPages(
    id: string,
    { from, count, mode }: { from: number; count: number; mode: Mode | null },
    signal: AbortSignal,
  ): Promise<PageView[]> {
    const { store, closing, queue } = this.#options
    // Who asks again while the first answer is being made gets the same.
    for (let running = this.#reading.get(id); running; running = this.#reading.get(id)) await orAborted(running, signal)
    const job = store.presentJob(id)
    if (!job) throw noSuchJob(id)
    if (job.totalPages === null) throw wrongState('The file has not been opened yet. Resume the job instead.')
    const pages = store.pageNumbers(id).slice(from, from + count)
    const read = () => pages.flatMap((page) => store.page(id, page) ?? [])
    const isDone = () => read().every(({ status }) => status !== 'pending' && status !== 'processing')
    if (!isDone()) {
      if (job.state === 'paused') await orAborted(this.#read(job, pages, mode, isDone), signal)
      else if (hasEnded(job.state) || job.state === 'waiting_for_password') throw wrongState(`The job is ${job.state}.`)
      // Somebody has let all of it go.
      else await until(queue, id, () => this.#isOver(id) || isDone(), AbortSignal.any([signal, closing]))
    }
    if (store.presentJob(id)?.state === 'waiting_for_password')
      throw wrongState('The file needs its password, which is not kept. Open it anew.')
    if (read().some(({ status }) => status === 'cancelled'))
      throw wrongState('The job was cancelled, and these pages were not read. Begin anew.')
    return read()
  }

  #read(
    { id, options, completedPages, failedPages }: JobView,
    pages: number[],
    mode: Mode | null,
    isDone: () => boolean,
  ) {
    const { queue, store, closing, goOn } = this.#options
    if (mode !== null && mode !== options.mode) {
      if (completedPages + failedPages > 0) throw wrongState(`Pages were read in mode ${options.mode}; go on with it.`)
      store.setMode(id, mode)
    }
    store.readSome(id, pages)
    goOn(id)
    // It is held again also when nobody waits any more; after the end of the app the next start does it.
    const reading = until(queue, id, () => this.#isOver(id) || isDone(), closing)
      .then(() => this.#hold(id))
      .finally(() => this.#reading.delete(id))
    reading.catch(logged('pages that were asked for are no longer waited for'))
    this.#reading.set(id, reading)
    return reading
  }

  /** Whether pages of it are being read because somebody asked for them. */
  isReading(id: string): boolean {
    return this.#reading.has(id)
  }

  /** Paused, ended or deleted by somebody else, or its file can't be opened: no more pages come. */
  #isOver(id: string): boolean {
    const state = this.#options.store.presentJob(id)?.state
    return state === undefined || state === 'paused' || state === 'waiting_for_password' || hasEnded(state)
  }

  async #hold(id: string): Promise<void> {
    this.#options.queue.pause([id])
    await this.#options.documents.close(id)
  }
}

function wrongState(message: string): InkleafError {
  return new InkleafError('wrong_state', 'input', message)
}

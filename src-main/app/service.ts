/** What the API asks of the core besides the contract's commands. */
import type { Registry } from 'prom-client'
import type { CommandInput } from '../../src-preload/contract.ts'
import type { JobOptions, JobView, PageView } from '../../src-preload/model.ts'
import type { ImageService } from '../documents/image-service.ts'
import { asPng } from '../documents/page-png.ts'
import { choosePages } from '../documents/page-ranges.ts'
import type { PdfPool } from '../documents/pdf-pool.ts'
import { PREVIEW_SIZES } from '../documents/previews.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { AsyncReader } from '../history/async-reader.ts'
import type { HistoryStore } from '../history/store.ts'
import type { JobQueue } from '../jobs/queue.ts'
import { tooManyPages } from '../jobs/refusals.ts'
import type { Monitor } from '../monitor/monitor.ts'
import { newRegistry } from '../monitor/prometheus.ts'
import type { Supervisor } from '../sidecar/supervisor.ts'
import type { CorePort } from './port.ts'

/** The longest side that JPEG has room for (ITU-T T.81, annex B). */
const MAX_SIDE_PX = 65_500

/** The longer side of a thumbnail that the API gives out. */
export const THUMBNAIL_PX = 200

export interface Service {
  readonly monitor: Monitor
  /** By its whole id; null where there is none or the user has deleted it. */
  task(id: string): JobView | null
  page(id: string, page: number): PageView | null
  /** Why it failed, or waits for its password: the job's own error, or its first failed page's. */
  reason(job: JobView): string | null
  /** How many pages of a PDF are to be read, before it is taken in; null where only its password would tell. Throws what it is refused for. */
  countPages(path: string, options: Pick<JobOptions, 'password' | 'maxPages' | 'pages'>): Promise<number | null>
  addHeld(path: string, options: CommandInput<'jobs.add'>['options']): Promise<JobView>
  /** See `JobQueue.readPages`. */
  readPages(...asked: Parameters<JobQueue['readPages']>): Promise<PageView[]>
  /** The numbers of the pages that it reads, in their order. */
  pageNumbers(id: string): number[]
  /** Jobs that wait for somebody to ask for their next pages. */
  heldJobs(): string[]
  /** A page's picture as PNG, its longer side `maxPx` at most; previews are 2000 px. */
  pagePng(id: string, page: number, maxPx: number): Promise<Uint8Array>
  /** A picture file upright and cleaned up (`steps` as in the option `cleanUp`), as JPEG. */
  cleanedPicture(path: string, steps: JobOptions['cleanUp']): Promise<Uint8Array>
  /** ... as a PNG of 200 px at most. */
  cleanedThumb(path: string, steps: JobOptions['cleanUp']): Promise<Uint8Array>
  /** What was added together, in its order. */
  batch(id: string): JobView[]
  /** Whether a portion of it is being read, because somebody asked for it. */
  readsPortion(id: string): boolean
  /** Files of a batch that were not taken in: it says so. */
  addRefusals(batchId: string, refused: readonly { name: string; message: string }[]): void
  whenEnded(id: string, signal: AbortSignal): Promise<void>
  /** Seconds until so many more pages are read, from what pages took so far; null before any was. */
  estimateSeconds(pages: number): number | null
  /** Of one try at the median; null before any page was read. */
  secondsPerPage(): number | null
  /** See RepeatableRequests. */
  answerOnce<T>(key: string, fingerprint: string, make: () => Promise<T>): Promise<T>
  /** Why work can't be done now, or null; by what is known already, so that nobody waits and nothing is started. */
  unwell(): string | null
  /** Jobs that wait or are at work. */
  queueLength(): number
  registry(): Registry
}

export interface ServiceParts {
  store: HistoryStore
  history: AsyncReader
  queue: JobQueue
  pdf: PdfPool
  images: Pick<ImageService, 'preview'>
  supervisor: Supervisor
  monitor: Monitor
  answerOnce: Service['answerOnce']
  pagesInFlight(): number
  pagePicture: CorePort['pagePicture']
}

export function makeService(parts: ServiceParts): Service {
  const { store, history, queue, pdf, images, supervisor, monitor } = parts
  let registry: Registry | null = null
  return {
    monitor,
    task: (id) => store.presentJob(id),
    page: (id, page) => store.page(id, page),
    reason: ({ id, state, error }) => (error ?? (state === 'failed' ? store.firstFailure(id) : null))?.message ?? null,
    countPages: (path, options) => countPages(pdf, path, options),
    addHeld: (path, options) => queue.addHeld(path, options),
    readPages: (...asked) => queue.readPages(...asked),
    pageNumbers: (id) => store.pageNumbers(id),
    heldJobs: () => store.held(),
    pagePng: async (id, page, maxPx) =>
      asPng(await parts.pagePicture(id, page, maxPx <= PREVIEW_SIZES.thumb ? 'thumb' : 'page'), maxPx),
    cleanedPicture: (path, steps) => images.preview(path, 0, MAX_SIDE_PX, 'image/jpeg', steps),
    cleanedThumb: async (path, steps) =>
      asPng(await images.preview(path, 0, THUMBNAIL_PX, 'image/webp', steps), THUMBNAIL_PX),
    batch: (id) => store.batch(id),
    readsPortion: (id) => queue.readsPortion(id),
    addRefusals: (...given) => store.addRefusals(...given),
    whenEnded: (id, signal) => queue.whenEnded(id, signal),
    estimateSeconds: (pages) => {
      const seconds = store.secondsPerPage()
      if (seconds === null) return null
      return Math.round((10 * seconds * (store.pagesAhead() + pages)) / parts.pagesInFlight()) / 10
    },
    secondsPerPage: () => store.secondsPerPage(),
    answerOnce: parts.answerOnce,
    unwell: () => databaseTrouble(store) ?? supervisor.trouble,
    queueLength: () => store.unfinished().length,
    registry: () => {
      registry ??= newRegistry(monitor, { jobsByState: () => history.stateCounts() })
      return registry
    },
  }
}

async function countPages(
  pdf: PdfPool,
  path: string,
  { password, maxPages, pages }: Pick<JobOptions, 'password' | 'maxPages' | 'pages'>,
): Promise<number | null> {
  try {
    const document = await pdf.open({ path, password })
    await document.close()
    if (maxPages !== null && document.pages > maxPages) throw tooManyPages(document.pages, maxPages)
    return choosePages(pages, document.pages).length
  } catch (caught) {
    const error = coerceError(caught)
    // The task asks for it.
    if (error.code === 'no_such_page') throw new InkleafError('bad_request', 'input', error.message, { cause: error })
    if (error.code === 'password_needed' || error.code === 'wrong_password') return null
    throw error
  }
}

function databaseTrouble(store: HistoryStore): string | null {
  try {
    store.check()
    return null
  } catch (caught) {
    return coerceError(caught).message
  }
}

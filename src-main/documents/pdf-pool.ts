/**
 * The worker threads that draw PDF pages. Each works on one call at a time, so that a call's time-out counts from when it
 * really begins. A thread that hangs or dies is replaced; while one is slow, another is started for those that wait.
 */
import { Worker } from 'node:worker_threads'
import { type Remote, wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import type { Clock } from '../awake-clock.ts'
import { InkleafError } from '../errors.ts'
import { log, logged } from '../log.ts'
import type { OpenDocument, PageHandle } from './document.ts'
import type { Answer, PdfFile, PdfService } from './pdf-worker.ts'

/** A call that takes so long gets the others that wait another thread. */
const SLOW_MS = 3000
const MAX_EXTRA_THREADS = 2
/** pdf.js keeps something of every document (fonts, mostly) as long as its thread lives. */
const MAX_DOCUMENTS_A_THREAD = 100

type Ask<T> = (remote: Remote<PdfService>) => Promise<Answer<T>>

interface Call {
  ask: Ask<unknown>
  /** What is said where it takes too long. */
  late: () => InkleafError
  opens: boolean
  resolve(value: never): void
  reject(error: unknown): void
}

interface Thread {
  worker: Worker
  remote: Remote<PdfService>
  call: Call | null
  /** What is to be done when its call has ended, or the thread has. */
  finish: () => void
  since: number
  /** Documents that it has opened. */
  opened: number
}

export interface PdfPoolOptions {
  worker: URL
  pdfjsFolder: string
  maxRenderPixels(): number
  threads: number
  /** For so long one call may run, ms. */
  limitMs?: () => number
  clock?: Clock
}

const timers: Clock = {
  after: (ms, ring) => {
    const timer = setTimeout(ring, ms)
    return () => clearTimeout(timer)
  },
}

export class PdfPool {
  readonly #options: Required<PdfPoolOptions>
  readonly #threads: Thread[] = []
  readonly #waiting: Call[] = []
  #slow: NodeJS.Timeout | null = null

  constructor(options: PdfPoolOptions) {
    this.#options = { limitMs: () => 180_000, clock: timers, ...options }
  }

  /** Throws what the file is refused for: `password_needed`, `wrong_password`, `damaged_pdf`, `no_pages`, `open_timeout`. */
  async open(file: PdfFile): Promise<OpenDocument> {
    const { pages } = await this.#call((remote) => remote.open(file), openTimeout, true)
    return {
      pages,
      page: (number) => this.#page(file, number),
      // A thread that is busy gets to it afterwards; nobody waits for that.
      close: async () => {
        for (const { remote } of this.#threads) remote.close(file.path).catch(logged('a document was not closed'))
      },
    }
  }

  #page(file: PdfFile, page: number): PageHandle {
    const { maxRenderPixels } = this.#options
    const call = <T>(ask: Ask<T>) => this.#call(ask, (seconds) => drawTimeout(page, seconds))
    return {
      kind: 'rendered',
      page,
      asPixels: (dpi) => call((remote) => remote.draw(file, page, dpi, maxRenderPixels())),
      asEncoded: async (maxPx, mediaType = 'image/webp') => ({
        form: 'bytes',
        mediaType,
        data: await call((remote) => remote.encode(file, page, maxPx, mediaType)),
      }),
      textLayer: () => call((remote) => remote.textLayer(file, page)),
    }
  }

  /** Ends every thread; what was asked of them fails as something to try again, and the next call starts new ones. */
  async stop(): Promise<void> {
    for (const call of this.#waiting.splice(0)) call.reject(died())
    await Promise.all(this.#threads.splice(0).map((thread) => thread.worker.terminate()))
  }

  /** Threads that there are now. */
  get threads(): number {
    return this.#threads.length
  }

  #call<T>(ask: Ask<T>, late: (seconds: number) => InkleafError, opens = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const seconds = Math.round(this.#options.limitMs() / 1000)
      this.#waiting.push({ ask, late: () => late(seconds), opens, resolve, reject })
      this.#next()
    })
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#threads.find(({ call }) => call === null) ?? this.#another()
      if (!thread) break
      const call = this.#waiting.shift()
      if (call) this.#run(thread, call)
    }
    if (this.#waiting.length > 0 && !this.#slow)
      this.#slow = setTimeout(() => {
        this.#slow = null
        this.#next()
      }, SLOW_MS).unref()
  }

  /** A new thread where there may be one more. */
  #another(): Thread | null {
    const { threads } = this.#options
    if (this.#threads.length < threads) return this.#start()
    const stuck = this.#threads.every(({ since }) => performance.now() - since > SLOW_MS)
    return stuck && this.#threads.length < threads + MAX_EXTRA_THREADS ? this.#start() : null
  }

  /** No `Promise.race` with the thread's end: each would keep its answer, a page's pixels, as long as the thread lives. */
  #run(thread: Thread, call: Call): void {
    thread.call = call
    thread.since = performance.now()
    if (call.opens) thread.opened++
    const callOff = this.#options.clock.after(this.#options.limitMs(), () => {
      log.warn('a page was not drawn in time; its thread is replaced')
      call.reject(call.late())
      this.#end(thread)
    })
    thread.finish = () => {
      thread.finish = () => {}
      callOff()
      thread.call = null
      const tooMany = this.#threads.length > this.#options.threads && this.#waiting.length === 0
      if (tooMany || thread.opened >= MAX_DOCUMENTS_A_THREAD) this.#end(thread)
      this.#next()
    }
    call
      .ask(thread.remote)
      .then((answer) => {
        if (answer.ok) call.resolve(answer.value as never)
        else call.reject(new InkleafError(answer.code, answer.kind, answer.message))
      }, call.reject)
      .finally(() => thread.finish())
  }

  #end(thread: Thread): void {
    this.#forget(thread)
    void thread.worker.terminate()
  }

  #forget(thread: Thread): void {
    const at = this.#threads.indexOf(thread)
    if (at >= 0) this.#threads.splice(at, 1)
  }

  #start(): Thread {
    const { worker: entry, pdfjsFolder } = this.#options
    const worker = new Worker(entry, { workerData: { pdfjsFolder } })
    const remote = wrap<PdfService>(nodeEndpoint(worker))
    const thread: Thread = { worker, remote, call: null, finish: () => {}, since: 0, opened: 0 }
    // Comlink never settles calls to a dead worker.
    const ended = (cause?: unknown) => {
      if (cause !== undefined) log.error({ err: cause }, 'a drawing thread died')
      this.#forget(thread)
      thread.call?.reject(died(cause))
      thread.finish()
    }
    worker.once('error', ended)
    worker.once('exit', () => ended())
    this.#threads.push(thread)
    return thread
  }
}

function died(cause?: unknown): InkleafError {
  return new InkleafError('renderer_died', 'transient', 'Drawing the page failed; it is tried again.', { cause })
}

/** The same again would take as long. */
function drawTimeout(page: number, seconds: number): InkleafError {
  return new InkleafError(
    'draw_timeout',
    'input',
    `Page ${page} could not be drawn within ${seconds} s, so it was skipped. Print it to a new PDF in another program and add that.`,
  )
}

function openTimeout(seconds: number): InkleafError {
  return new InkleafError(
    'open_timeout',
    'input',
    `Opening the file took longer than ${seconds} s. It may be damaged: open it in another program and save it anew.`,
  )
}

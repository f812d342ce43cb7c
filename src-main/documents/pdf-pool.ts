/** The worker threads that draw PDF pages. A thread that dies is replaced, and its calls fail as ones to try again. */
import { Worker } from 'node:worker_threads'
import { type Remote, wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { InkleafError } from '../errors.ts'
import type { OpenDocument, PageHandle } from './document.ts'
import type { Answer, PdfFile, PdfService } from './pdf-worker.ts'

interface Thread {
  worker: Worker
  remote: Remote<PdfService>
  /** Rejects when the thread ends: Comlink never settles calls to a dead worker. */
  death: Promise<never>
  busy: number
}

export interface PdfPoolOptions {
  worker: URL
  pdfjsFolder: string
  maxRenderPixels(): number
  threads: number
}

export class PdfPool {
  readonly #options: PdfPoolOptions
  readonly #threads: Thread[] = []

  constructor(options: PdfPoolOptions) {
    this.#options = options
  }

  /** Throws what the file is refused for: `password_needed`, `wrong_password`, `damaged_pdf`, `no_pages`. */
  async open(file: PdfFile): Promise<OpenDocument> {
    const { pages } = await this.#call((remote) => remote.open(file))
    return {
      pages,
      page: (number) => this.#page(file, number),
      close: async () => {
        await Promise.all(
          this.#threads.map((thread) => Promise.race([thread.remote.close(file.path), thread.death]).catch(() => {})),
        )
      },
    }
  }

  #page(file: PdfFile, page: number): PageHandle {
    const { maxRenderPixels } = this.#options
    return {
      kind: 'rendered',
      page,
      asPixels: (dpi) => this.#call((remote) => remote.draw(file, page, dpi, maxRenderPixels())),
      asEncoded: async (maxPx) => ({
        form: 'bytes',
        mediaType: 'image/webp',
        data: await this.#call((remote) => remote.encode(file, page, maxPx)),
      }),
      textLayer: () => this.#call((remote) => remote.textLayer(file, page)),
    }
  }

  /** Ends every thread, also one that hangs in a page; the next call starts new ones. */
  async stop(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.worker.terminate()))
  }

  async #call<T>(use: (remote: Remote<PdfService>) => Promise<Answer<T>>): Promise<T> {
    const thread = this.#pick()
    thread.busy++
    try {
      const answer = await Promise.race([use(thread.remote), thread.death])
      if (answer.ok) return answer.value
      throw new InkleafError(answer.code, answer.kind, answer.message)
    } finally {
      thread.busy--
    }
  }

  #pick(): Thread {
    const free = this.#threads.find((thread) => thread.busy === 0)
    if (free) return free
    if (this.#threads.length < this.#options.threads) return this.#start()
    return this.#threads.reduce((least, thread) => (thread.busy < least.busy ? thread : least))
  }

  #start(): Thread {
    const { worker: entry, pdfjsFolder } = this.#options
    const worker = new Worker(entry, { workerData: { pdfjsFolder } })
    const { promise: death, reject } = Promise.withResolvers<never>()
    death.catch(() => {})
    const thread: Thread = { worker, remote: wrap<PdfService>(nodeEndpoint(worker)), death, busy: 0 }
    const ended = (cause?: unknown) => {
      const at = this.#threads.indexOf(thread)
      if (at >= 0) this.#threads.splice(at, 1)
      reject(new InkleafError('renderer_died', 'transient', 'Drawing the page failed; it is tried again.', { cause }))
    }
    worker.once('error', ended)
    worker.once('exit', () => ended())
    this.#threads.push(thread)
    return thread
  }
}

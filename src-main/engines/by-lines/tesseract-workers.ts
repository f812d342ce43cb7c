/** Tesseract in WebAssembly (https://github.com/naptha/tesseract.js), a thread each, offline. */
import type { Worker } from 'tesseract.js'
import { InkleafError } from '../../errors.ts'
import { ended } from '../../log.ts'
import type { Crop } from './crops.ts'
import type { ReadLine } from './line-reader.ts'

/** Treats the picture as a single line of text. */
const SINGLE_LINE = '7'

/** Threads for one language; they end when another language is asked for, or when nothing was for a while. */
export class TesseractWorkers {
  readonly #threads: number
  #language: string | null = null
  #workers: Promise<Worker>[] = []
  #idle: Worker[] = []
  #waiting: ((worker: Worker) => void)[] = []
  /** Rejects when the threads end: what was asked of them gets no answer. */
  #over = Promise.withResolvers<never>()

  constructor(threads: number) {
    this.#threads = threads
    this.#over.promise.catch(ended)
  }

  /** `folder` holds LANGUAGE.traineddata. */
  async use(language: string, folder: string): Promise<void> {
    if (this.#language === language) {
      await Promise.all(this.#workers)
      return
    }
    await this.end()
    this.#language = language
    const { createWorker } = await import('tesseract.js')
    this.#workers = Array.from({ length: this.#threads }, async () => {
      // Without `langPath` it would ask a server; with a cache it would write beside the program.
      const options = { langPath: folder, gzip: false, cacheMethod: 'none', errorHandler: () => {} }
      const worker = await createWorker(language, 1, options)
      await worker.setParameters({ tessedit_pageseg_mode: SINGLE_LINE as never })
      return worker
    })
    this.#idle = await Promise.all(this.#workers)
  }

  async readLine({ png, left, width }: Crop): Promise<ReadLine> {
    const over = this.#over.promise
    const worker =
      this.#idle.pop() ?? (await Promise.race([over, new Promise<Worker>((take) => this.#waiting.push(take))]))
    try {
      const asked = worker.recognize(Buffer.from(png), {}, { text: true, blocks: true })
      const { data } = await Promise.race([over, asked])
      const words = (data.blocks ?? []).flatMap(({ paragraphs }) =>
        paragraphs.flatMap(({ lines }) => lines.flatMap((line) => line.words)),
      )
      const along = (x: number) => Math.min(1, Math.max(0, (x - left) / width))
      return {
        text: data.text.replace(/\s+/g, ' ').trim(),
        confidence: Math.min(1, Math.max(0, data.confidence / 100)),
        words: words.map(({ text, bbox, confidence }) => ({
          text: text.trim(),
          from: along(bbox.x0),
          to: along(bbox.x1),
          sure: Math.min(1, Math.max(0, confidence / 100)),
        })),
      }
    } finally {
      // Those of threads that have ended are of no use to the next.
      if (over === this.#over.promise) {
        const next = this.#waiting.shift()
        if (next) next(worker)
        else this.#idle.push(worker)
      }
    }
  }

  async end(): Promise<void> {
    const workers = this.#workers
    this.#workers = []
    this.#idle = []
    this.#waiting = []
    this.#language = null
    this.#over.reject(new InkleafError('engine_gone', 'transient', 'Tesseract was ended.'))
    this.#over = Promise.withResolvers<never>()
    this.#over.promise.catch(ended)
    for (const worker of workers) await worker.then((one) => one.terminate()).catch(() => {})
  }
}

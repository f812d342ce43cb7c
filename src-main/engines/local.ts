/** An engine in a process of the sidecar's. */
import { setTimeout as delay } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'
import type { PageResult } from '../../src-preload/model.ts'
import type { PageHandle } from '../documents/document.ts'
import { logged } from '../log.ts'
import type { PageHeader } from '../sidecar/client.ts'
import type { Supervisor } from '../sidecar/supervisor.ts'
import type { Engine, ReadContext, ReadOptions } from './engine.ts'

export interface LocalEngineOptions {
  id?: string
  supervisor: Supervisor
  capacity: () => number
  maxImagePixels(): number
  /** Shared by engines that share a capacity. */
  turn?: LimitFunction
}

/** How often it is looked whether there is room again, ms. */
const LOOK_MS = 250

export class LocalEngine implements Engine {
  readonly id: string
  readonly #options: LocalEngineOptions
  readonly #turn: LimitFunction

  constructor(options: LocalEngineOptions) {
    this.id = options.id ?? 'local'
    this.#options = options
    this.#turn = options.turn ?? pLimit(1)
  }

  capacity(): number {
    return this.#options.capacity()
  }

  /** In its turn: besides the queue's own pages there are those that other engines read after it. */
  async read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    this.#turn.concurrency = Math.max(1, this.capacity())
    return this.#turn(async () => {
      // Also for those that have it read for them: at no capacity memory is waited for.
      while (this.capacity() === 0) await delay(LOOK_MS, null, { signal: context.signal })
      return this.#read(page, options, context)
    })
  }

  async #read(page: PageHandle, { dpi, scale, ...how }: ReadOptions, context: ReadContext): Promise<PageResult> {
    context.signal.throwIfAborted()
    // The process starts, or wakes, while the page is drawn.
    this.#options.supervisor.client().catch(logged('the engine did not start while a page was drawn'))
    if (page.kind === 'picture') {
      const picture = await page.asEncoded(Number.POSITIVE_INFINITY)
      const source = picture.form === 'file' ? { file: picture.path, frame: picture.frame } : {}
      const reduced = scale === undefined ? {} : { scale }
      const about = { page: page.page, ...how, ...reduced, dpi: null }
      const header = { ...about, ...source, maxPixels: this.#options.maxImagePixels() }
      return this.#post(header, picture.form === 'bytes' ? picture.data : null, context)
    }
    const { data, channels, widthPx, heightPx, renderMs, dpi: drawnDpi } = await page.asPixels(dpi)
    context.signal.throwIfAborted()
    const drawn = { dpi: drawnDpi, widthPx, heightPx, channels }
    const header = { page: page.page, ...how, ...drawn, spentMs: { render: renderMs } }
    const result = await this.#post(header, data, context)
    // A page's pixels are large and the collector is in no hurry: they are given back now.
    data.buffer.transfer(0)
    return drawnDpi < dpi - 1 ? { ...result, warnings: [...result.warnings, loweredDpi(drawnDpi, dpi)] } : result
  }

  async #post(header: PageHeader, body: Uint8Array | null, context: ReadContext): Promise<PageResult> {
    context.onStage?.('send')
    const { supervisor } = this.#options
    const result = await supervisor.ask((client) => client.readPage(header, body, context.signal, context))
    supervisor.succeeded()
    return result
  }

  onDeath(listener: () => void): () => void {
    this.#options.supervisor.on('died', listener)
    return () => this.#options.supervisor.off('died', listener)
  }

  async abandon(): Promise<void> {
    this.#options.supervisor.dismiss()
  }

  async close(): Promise<void> {
    await this.#options.supervisor.stop()
  }
}

function loweredDpi(dpi: number, wanted: number) {
  return {
    code: 'dpi_lowered',
    message: `The page is so large that it was read at ${Math.round(dpi)} DPI instead of ${wanted}.`,
  }
}

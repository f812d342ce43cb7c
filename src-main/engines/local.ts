/** The engine in the sidecar. */
import type { PageResult } from '../../src-preload/model.ts'
import type { PageHandle, TextLayer } from '../documents/document.ts'
import { InkleafError } from '../errors.ts'
import type { DrawnPage, ImageInfo, PageHeader, PagePicture, SidecarClient } from '../sidecar/client.ts'
import type { Supervisor } from '../sidecar/supervisor.ts'
import type { Engine, ReadContext, ReadOptions } from './engine.ts'

export interface LocalEngineOptions {
  supervisor: Supervisor
  capacity: () => number
  maxImagePixels(): number
}

/** Enough to see rulings, pictures and the weight of letters; nothing is recognised on it. */
const STRUCTURE_DPI = 150

/** Null where the page can't be drawn: its text is worth more than its structure. */
async function drawnPage(page: PageHandle): Promise<DrawnPage | null> {
  if (page.kind !== 'rendered') return null
  return page.asPixels(STRUCTURE_DPI).catch(() => null)
}

export class LocalEngine implements Engine {
  readonly id = 'local'
  readonly #options: LocalEngineOptions

  constructor(options: LocalEngineOptions) {
    this.#options = options
  }

  capacity(): number {
    return this.#options.capacity()
  }

  async read(page: PageHandle, { dpi, ...how }: ReadOptions, context: ReadContext): Promise<PageResult> {
    // The process starts, or wakes, while the page is drawn.
    this.#options.supervisor.client().catch(() => {})
    if (page.kind === 'picture') {
      const picture = await page.asEncoded(Number.POSITIVE_INFINITY)
      const source = picture.form === 'file' ? { file: picture.path, frame: picture.frame } : {}
      const header = { page: page.page, ...how, dpi: null, ...source, maxPixels: this.#options.maxImagePixels() }
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
    const result = await this.#ask((client) => client.readPage(header, body, context.signal, context))
    this.#options.supervisor.succeeded()
    return result
  }

  async arrange(page: PageHandle, layer: TextLayer, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    const { widthPt, heightPt, lines } = layer
    const { mode, ignoreRegions } = options
    const drawn = mode === 'markdown' ? await drawnPage(page) : null
    context.signal.throwIfAborted()
    const text = { page: page.page, mode, ignoreRegions, widthPt, heightPt, lines }
    return this.#ask((client) => client.arrangeText(text, drawn, context.signal))
  }

  /** Pictures are decoded in one place, the sidecar; this asks it what a file holds. */
  async inspectImage(path: string): Promise<ImageInfo> {
    return this.#ask((client) => client.inspectImage(path))
  }

  /** A picture's page as WebP. */
  async preview(path: string, frame: number, maxPx: number): Promise<Uint8Array> {
    return this.#ask((client) => client.preview(path, frame, maxPx))
  }

  async picture(path: string, frame: number): Promise<PagePicture> {
    return this.#ask((client) => client.picture(path, frame))
  }

  /** A process that hung up is known to have ended before anyone hears of it, so that nobody asks it again. */
  async #ask<T>(use: (client: SidecarClient) => Promise<T>): Promise<T> {
    const client = await this.#options.supervisor.client()
    try {
      return await use(client)
    } catch (caught) {
      if (caught instanceof InkleafError && caught.code === 'engine_gone')
        await this.#options.supervisor.whenGone(client)
      throw caught
    }
  }

  onDeath(listener: () => void): () => void {
    this.#options.supervisor.on('ended', listener)
    return () => this.#options.supervisor.off('ended', listener)
  }

  async abandon(): Promise<void> {
    this.#options.supervisor.kill()
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

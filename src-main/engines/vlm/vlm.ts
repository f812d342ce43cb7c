/** A vision language model in a process of its own, which is there while it is used and gone some minutes after. */
import pLimit from 'p-limit'
import type { PageResult } from '../../../src-preload/model.ts'
import type { PageHandle } from '../../documents/document.ts'
import type { ImageService } from '../../documents/image-service.ts'
import { pageJpeg } from '../../documents/page-jpeg.ts'
import { openPicture, pixelsOf, READING_PX } from '../../documents/picture-pixels.ts'
import { coerceError, InkleafError } from '../../errors.ts'
import { typed } from '../../packaged.ts'
import type { PageHeader, SidecarClient, SidecarStatus } from '../../sidecar/client.ts'
import type { Supervisor } from '../../sidecar/supervisor.ts'
import type { AskContext, Engine, EngineAnswer, Question, ReadContext, ReadOptions } from '../engine.ts'
import { judged } from '../second-reading/judgement.ts'
import { LOOPED, LoopGuard } from '../second-reading/loop-guard.ts'
import { readText } from '../second-reading/read-text.ts'
import { timesWith } from '../timings.ts'
import { type AskBlock, type BlockReading, readBlocks } from './block-reading.ts'

/** What keeps a model from being loaded, whatever is tried. */
const HOPELESS: ReadonlySet<string> = new Set([
  'model_missing',
  'model_refused',
  'model_too_large',
  'model_damaged',
  'needs_mlx',
])

/** Blocks at work at a time: as many as mlx-vlm takes in at once (`DEFAULT_PREFILL_BATCH_SIZE`). */
const BLOCKS_AT_ONCE = 8
const STATUS_MS = 10_000
const MEMORY_AGAIN_MS = 30_000

type Reading = ReadContext & { first: PageResult }

/** A model on this machine. */
export interface VlmModel {
  name: string
  folder: string
}

export interface VlmOptions {
  id: string
  supervisor: Supervisor
  /** The one that is chosen; null: none. */
  model(): VlmModel | null
  pagesAtOnce(): number
  idleMinutes(): number
  /** Whole pages are shown to those, too, that were made for single blocks. */
  wholePages(): boolean
  images: Pick<ImageService, 'preview'>
  onFastDeath: Engine['onDeath']
}

export class VlmEngine implements Engine {
  readonly id: string
  readonly isSecond = true
  readonly #options: VlmOptions
  /** What the model of a process was made to be shown. */
  readonly #parts = new WeakMap<SidecarClient, SidecarStatus['parts']>()
  readonly #blocks = pLimit(BLOCKS_AT_ONCE)
  #reading = 0
  /** The folder of a model that could not be loaded, why, and until when it is not tried again. */
  #refused: { folder: string; error: InkleafError; until: number } | null = null
  #idle: NodeJS.Timeout | null = null

  constructor(options: VlmOptions) {
    this.id = options.id
    this.#options = options
    // Somebody has put it right, and it loads.
    options.supervisor.on('state', (state) => {
      if (state === 'ready') this.#refused = null
    })
  }

  /** What could not be loaded may be another now. */
  forgive(): void {
    this.#refused = null
  }

  capacity(): number {
    return this.#options.pagesAtOnce()
  }

  reader(): string {
    const { model, wholePages } = this.#options
    return JSON.stringify(['vlm', model()?.name ?? null, ...(wholePages() ? ['whole pages'] : [])])
  }

  checkReady(): void {
    this.#model()
  }

  /** Throws where there is none, or where it could not be loaded. */
  #model(): VlmModel {
    const model = this.#options.model()
    if (!model) throw needsModel()
    if (this.#refused?.folder === model.folder && Date.now() < this.#refused.until) throw this.#refused.error
    return model
  }

  async read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    const { first } = context
    const model = this.#model()
    if (!first)
      throw new InkleafError('unexpected', 'defect', 'A model reads after the fast engine, and nothing was read.')
    const startedAt = performance.now()
    this.#begin()
    try {
      const { read, warnings, isEmpty } = await this.#refusing(model.folder, async () =>
        (await this.#readsBlocks())
          ? this.#byBlocks(page, options, { ...context, first })
          : this.#whole(page, options, { ...context, first }),
      )
      if (isEmpty && first.text.trim() !== '')
        throw new InkleafError('service_empty', 'defect', `${model.name} gave an empty answer.`)
      const { result, beside } = judged(first, read, model.name)
      return {
        ...result,
        engine: this.id,
        model: model.name,
        reading: {
          engine: this.id,
          model: model.name,
          revision: null,
          options: {},
          beside: { engine: first.engine, model: first.model, ...beside },
        },
        warnings: [...result.warnings, ...warnings],
        timingsMs: timesWith(first, 'model', startedAt),
      }
    } finally {
      this.#end()
    }
  }

  async ask(page: PageHandle, { asked, words }: Question, context: AskContext): Promise<EngineAnswer> {
    const { signal, rotation, ignoreRegions, seen, onDelta } = context
    const model = this.#model()
    this.#begin()
    try {
      const { images, supervisor } = this.#options
      const jpeg = await pageJpeg(page, images, { maxPx: READING_PX, rotation, without: ignoreRegions })
      const { data, ...size } = pixelsOf(await openPicture(jpeg))
      const guard = new LoopGuard(seen)
      const hear = (text: string) => {
        onDelta(text)
        guard.hear(text)
      }
      const part = asked === 'table' || asked === 'formula' ? asked : 'page'
      const how = {
        page: page.page,
        mode: asked === 'markdown' ? 'markdown' : 'basic',
        part,
        dpi: null,
        ...size,
      } as const
      const header = asked === 'question' ? { ...how, question: words } : how
      const stop = AbortSignal.any([signal, guard.signal])
      const about = { model: model.name, host: null }
      try {
        const { text, warnings } = await this.#refusing(model.folder, () =>
          supervisor.ask((client) => client.readPage(header, data, stop, { onDelta: hear })),
        )
        return { ...about, text, notices: warnings }
      } catch (caught) {
        if (!guard.looped) throw caught
        return { ...about, text: guard.text, notices: [LOOPED] }
      }
    } finally {
      this.#end()
    }
  }

  /** Whether the model was made for single blocks. The process is there afterwards. */
  async #readsBlocks(): Promise<boolean> {
    const parts = await this.#options.supervisor.ask(async (client) => {
      const known = this.#parts.get(client) ?? (await client.status(STATUS_MS).catch(silent)).parts
      this.#parts.set(client, known)
      return known
    })
    return !this.#options.wholePages() && !parts.includes('page')
  }

  async #byBlocks(page: PageHandle, options: ReadOptions, context: Reading): Promise<BlockReading> {
    const { first, signal, onStage, onDelta } = context
    const { images, supervisor } = this.#options
    const maxPx = Math.round(READING_PX * (options.scale ?? 1))
    const jpeg = await pageJpeg(page, images, { maxPx, rotation: 0, without: options.ignoreRegions })
    const picture = await openPicture(jpeg)
    signal.throwIfAborted()
    const ask: AskBlock = async ({ data, element, ...size }, stop, hear) => {
      // No clean-up: it goes by the page's paper, which a crop of large letters has little of.
      const { mode } = options
      const header = { page: page.page, mode, turn: first.rotation, part: element, dpi: null, ...size }
      const onDelta = hear
      return supervisor.ask((client) =>
        client.readPage(header, data, stop, { onStage: (one) => onStage?.(one), onDelta }),
      )
    }
    const reading = await readBlocks(first, picture, ask, {
      mode: options.mode,
      signal,
      turn: this.#blocks,
      ...(onDelta ? { onDelta } : {}),
    })
    supervisor.succeeded()
    return reading
  }

  async #whole(page: PageHandle, options: ReadOptions, context: Reading): Promise<BlockReading> {
    const { first, signal, onDelta } = context
    const guard = new LoopGuard(first.text)
    const heard = (text: string) => {
      onDelta?.(text)
      guard.hear(text)
    }
    const stop = AbortSignal.any([signal, guard.signal])
    try {
      const { text, warnings } = await this.#post(page, options, { ...context, signal: stop, onDelta: heard })
      return { read: readText(text, options.mode), warnings, isEmpty: text.trim() === '' }
    } catch (caught) {
      if (!guard.looped) throw caught
      return { read: readText(guard.text, options.mode), warnings: [LOOPED], isEmpty: false }
    }
  }

  async #post(
    page: PageHandle,
    { mode, dpi, scale = 1, cleanUp, ignoreRegions }: ReadOptions,
    { first, signal, onStage, onDelta }: Reading,
  ): Promise<PageResult> {
    const { supervisor } = this.#options
    const how = { page: page.page, mode, cleanUp, ignoreRegions, turn: first.rotation }
    const listener = { onStage: (stage: string) => onStage?.(stage), onDelta: (text: string) => onDelta?.(text) }
    const send = async (header: PageHeader, data: Uint8Array | null) => {
      onStage?.('send')
      const result = await supervisor.ask((client) => client.readPage(header, data, signal, listener))
      supervisor.succeeded()
      return result
    }
    if (page.kind === 'picture') {
      const picture = await page.asEncoded(Number.POSITIVE_INFINITY)
      const source = picture.form === 'file' ? { file: picture.path, frame: picture.frame } : {}
      return send({ ...how, dpi: null, scale, ...source }, null)
    }
    const { data, channels, widthPx, heightPx, dpi: drawnDpi } = await page.asPixels(dpi)
    signal.throwIfAborted()
    const result = await send({ ...how, dpi: drawnDpi, widthPx, heightPx, channels }, data)
    data.buffer.transfer(0)
    return result
  }

  /** A model that can't be loaded is not tried again for each page. */
  async #refusing<T>(folder: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (caught) {
      const error = coerceError(caught)
      if (!HOPELESS.has(error.code)) throw caught
      const refusal = new InkleafError(error.code, 'input', error.message, { cause: caught })
      // What others hold of the memory now may be free soon.
      const until = error.code === 'model_too_large' ? Date.now() + MEMORY_AGAIN_MS : Number.POSITIVE_INFINITY
      this.#refused = { folder, error: refusal, until }
      throw refusal
    }
  }

  #begin(): void {
    this.#reading++
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
  }

  #end(): void {
    if (--this.#reading > 0) return
    const { supervisor, idleMinutes } = this.#options
    this.#idle = setTimeout(() => void supervisor.sleep(), idleMinutes() * 60_000).unref()
  }

  onDeath(listener: () => void): () => void {
    const { supervisor, onFastDeath } = this.#options
    supervisor.on('died', listener)
    const forget = onFastDeath(listener)
    return () => {
      supervisor.off('died', listener)
      forget()
    }
  }

  async abandon(): Promise<void> {
    this.#options.supervisor.dismiss()
  }

  async close(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle)
    await this.#options.supervisor.stop()
  }
}

/** A process that is too busy to say what it is costs no page anything. */
function silent(cause: unknown): never {
  if (cause instanceof InkleafError) throw cause
  const message = 'The vision model does not answer yet.'
  throw new InkleafError('engine_busy', 'transient', message, { cause, scope: 'engine', retryAfterMs: 2000 })
}

function needsModel(): InkleafError {
  return new InkleafError(
    'needs_model',
    'input',
    `There is no vision model yet: \`${typed('models', 'list')}\` shows those that can be had, and \`get NAME\` gets one.`,
  )
}

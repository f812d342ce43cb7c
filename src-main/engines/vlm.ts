/** A vision language model in a process of its own, which is there while it is used and gone some minutes after. */
import type { PageResult } from '../../src-preload/model.ts'
import type { PageHandle } from '../documents/document.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { logged } from '../log.ts'
import type { Supervisor } from '../sidecar/supervisor.ts'
import type { Engine, ReadContext, ReadOptions } from './engine.ts'
import { judged } from './second-reading/judgement.ts'
import { LOOPED, LoopGuard } from './second-reading/loop-guard.ts'
import { readText } from './second-reading/read-text.ts'
import { timesWith } from './timings.ts'

/** What keeps a model from being loaded, whatever is tried. */
const HOPELESS: ReadonlySet<string> = new Set([
  'model_missing',
  'model_refused',
  'model_too_large',
  'model_damaged',
  'needs_mlx',
])

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
  onFastDeath: Engine['onDeath']
}

export class VlmEngine implements Engine {
  readonly id: string
  readonly isSecond = true
  readonly #options: VlmOptions
  #reading = 0
  /** The folder of a model that could not be loaded, and why. */
  #refused: { folder: string; error: InkleafError } | null = null
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
    return JSON.stringify(['vlm', this.#options.model()?.name ?? null])
  }

  checkReady(): void {
    this.#model()
  }

  /** Throws where there is none, or where it could not be loaded. */
  #model(): VlmModel {
    const model = this.#options.model()
    if (!model) throw needsModel()
    if (this.#refused?.folder === model.folder) throw this.#refused.error
    return model
  }

  async read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    const { first, signal } = context
    const model = this.#model()
    if (!first)
      throw new InkleafError('unexpected', 'defect', 'A model reads after the fast engine, and nothing was read.')
    const startedAt = performance.now()
    this.#begin()
    try {
      const guard = new LoopGuard(first.text)
      const read = await this.#post(
        page,
        options,
        { ...context, signal: AbortSignal.any([signal, guard.signal]) },
        guard,
        model.folder,
      )
      const text = read?.text ?? guard.text
      if (text.trim() === '' && first.text.trim() !== '')
        throw new InkleafError('service_empty', 'defect', `${model.name} gave an empty answer.`)
      const { result, beside } = judged(first, readText(text, options.mode), model.name)
      const notices = [...(read?.warnings ?? []), ...(guard.looped ? [LOOPED] : [])]
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
        warnings: [...result.warnings, ...notices],
        timingsMs: timesWith(first, 'model', startedAt),
      }
    } finally {
      this.#end()
    }
  }

  /** Null where the text went round in circles: what there is of it, the guard has. */
  async #post(
    page: PageHandle,
    { mode, dpi, scale = 1, cleanUp, ignoreRegions }: ReadOptions,
    { first, signal, onStage, onDelta }: ReadContext,
    guard: LoopGuard,
    folder: string,
  ): Promise<PageResult | null> {
    const { supervisor } = this.#options
    // The process starts, or wakes, while the page is drawn.
    supervisor.client().catch(logged('the model did not start while a page was drawn'))
    const how = { page: page.page, mode, cleanUp, ignoreRegions, turn: first?.rotation ?? 0 }
    const listener = {
      onStage: (stage: string) => onStage?.(stage),
      onDelta: (text: string) => {
        onDelta?.(text)
        guard.hear(text)
      },
    }
    try {
      if (page.kind === 'picture') {
        const picture = await page.asEncoded(Number.POSITIVE_INFINITY)
        const source = picture.form === 'file' ? { file: picture.path, frame: picture.frame } : {}
        const header = { ...how, dpi: null, scale, ...source }
        onStage?.('send')
        const result = await supervisor.ask((client) => client.readPage(header, null, signal, listener))
        supervisor.succeeded()
        return result
      }
      const { data, channels, widthPx, heightPx, dpi: drawnDpi } = await page.asPixels(dpi)
      signal.throwIfAborted()
      onStage?.('send')
      const header = { ...how, dpi: drawnDpi, widthPx, heightPx, channels }
      const result = await supervisor.ask((client) => client.readPage(header, data, signal, listener))
      data.buffer.transfer(0)
      supervisor.succeeded()
      return result
    } catch (caught) {
      if (guard.looped) return null
      const error = coerceError(caught)
      if (!HOPELESS.has(error.code)) throw caught
      // A model that can't be loaded is not tried again for each page.
      this.#refused = { folder, error: new InkleafError(error.code, 'input', error.message, { cause: caught }) }
      throw this.#refused.error
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

function needsModel(): InkleafError {
  return new InkleafError(
    'needs_model',
    'input',
    'There is no vision model yet: `npm run models -- list` shows those that can be had, and `get NAME` gets one.',
  )
}

/** Pages read by workers on other machines: the local engine's contract, with a gateway process that hands pages on. */
import type { PageResult } from '../../../src-preload/model.ts'
import type { PageHandle } from '../../documents/document.ts'
import { InkleafError } from '../../errors.ts'
import type { ClusterStatus } from '../../sidecar/client.ts'
import type { Supervisor } from '../../sidecar/supervisor.ts'
import type { Engine, ReadContext, ReadOptions } from '../engine.ts'
import { LocalEngine } from '../local.ts'

/** How often it is looked for workers that came, ms. */
const LOOK_MS = 1000
/** Before a page is offered again to a cluster that can't read now, ms. */
const AGAIN_MS = 2000

export interface ClusterOptions {
  id: string
  /** Of the gateway. */
  supervisor: Supervisor
  /** Whether a Redis is named. */
  isSetUp(): boolean
  /** Whether this machine reads pages while nobody else can. */
  readsHere(): boolean
  /** What reads them then. */
  fast: Engine
  maxImagePixels(): number
}

export class ClusterEngine implements Engine {
  readonly id: string
  readonly readsElsewhere = true
  readonly #options: ClusterOptions
  readonly #gateway: LocalEngine
  /** Pages that this machine reads meanwhile. */
  #readingHere = 0

  constructor(options: ClusterOptions) {
    this.id = options.id
    this.#options = options
    const { id, supervisor, maxImagePixels } = options
    this.#gateway = new LocalEngine({ id, supervisor, capacity: () => this.capacity(), maxImagePixels })
  }

  /** As many as the workers that are there take, less those of others who wait for them. One where nothing is known: with it the gateway starts. */
  capacity(): number {
    const { readsHere, fast } = this.#options
    const status = this.status
    if (status?.trouble && readsHere()) return fast.capacity()
    return Math.max(1, (status?.capacity ?? 1) - (status?.queued ?? 0))
  }

  moreCapacityInMs(): number {
    return LOOK_MS
  }

  checkReady(): void {
    if (!this.#options.isSetUp()) throw needsRedis()
  }

  /** What the gateway says; null: it does not run. */
  get status(): ClusterStatus | null {
    const { supervisor } = this.#options
    return supervisor.state === 'ready' ? (supervisor.lastStatus?.cluster ?? null) : null
  }

  async read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    this.checkReady()
    try {
      // Known already: the page isn't drawn for nothing.
      const { trouble } = this.status ?? {}
      if (trouble) throw waits(trouble)
      return await this.#gateway.read(page, options, { ...context, onStage: whenStarted(context) })
    } catch (caught) {
      if (context.signal.aborted || !(caught instanceof InkleafError) || caught.scope !== 'engine') throw caught
      if (!this.#options.readsHere()) throw caught.retryAfterMs ? caught : waits(caught)
      const { fast } = this.#options
      this.#readingHere++
      const result = await fast.read(page, options, context).finally(() => {
        this.#readingHere--
      })
      return { ...result, reading: { engine: fast.id, model: result.model, revision: null, options: {} } }
    }
  }

  /** The gateway's (it opens pictures to send them), and while pages are read here that of what reads them. */
  onDeath(listener: () => void): () => void {
    const stops = [
      this.#gateway.onDeath(listener),
      this.#options.fast.onDeath(() => {
        if (this.#readingHere > 0) listener()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  /** Hanging up tells a worker; one that goes on is ended there. */
  async abandon(): Promise<void> {
    if (this.#readingHere > 0) await this.#options.fast.abandon()
  }

  async close(): Promise<void> {
    await this.#gateway.close()
  }
}

/** A page's time begins when a worker has it, not when it waits for one. */
function whenStarted({ onStage }: ReadContext): (stage: string) => void {
  return (stage) => {
    if (stage !== 'send') onStage?.(stage)
  }
}

function waits({ code, message }: { code: string; message: string }): InkleafError {
  return new InkleafError(code, 'transient', message, { scope: 'engine', retryAfterMs: AGAIN_MS })
}

function needsRedis(): InkleafError {
  return new InkleafError(
    'needs_redis',
    'input',
    'No Redis is named for the cluster. Name it in Settings > Engines, or in INKLEAF_REDIS (docs/CLUSTER.md).',
  )
}

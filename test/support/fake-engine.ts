/** Engines that fail: crash, hang, lie, answer twice. Only for failures; everything else is tested on the real one. */
import { setTimeout as delay } from 'node:timers/promises'
import type { PageHandle } from '../../src-main/documents/document.ts'
import type { TextService } from '../../src-main/documents/text-service.ts'
import type { Engine, ReadContext, ReadOptions } from '../../src-main/engines/engine.ts'
import { InkleafError } from '../../src-main/errors.ts'
import type { PageResult } from '../../src-preload/model.ts'
import { resultFor } from './result.ts'

export interface Attempt {
  page: number
  /** From 1, of this page. */
  attempt: number
  dpi: number
  /** Pages at work when it began, with this one. */
  beside: number
}

type Behaviour = (attempt: Attempt, context: ReadContext, engine: FakeEngine) => Promise<PageResult> | PageResult

export class FakeEngine implements Engine {
  readonly id = 'local'
  readonly attempts: Attempt[] = []
  readonly #behave: Behaviour
  readonly #listeners = new Set<() => void>()
  readonly #running = new Set<(error: InkleafError) => void>()
  abandoned = 0
  room = 3

  constructor(behave: Behaviour) {
    this.#behave = behave
  }

  capacity(): number {
    return this.room
  }

  async read(page: PageHandle, { dpi }: ReadOptions, context: ReadContext): Promise<PageResult> {
    const attempt = this.attempts.filter((a) => a.page === page.page).length + 1
    const { promise, reject } = Promise.withResolvers<never>()
    promise.catch(() => {})
    this.#running.add(reject)
    const made = { page: page.page, attempt, dpi, beside: this.#running.size }
    this.attempts.push(made)
    try {
      context.onStage?.('detect')
      return await Promise.race([this.#behave(made, context, this), promise])
    } finally {
      this.#running.delete(reject)
    }
  }

  /** Ends by itself as a process does: everything in flight is lost. */
  die(): void {
    for (const listener of this.#listeners) listener()
    this.end()
  }

  /** Ends since somebody wished it, as at a restart. */
  end(): void {
    for (const reject of this.#running)
      reject(new InkleafError('engine_gone', 'transient', 'It ended.', { scope: 'engine' }))
  }

  onDeath(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async abandon(): Promise<void> {
    this.abandoned++
    this.end()
  }

  async close(): Promise<void> {}
}

/** Puts any text layer in order at once. */
export const fakeText: TextService = {
  compare: async (_page, _layer, lines) => lines.map(() => 1),
  arrange: async (page) => resultFor(page.page),
}

export async function readsWell({ page }: Attempt): Promise<PageResult> {
  await delay(5)
  return resultFor(page)
}

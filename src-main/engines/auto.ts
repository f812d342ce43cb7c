/** Reads as the fast engine does, and pages in a script that its nets lack with one that has it. */
import type { PageResult } from '../../src-preload/model.ts'
import type { PageHandle } from '../documents/document.ts'
import { InkleafError } from '../errors.ts'
import { type ByLinesEngine, SCRIPT_NOTICE } from './by-lines/by-lines.ts'
import type { Engine, ReadContext, ReadOptions } from './engine.ts'

export class AutoEngine implements Engine {
  readonly id: string
  readonly isSecond = true
  readonly #fast: Engine
  readonly #others: ByLinesEngine

  constructor(id: string, fast: Engine, others: ByLinesEngine) {
    this.id = id
    this.#fast = fast
    this.#others = others
  }

  capacity(): number {
    return this.#fast.capacity()
  }

  reader(): string {
    return this.#others.reader()
  }

  async read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    const { first } = context
    if (!first) throw new InkleafError('unexpected', 'defect', 'Nothing was read before.')
    const isForeign = first.warnings.some(({ code }) => code === SCRIPT_NOTICE)
    if (isForeign && this.#others.languages().length > 0) return this.#others.read(page, options, context)
    return { ...first, reading: { engine: this.#fast.id, model: first.model, revision: null, options: {} } }
  }

  onDeath(listener: () => void): () => void {
    return this.#fast.onDeath(listener)
  }

  async abandon(): Promise<void> {
    await this.#others.abandon()
  }

  async close(): Promise<void> {
    await this.#others.close()
  }
}

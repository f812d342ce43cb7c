/** One page at a time has the readers, whichever engine it is of: two could want different languages. */
import pLimit from 'p-limit'
import type { LineReader } from './line-reader.ts'

const IDLE_MS = 120_000

export class ReadersTurn {
  readonly #readers: readonly LineReader[]
  readonly #limit = pLimit(1)
  #idle: NodeJS.Timeout | null = null
  /** Whose page has them now. */
  #owner: object | null = null

  constructor(readers: readonly LineReader[]) {
    this.#readers = readers
  }

  take<T>(owner: object, work: () => Promise<T>): Promise<T> {
    return this.#limit(async () => {
      if (this.#idle) clearTimeout(this.#idle)
      this.#owner = owner
      try {
        return await work()
      } finally {
        this.#owner = null
        this.#idle = setTimeout(() => void this.#rest(), IDLE_MS).unref()
      }
    })
  }

  /** A page of the owner's hangs: what others read is let be. */
  async abandon(owner: object): Promise<void> {
    if (this.#owner === owner) await this.#rest()
  }

  async close(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle)
    await this.#rest()
  }

  async #rest(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.rest()))
  }
}

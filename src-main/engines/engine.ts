/** What the queue knows of an engine: a lane with a capacity, that reads pages. */
import type { PageResult } from '../../src-preload/model.ts'
import type { PageHandle } from '../documents/document.ts'
import type { ReadContext, ReadOptions } from '../documents/reading.ts'

export type { ReadContext, ReadOptions } from '../documents/reading.ts'

export interface Engine {
  readonly id: string
  /** Pages that it takes at a time; may change at run time. */
  capacity(): number
  /**
   * Throws an InkleafError. Scope `engine` says that the engine is down, busy (with `retryAfterMs`) or loading, and
   * costs the page nothing.
   */
  read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult>
  /** Called with a listener for the engine's end by itself; not for one that was asked for. Returns how to stop listening. */
  onDeath(listener: () => void): () => void
  /** A page did not end when it was told to: make sure that it does. */
  abandon(): Promise<void>
  close(): Promise<void>
}

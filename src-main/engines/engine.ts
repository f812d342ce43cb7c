/** What the queue knows of an engine: a lane with a capacity, that reads pages. */
import type { JobOptions, PageResult } from '../../src-preload/model.ts'
import type { PageHandle, TextLayer } from '../documents/document.ts'

export interface ReadOptions {
  mode: 'basic' | 'markdown'
  dpi: number
  cleanUp: JobOptions['cleanUp']
  ignoreRegions: JobOptions['ignoreRegions']
}

export interface ReadContext {
  signal: AbortSignal
  onStage?(stage: string): void
  /** Text as it is recognised, in reading order; never stored. */
  onDelta?(text: string): void
}

export interface Engine {
  readonly id: string
  /** Pages that it takes at a time; may change at run time. */
  capacity(): number
  /**
   * Throws an InkleafError. Scope `engine` says that the engine is down, busy (with `retryAfterMs`) or loading, and
   * costs the page nothing.
   */
  read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult>
  /** A result from lines whose text is known. */
  arrange(page: PageHandle, layer: TextLayer, options: ReadOptions, context: ReadContext): Promise<PageResult>
  /** Called with a listener for the engine's sudden end. Returns how to stop listening. */
  onDeath(listener: () => void): () => void
  /** A page did not end when it was told to: make sure that it does. */
  abandon(): Promise<void>
  close(): Promise<void>
}

/** How a page is to be read, and what whoever reads it is told meanwhile. */
import type { JobOptions } from '../../src-preload/model.ts'

export interface ReadOptions {
  mode: JobOptions['mode']
  accuracy: JobOptions['accuracy']
  dpi: number
  cleanUp: JobOptions['cleanUp']
  ignoreRegions: JobOptions['ignoreRegions']
}

export interface ReadContext {
  signal: AbortSignal
  /** The page has been handed over: from now on it costs the reader's time. Told again for each stage. */
  onStage?(stage: string): void
  /** Text as it is recognised, in reading order; never stored. */
  onDelta?(text: string): void
}

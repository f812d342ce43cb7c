/** How a page is to be read, and what whoever reads it is told meanwhile. */
import type { JobOptions, PageResult } from '../../src-preload/model.ts'

export interface ReadOptions {
  mode: JobOptions['mode']
  accuracy: JobOptions['accuracy']
  dpi: number
  /** Below 1 where an earlier attempt was too large: the part of the usual resolution that is left. */
  scale?: number
  cleanUp: JobOptions['cleanUp']
  ignoreRegions: JobOptions['ignoreRegions']
}

export interface ReadContext {
  signal: AbortSignal
  jobId?: string
  /** What the fast engine has read, for an engine that reads after it. */
  first?: PageResult
  /** The page has been handed over: from now on it costs the reader's time. Told again for each stage. */
  onStage?(stage: string): void
  /** Text as it is recognised, in reading order; never stored. */
  onDelta?(text: string): void
}

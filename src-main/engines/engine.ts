/** What the queue knows of an engine: a lane with a capacity, that reads pages. */
import type { Notice, PageAnswer, PageResult } from '../../src-preload/model.ts'
import type { PageHandle } from '../documents/document.ts'
import type { ReadContext, ReadOptions } from '../documents/reading.ts'

export type { ReadContext, ReadOptions } from '../documents/reading.ts'

export interface Question {
  asked: PageAnswer['asked']
  /** Empty unless it is a question. */
  words: string
}

export interface AskContext {
  signal: AbortSignal
  jobId: string
  /** Degrees clockwise by which the page is turned, so that its text stands upright. */
  rotation: PageResult['rotation']
  /** What the user has masked is not there. */
  ignoreRegions: ReadOptions['ignoreRegions']
  /** What was read of the page, which may come in an answer as often as it is there. */
  seen: string
  onDelta(text: string): void
}

export interface EngineAnswer {
  text: string
  model: string
  host: string | null
  notices: Notice[]
}

export interface Engine {
  readonly id: string
  /**
   * It has no eye for places: the fast engine reads each page before it, and `context.first` is that reading. Where it fails
   * for good, the page keeps it.
   */
  readonly isSecond?: boolean
  /** Its pages cost this machine no processor: their clock runs in full however busy that is. */
  readonly readsElsewhere?: boolean
  /** Pages that it takes at a time; may change at run time. */
  capacity(): number
  /** After how many ms `capacity()` grows by itself; null: it doesn't. */
  moreCapacityInMs?(): number | null
  /** The model and how it is asked: another one makes another reading. Absent: there is just one. */
  reader?(): string
  /** Throws why it can't be chosen for work now. */
  checkReady?(): void
  /**
   * Throws an InkleafError. Scope `engine` says that the engine is down, busy (with `retryAfterMs`) or loading, and
   * costs the page nothing.
   */
  read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult>
  /** Answers about a page; absent where it only reads. Throws as `read` does. */
  ask?(page: PageHandle, question: Question, context: AskContext): Promise<EngineAnswer>
  /** A page keeps its fast reading, since this engine failed for good with the error of this code. */
  gaveUp?(code: string): void
  /** Called with a listener for the engine's end by itself; not for one that was asked for. Returns how to stop listening. */
  onDeath(listener: () => void): () => void
  /** A page did not end when it was told to: make sure that it does. */
  abandon(): Promise<void>
  close(): Promise<void>
}

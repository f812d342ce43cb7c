/**
 * Who works on what: a lane for each engine, the files that wait to be opened, and the time that jobs may take. Pages are
 * scheduled, not files: by priority, then the first page of each file, then the rest in windows of ten pages a job, so
 * that a long book lets a short letter pass.
 */
import type { PageResult } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import type { AwakeClock, Clock } from '../awake-clock.ts'
import type { TextService } from '../documents/text-service.ts'
import type { Engine } from '../engines/engine.ts'
import { InkleafError } from '../errors.ts'
import type { Claim, HistoryStore, Outcome } from '../history/store.ts'
import { JobTimers } from './job-timers.ts'
import { Lane } from './lane.ts'
import type { OpenDocuments } from './open-documents.ts'
import { Opening } from './opening.ts'

export interface SchedulerOptions {
  store: HistoryStore
  engines: readonly Engine[]
  /** One of them: what reads pages before those that have no eye for places. */
  fast: Engine
  text: TextService
  documents: OpenDocuments
  settings: Settings
  clock: AwakeClock
  closing: AbortSignal
  peakBytes(): number
  /** See `Readers`. */
  scale(): number
  /** What the time of pages that are read on this machine is measured by. */
  pageClock: Clock
  /** Something about the job is another now. */
  onChanged(taskId: string): void
  onDelta(claim: Claim, sequence: number, text: string): void
  onFirst(claim: Claim, first: PageResult): void
  onEnded(claim: Claim, outcome: Outcome): void
  onTrouble(what: string, error: InkleafError): void
  /** The file can't be read at all, or not without a password. `opened`: it could be, at first. */
  onUnreadable(taskId: string, error: InkleafError, opened: boolean): void
}

export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #lanes: Map<string, { engine: Engine; lane: Lane }>
  readonly timers: JobTimers
  readonly opening: Opening

  constructor(options: SchedulerOptions) {
    this.#options = options
    const { store, documents, settings, clock, closing, onTrouble, onUnreadable } = options
    this.timers = new JobTimers(
      clock,
      () => settings.timeouts.jobMs,
      (taskId, limitMs) => onUnreadable(taskId, jobTimeout(limitMs), true),
    )
    this.#lanes = new Map(options.engines.map((engine) => [engine.id, { engine, lane: this.#newLane(engine) }]))
    this.opening = new Opening({
      store,
      settings,
      documents,
      clock,
      closing,
      onOpened: (taskId) => {
        options.onChanged(taskId)
        this.#fill()
      },
      onUnreadable: (taskId, error) => onUnreadable(taskId, error, false),
      onTrouble,
    })
  }

  #newLane(engine: Engine): Lane {
    const { store, fast, text, documents, settings, clock, pageClock, peakBytes, scale } = this.#options
    const { onChanged, onDelta, onFirst, onEnded, onTrouble, onUnreadable } = this.#options
    return new Lane({
      engine,
      fast,
      text,
      store,
      settings,
      documents,
      clock,
      pageClock,
      onStarted: ({ taskId }) => {
        this.timers.run(taskId)
        onChanged(taskId)
      },
      onDelta,
      onFirst,
      onEnded,
      onTrouble: (error) => onTrouble(engine.id, error),
      onUnreadable: (taskId, error) => onUnreadable(taskId, error, true),
      peakBytes,
      scale,
    })
  }

  get engines(): readonly Engine[] {
    return [...this.#lanes.values()].map(({ engine }) => engine)
  }

  /** Engines that came get a lane, those that went lose theirs; pages that were at work there wait. */
  async setEngines(engines: readonly Engine[]): Promise<void> {
    const gone = [...this.#lanes.values()].filter(({ engine }) => !engines.includes(engine))
    for (const { engine } of gone) this.#lanes.delete(engine.id)
    for (const engine of engines)
      if (!this.#lanes.has(engine.id)) this.#lanes.set(engine.id, { engine, lane: this.#newLane(engine) })
    await Promise.all(gone.map(({ lane }) => lane.close()))
    this.work()
  }

  /** Looks for work that can be done now. */
  work(): void {
    if (this.#options.closing.aborted) return
    this.opening.work()
    this.#fill()
  }

  #fill(): void {
    for (const { lane } of this.#lanes.values()) lane.fill()
  }

  /** Pages at work, whoever reads them. */
  get atWork(): number {
    return [...this.#lanes.values()].reduce((sum, { lane }) => sum + lane.atWork, 0)
  }

  firsts(taskId: string): PageResult[] {
    return [...this.#lanes.values()].flatMap(({ lane }) => lane.firsts(taskId))
  }

  /** Stops the job's pages; their answers no longer count. */
  abort(taskId: string): void {
    for (const { lane } of this.#lanes.values()) lane.abort(taskId)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map(({ lane }) => lane.close()))
    await this.opening.idle()
  }
}

function jobTimeout(limitMs: number): InkleafError {
  return new InkleafError(
    'job_timeout',
    'transient',
    `The file took longer than ${Math.round(limitMs / 1000)} s (Settings > Advanced > Time limit per file).`,
  )
}

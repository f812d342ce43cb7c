/**
 * One engine's share of the work: takes pages while there is room, watches over each try, hands on how it ended.
 *
 * After the engine has died, the pages that were in flight are suspects and run one at a time, so that the one that
 * kills it is found and no other is blamed.
 */
import { totalmem } from 'node:os'
import type { Settings } from '../../src-preload/settings.ts'
import type { Engine } from '../engines/engine.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { Claim, HistoryStore, Outcome } from '../history/store.ts'
import { orAborted } from './aborted.ts'
import type { AwakeClock } from './awake-clock.ts'
import type { OpenDocuments } from './open-documents.ts'
import { runPage, type Stage } from './page-run.ts'
import { verdict } from './verdict.ts'

/** The lease outlasts the time-out by this. */
const LEASE_GRACE_MS = 30_000
/** How long the lane waits after an engine-wide error that names no time. */
const PAUSE_MS = 1000
/** An end by SIGKILL with this part of the machine's memory in use is the system's doing. */
const MUCH_MEMORY = 0.5

export interface LaneOptions {
  engine: Engine
  store: HistoryStore
  documents: OpenDocuments
  settings: Settings
  clock: AwakeClock
  /** Jobs that may run; null: all. */
  only: () => readonly string[] | null
  onStarted(claim: Claim): void
  onDelta(claim: Claim, sequence: number, text: string): void
  onEnded(claim: Claim, outcome: Outcome): void
  onTrouble(error: InkleafError): void
  /** The file itself can't be read (any more), or needs a password. */
  onUnreadable(taskId: string, error: InkleafError): void
  /** What the engine's process is known to have used at most, bytes. */
  peakBytes(): number
}

interface Run {
  claim: Claim
  abort: AbortController
  stage: Stage
  /** No other page was at work at any time of this try. */
  alone: boolean
  done: Promise<void>
}

export class Lane {
  readonly #options: LaneOptions
  readonly #runs = new Map<string, Run>()
  readonly #forget: () => void
  #pausedUntil = 0
  #wake: NodeJS.Timeout | null = null
  #closed = false
  /** Counts the engine's deaths, so that a run can tell whether one fell in its time. */
  #deaths = 0

  constructor(options: LaneOptions) {
    this.#options = options
    this.#forget = options.engine.onDeath(() => {
      this.#deaths++
    })
  }

  get inFlight(): number {
    return this.#runs.size
  }

  /** Starts what can be started now, and comes back by itself when something waits for its time. */
  fill(): void {
    if (this.#closed) return
    if (this.#wake) clearTimeout(this.#wake)
    this.#wake = null
    const now = Date.now()
    if (now < this.#pausedUntil) {
      this.#wakeAt(this.#pausedUntil)
      return
    }
    try {
      while (this.#startNext());
      const next = this.#options.store.nextWake(this.#options.engine.id)
      if (next !== null && this.#runs.size < this.#options.engine.capacity()) this.#wakeAt(next)
    } catch (caught) {
      this.#stopFor(coerceError(caught))
    }
  }

  /** Stops the job's pages; their answers no longer count. */
  abort(taskId: string): void {
    for (const run of this.#runs.values()) if (run.claim.taskId === taskId) run.abort.abort(stopped())
  }

  /** Stops everything; pages at work wait again. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#wake) clearTimeout(this.#wake)
    this.#forget()
    const runs = [...this.#runs.values()]
    for (const run of runs) run.abort.abort(stopped())
    await Promise.all(runs.map((run) => run.done))
  }

  #wakeAt(time: number): void {
    this.#wake = setTimeout(() => this.fill(), Math.max(10, time - Date.now()))
  }

  #startNext(): boolean {
    const { store, engine, only, settings, onStarted } = this.#options
    const suspects = store.hasSuspects(engine.id, only())
    const alone = suspects || [...this.#runs.values()].some((run) => run.claim.suspect)
    if (this.#runs.size >= (alone ? 1 : engine.capacity())) return false
    const claim = store.claim(engine.id, settings.timeouts.pageMs + LEASE_GRACE_MS, suspects, only())
    if (!claim) return false
    const run: Run = {
      claim,
      abort: new AbortController(),
      stage: 'draw',
      alone: this.#runs.size === 0,
      done: Promise.resolve(),
    }
    for (const other of this.#runs.values()) other.alone = false
    this.#runs.set(key(claim), run)
    onStarted(claim)
    run.done = this.#run(run).finally(() => {
      this.#runs.delete(key(claim))
      this.fill()
    })
    return true
  }

  async #run(run: Run): Promise<void> {
    const { claim } = run
    const { store, onEnded } = this.#options
    const outcome = await this.#try(run)
    try {
      // A job that was cancelled, or another try, has the page: this answer is too late.
      if (store.end(claim, outcome)) onEnded(claim, outcome)
    } catch (caught) {
      this.#stopFor(coerceError(caught))
    }
  }

  async #try(run: Run): Promise<Outcome> {
    const { claim, abort } = run
    const { store, documents, engine, settings, clock, onDelta, onUnreadable } = this.#options
    const deathsBefore = this.#deaths
    const cancelTimer = clock.after(settings.timeouts.pageMs, () => this.#timeOut(run))
    let sequence = 0
    let dpi = claim.lowerDpi ?? 0
    try {
      const source = store.source(claim.taskId)
      if (!source) return { type: 'released' }
      dpi ||= source.options.dpi
      const opening = documents.get(source).catch((caught: unknown) => {
        const error = coerceError(caught)
        if (error.scope !== 'engine' && error.kind === 'input') onUnreadable(claim.taskId, error)
        throw error
      })
      const document = await orAborted(opening, abort.signal)
      const work = runPage(document, claim, source.options, engine, {
        signal: abort.signal,
        onEnter: (stage) => {
          run.stage = stage
        },
        onDelta: (text) => onDelta(claim, sequence++, text),
      })
      return { type: 'completed', result: await orAborted(work, abort.signal) }
    } catch (caught) {
      const reason: unknown = abort.signal.reason
      if (reason instanceof InkleafError && reason.code === 'stopped') return { type: 'released' }
      const error = coerceError(abort.signal.aborted ? reason : caught)
      const engineDied = this.#deaths > deathsBefore
      if (error.scope === 'engine' && !engineDied) this.#pauseFor(error)
      const circumstances = { engineDied, alone: run.alone, outOfMemory: this.#ranOutOfMemory(), dpi }
      return verdict(error, claim, circumstances, settings.retries, Date.now())
    } finally {
      cancelTimer()
    }
  }

  #timeOut(run: Run): void {
    const seconds = Math.round(this.#options.settings.timeouts.pageMs / 1000)
    run.abort.abort(
      new InkleafError(
        'page_timeout',
        'transient',
        `The page took longer than ${seconds} s (setting timeouts.pageMs).`,
      ),
    )
    // What hangs is ended where it hangs; hanging up alone doesn't stop a loop.
    if (run.stage === 'draw') void this.#options.documents.resetDrawing()
    else void this.#options.engine.abandon()
  }

  #ranOutOfMemory(): boolean {
    return this.#options.peakBytes() > MUCH_MEMORY * totalmem()
  }

  #pauseFor(error: InkleafError): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, Date.now() + (error.retryAfterMs ?? PAUSE_MS))
    this.#options.onTrouble(error)
  }

  /** What was read can't be stored, or something is wrong with the lane itself: no page is lost by stopping here. */
  #stopFor(error: InkleafError): void {
    this.#closed = true
    const known = error.code !== 'unexpected'
    this.#options.onTrouble(known ? error : new InkleafError('queue_failed', 'defect', error.message, { cause: error }))
  }
}

function key(claim: Claim): string {
  return `${claim.taskId}/${claim.page}`
}

function stopped(): InkleafError {
  return new InkleafError('stopped', 'transient', 'The work was stopped.')
}

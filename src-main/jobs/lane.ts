/**
 * One engine's share of the work: takes pages while there is room, watches over each attempt, hands on how it ended.
 *
 * After the engine has died, the pages that were in flight are suspects and run one at a time, so that the one that
 * kills it is found and no other is blamed.
 */
import { totalmem } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { JobOptions, PageResult } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import type { Clock } from '../awake-clock.ts'
import type { TextService } from '../documents/text-service.ts'
import type { Engine } from '../engines/engine.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { Claim, HistoryStore, Outcome } from '../history/store.ts'
import { ended, log } from '../log.ts'
import { unlessMoved } from '../packaged.ts'
import { orAborted } from './aborted.ts'
import { FirstReadings } from './first-readings.ts'
import type { OpenDocuments } from './open-documents.ts'
import { readAlone, runPage } from './page-run.ts'
import { outcomeOf } from './retry-policy.ts'
import { told } from './told.ts'

/** An attempt that is not heard of for so long is taken back; those at work here are renewed three times within it. */
const LEASE_MS = 30_000
const RENEW_MS = LEASE_MS / 3
/** How long the lane waits after an engine-wide error that names no time. */
const PAUSE_MS = 1000
/** Before what the database refused is offered to it again; the last one from then on. */
const STORE_AGAIN_MS = [500, 1000, 2000, 5000, 10_000, 30_000]
/** An end by SIGKILL with this part of the machine's memory in use is the system's doing. */
const MUCH_MEMORY = 0.5
/** What the user can put right while the results wait. */
const PASSING: ReadonlySet<string> = new Set(['disk_full', 'read_only'])
const MAX_REFUSALS = 3
/** On a busy machine every page takes long: none is given up before so many times what pages take now. */
const MIN_TIMEOUT_IN_MEDIANS = 10

export interface LaneOptions {
  engine: Engine
  /** What reads pages before an engine that has no eye for places. */
  fast: Engine
  text: TextService
  store: HistoryStore
  documents: OpenDocuments
  settings: Settings
  clock: Clock
  /** For what reads on this machine; see WorkClock. */
  pageClock: Clock
  onStarted(claim: Claim): void
  onDelta(claim: Claim, sequence: number, text: string): void
  /** The fast engine has read a page that this one reads after it. */
  onFirst(claim: Claim, first: PageResult): void
  onEnded(claim: Claim, outcome: Outcome): void
  onTrouble(error: InkleafError): void
  /** The file itself can't be read (any more), or needs a password. */
  onUnreadable(taskId: string, error: InkleafError): void
  /** What the engine's process is known to have used at most, bytes. */
  peakBytes(): number
  /** See `Readers`. */
  scale(): number
}

interface Run {
  claim: Claim
  abort: AbortController
  /** The last that was heard of it; null while it is drawn. */
  stage: string | null
  /** What the fast engine has read. */
  first: PageResult | null
  /** No other page was at work at any time of this attempt. */
  alone: boolean
  done: Promise<void>
}

export class Lane {
  readonly #options: LaneOptions
  readonly #runs = new Map<string, Run>()
  readonly #firsts = new FirstReadings()
  readonly #forget: () => void
  readonly #closing = new AbortController()
  readonly #leases: NodeJS.Timeout
  #pausedUntil = 0
  #soon: NodeJS.Immediate | null = null
  #wake: NodeJS.Timeout | null = null
  /** Counts the engine's deaths, so that a run can tell whether one fell in its time. */
  #deaths = 0
  /** Times in a row that the database refused something. */
  #refusals = 0

  constructor(options: LaneOptions) {
    this.#options = options
    this.#forget = options.engine.onDeath(() => {
      this.#deaths++
    })
    this.#leases = setInterval(() => this.#keepLeases(), RENEW_MS).unref()
  }

  /** Starts what can be started now, and comes back by itself when something waits for its time. */
  fill(): void {
    if (this.#closing.signal.aborted) return
    if (this.#wake) clearTimeout(this.#wake)
    this.#wake = null
    const now = Date.now()
    if (now < this.#pausedUntil) {
      this.#wakeAt(this.#pausedUntil)
      return
    }
    try {
      while (this.#startNext());
      // As of before anything was claimed: what fell due meanwhile was let go by that.
      const { engine, store } = this.#options
      const next = store.nextWake(now)
      const moreMs = engine.moreCapacityInMs?.() ?? null
      if (this.#runs.size < engine.capacity()) {
        if (next !== null) this.#wakeAt(next)
      } else if (moreMs !== null) this.#wakeAt(Date.now() + moreMs)
      this.#refusals = 0
    } catch (caught) {
      this.#wakeAt(Date.now() + this.#refused(caught))
    }
  }

  /** Pages at work. */
  get atWork(): number {
    return this.#runs.size
  }

  /** Stops the job's pages; their answers no longer count. */
  abort(taskId: string): void {
    for (const run of this.#runs.values()) if (run.claim.taskId === taskId) run.abort.abort(stopped())
  }

  /** What the fast engine has read of the job's pages that this one is still to read. */
  firsts(taskId: string): PageResult[] {
    return this.#firsts.ofJob(taskId)
  }

  /** Stops everything; pages at work wait again. */
  async close(): Promise<void> {
    this.#closing.abort()
    if (this.#wake) clearTimeout(this.#wake)
    if (this.#soon) clearImmediate(this.#soon)
    clearInterval(this.#leases)
    this.#forget()
    const runs = [...this.#runs.values()]
    for (const run of runs) run.abort.abort(stopped())
    await Promise.all(runs.map((run) => run.done))
  }

  #wakeAt(time: number): void {
    if (this.#closing.signal.aborted) return
    if (this.#wake) clearTimeout(this.#wake)
    this.#wake = setTimeout(() => this.fill(), Math.max(10, time - Date.now()))
  }

  #startNext(): boolean {
    const { store, engine, onStarted } = this.#options
    const suspects = store.hasSuspects(engine.id)
    const alone = suspects || [...this.#runs.values()].some((run) => run.claim.suspect)
    if (this.#runs.size >= Math.min(alone ? 1 : Number.POSITIVE_INFINITY, engine.capacity())) return false
    const claim = store.claim(engine.id, LEASE_MS, suspects)
    if (!claim) return false
    const run: Run = {
      claim,
      abort: new AbortController(),
      stage: null,
      first: null,
      alone: this.#runs.size === 0,
      done: Promise.resolve(),
    }
    for (const other of this.#runs.values()) other.alone = false
    this.#runs.set(key(claim), run)
    run.done = this.#run(run).finally(() => {
      this.#runs.delete(key(claim))
      // Others have their turn between two pages, however fast these are.
      this.#soon ??= setImmediate(() => {
        this.#soon = null
        this.fill()
      })
    })
    told(() => onStarted(claim))
    return true
  }

  async #run(run: Run): Promise<void> {
    const outcome = await this.#attempt(run)
    // A job that was cancelled, or another attempt, has the page: this answer is too late.
    const stored = await this.#checkpoint(run.claim, outcome)
    if (stored) told(() => this.#options.onEnded(run.claim, stored))
  }

  /**
   * Stores how the attempt ended; what was stored, or null where the answer is too late. A full disk costs no page: what
   * was read is offered again until it is taken. What the database will never take is a page that failed.
   */
  async #checkpoint(claim: Claim, outcome: Outcome): Promise<Outcome | null> {
    let last = outcome
    for (let refusals = 0; ; ) {
      try {
        const counts = this.#options.store.end(claim, last)
        if (this.#refusals > 0) log.info({ engine: this.#options.engine.id }, 'the database takes results again')
        this.#refusals = 0
        return counts ? last : null
      } catch (caught) {
        if (this.#closing.signal.aborted) return null
        const waitMs = this.#refused(caught)
        if (!PASSING.has(coerceError(caught).code) && ++refusals >= MAX_REFUSALS)
          last = { type: 'failed', failure: notStored() }
        await delay(waitMs, null, { signal: this.#closing.signal }).catch(ended)
      }
    }
  }

  async #attempt(run: Run): Promise<Outcome> {
    const { claim, abort } = run
    const { store, documents, engine, fast, text, settings, onDelta, onFirst, onUnreadable } = this.#options
    let options: JobOptions | null = null
    const deathsBefore = this.#deaths
    let sequence = 0
    let dpi = claim.lowerDpi ?? 0
    let callOff: (() => void) | null = null
    try {
      const source = store.source(claim.taskId)
      if (!source) return { type: 'released' }
      options = source.options
      dpi ||= options.dpi
      const opening = documents.get(source).catch((caught: unknown) => {
        const error = unlessMoved(coerceError(caught))
        if (error.scope !== 'engine' && error.kind === 'input') onUnreadable(claim.taskId, error)
        throw error
      })
      const document = await orAborted(opening, abort.signal)
      const work = runPage(
        document,
        claim,
        options,
        {
          engine,
          fast,
          text,
          firsts: this.#firsts,
          scale: this.#options.scale,
          onFirst: (first) => {
            run.first = first
            // The other engine has the page from now on, and its own time for it.
            callOff?.()
            callOff = null
            onFirst(claim, first)
          },
        },
        {
          signal: abort.signal,
          // The clock runs while the engine has the page: drawing has its own, and waiting for it costs nobody time.
          onStage: (stage) => {
            run.stage = stage
            callOff ??= this.#clockOf(run).after(this.#timeoutMs(), () => this.#timeOut(run))
          },
          onDelta: (delta) => onDelta(claim, sequence++, delta),
        },
      )
      const result = await orAborted(work, abort.signal)
      this.#firsts.forget(claim)
      return { type: 'completed', result }
    } catch (caught) {
      const reason: unknown = abort.signal.reason
      if (reason instanceof InkleafError && reason.code === 'stopped') return { type: 'released' }
      const error = unlessMoved(coerceError(abort.signal.aborted ? reason : caught))
      const engineDied = this.#deaths > deathsBefore
      log[error.kind === 'defect' ? 'error' : 'warn'](
        { err: error, job: claim.taskId, page: claim.page },
        'attempt failed',
      )
      if (error.scope === 'engine' && !engineDied) this.#pauseFor(error)
      const circumstances = { engineDied, alone: run.alone, outOfMemory: this.#ranOutOfMemory(), dpi }
      const outcome = outcomeOf(error, claim, circumstances, settings.retries, Date.now())
      if (outcome.type !== 'failed') return outcome
      this.#firsts.forget(claim)
      if (!run.first || !options) return outcome
      // What was read is never lost for what was hoped for.
      engine.gaveUp?.(error.code)
      return { type: 'completed', result: readAlone(run.first, fast, options, outcome.failure) }
    } finally {
      ;(callOff as (() => void) | null)?.()
    }
  }

  /** That of who has the page now. */
  #clockOf(run: Run): Clock {
    const { engine, clock, pageClock } = this.#options
    const isElsewhere = engine.readsElsewhere && (!engine.isSecond || run.first !== null)
    return isElsewhere ? clock : pageClock
  }

  #timeoutMs(): number {
    const { store, settings } = this.#options
    return Math.max(settings.timeouts.pageMs, MIN_TIMEOUT_IN_MEDIANS * 1000 * (store.secondsPerPage() ?? 0))
  }

  #timeOut(run: Run): void {
    const seconds = Math.round(this.#timeoutMs() / 1000)
    run.abort.abort(
      new InkleafError(
        'page_timeout',
        'transient',
        `The page took longer than ${seconds} s (Settings > Advanced > Time limit per page).`,
      ),
    )
    // Putting text in order ends when nobody waits for it; an engine may hang where it never looks.
    const { engine, fast } = this.#options
    if (run.stage !== 'arrange') void (engine.isSecond && !run.first ? fast : engine).abandon()
  }

  /** Attempts at work here are alive; those of nobody's (another process's that is gone) are taken back. */
  #keepLeases(): void {
    const { store, engine } = this.#options
    try {
      store.renewLeases(
        [...this.#runs.values()].map(({ claim }) => claim.attemptId),
        LEASE_MS,
      )
      if (store.takeBackLapsed(engine.id) > 0) this.fill()
    } catch (caught) {
      this.#refused(caught)
    }
  }

  #ranOutOfMemory(): boolean {
    return this.#options.peakBytes() > MUCH_MEMORY * totalmem()
  }

  #pauseFor(error: InkleafError): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, Date.now() + (error.retryAfterMs ?? PAUSE_MS))
    this.#options.onTrouble(error)
  }

  /** The database refused something, or something is wrong with the lane itself: for how long to wait, ms. */
  #refused(caught: unknown): number {
    const error = coerceError(caught)
    const waitMs = STORE_AGAIN_MS[Math.min(this.#refusals, STORE_AGAIN_MS.length - 1)] ?? PAUSE_MS
    this.#pausedUntil = Math.max(this.#pausedUntil, Date.now() + waitMs)
    log.error({ err: error, engine: this.#options.engine.id, waitMs }, 'the queue waits: nothing can be stored')
    // Said once, until it is over.
    if (this.#refusals++ === 0)
      this.#options.onTrouble(
        error.code === 'unexpected'
          ? new InkleafError('queue_failed', 'defect', error.message, { cause: error })
          : error,
      )
    return waitMs
  }
}

function notStored() {
  return {
    code: 'not_stored',
    kind: 'defect' as const,
    message: 'The page was read, but its result could not be stored. Try it again.',
  }
}

function key(claim: Claim): string {
  return `${claim.taskId}/${claim.page}`
}

function stopped(): InkleafError {
  return new InkleafError('stopped', 'transient', 'The work was stopped.')
}

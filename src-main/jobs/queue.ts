/**
 * The queue. The database is its only memory: a job is `pending`, `processing`, `paused` or `waiting_for_password`
 * until it ends `completed`, `partial`, `failed` or `cancelled` (the table of moves is in history/states.ts), and after
 * a crash it goes on with the pages that are not done. What it does is done by its parts: `ingest.ts` takes files in,
 * `scheduler.ts` has them read, `trash.ts` takes jobs away, `held.ts` has jobs read a few pages at a time.
 */
import { EventEmitter, setMaxListeners } from 'node:events'
import type { z } from 'zod'
import type { Additions, CommandInput, CoreEvent } from '../../src-preload/contract.ts'
import {
  type Edit,
  hasEnded,
  type JobOptions,
  type JobView,
  jobOptions,
  type PageResult,
  type PageView,
} from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { AwakeClock, type Clock } from '../awake-clock.ts'
import type { PageHandle } from '../documents/document.ts'
import type { Opener } from '../documents/open.ts'
import type { TextService } from '../documents/text-service.ts'
import type { Engine } from '../engines/engine.ts'
import { InkleafError } from '../errors.ts'
import type { Maintenance } from '../history/async-maintenance.ts'
import type { BlockEdit } from '../history/edits.ts'
import type { HistoryStore, Outcome } from '../history/store.ts'
import { log } from '../log.ts'
import { HeldJobs } from './held.ts'
import { Ingest } from './ingest.ts'
import { OpenDocuments } from './open-documents.ts'
import { beingClosed, noSuchEngine, noSuchJob } from './refusals.ts'
import { Scheduler } from './scheduler.ts'
import { told } from './told.ts'
import { Trash } from './trash.ts'
import { until } from './until.ts'

export interface QueueOptions {
  store: HistoryStore
  maintenance: Maintenance
  engines: readonly Engine[]
  /** One of them; default: the first. */
  fast?: Engine
  text: TextService
  opener: Opener
  settings: Settings
  sourcesFolder: string
  peakBytes?: () => number
  /** Part of the usual resolution at which pages are read for now; default: all of it. */
  scale?: () => number
  /** What the time of pages that are read on this machine is measured by; default: the clock. */
  pageClock?: Clock
  /** The last job of a document is gone: so must be what was made from it. */
  onForgotten?: (sha256: string) => Promise<void>
  clock?: AwakeClock
}

/** How an attempt at a page ended; `code` names what it failed with. */
export interface AttemptEnd {
  jobId: string
  page: PageView
  outcome: Outcome['type']
  code: string | null
}

interface Events {
  event: [event: CoreEvent]
  attempt: [attempt: AttemptEnd]
}

export class JobQueue extends EventEmitter<Events> {
  readonly #store: HistoryStore
  readonly #documents: OpenDocuments
  readonly #scheduler: Scheduler
  readonly #ingest: Ingest
  readonly #held: HeldJobs
  readonly #clock: AwakeClock
  readonly #closing = new AbortController()
  readonly trash: Trash

  constructor(options: QueueOptions) {
    super()
    // Whoever waits for a job listens, and many may.
    this.setMaxListeners(0)
    const closing = this.#closing.signal
    setMaxListeners(0, closing)
    const { store, settings, sourcesFolder } = options
    this.#store = store
    const documents = new OpenDocuments(options.opener, sourcesFolder)
    this.#documents = documents
    this.#clock = options.clock ?? new AwakeClock()
    this.#scheduler = new Scheduler({
      store,
      engines: options.engines,
      fast: options.fast ?? (options.engines[0] as Engine),
      text: options.text,
      documents,
      settings,
      clock: this.#clock,
      closing,
      peakBytes: options.peakBytes ?? (() => 0),
      scale: options.scale ?? (() => 1),
      pageClock: options.pageClock ?? this.#clock,
      onChanged: (taskId) => this.#tellJob(taskId),
      onDelta: ({ taskId, page, attemptId }, sequence, text) =>
        this.#tell({ type: 'delta', jobId: taskId, page, attemptId, sequence, text }),
      onFirst: ({ taskId, page }, result) => this.#tell({ type: 'first', jobId: taskId, page, result }),
      onEnded: ({ taskId, page }, outcome) => this.#pageEnded(taskId, page, outcome),
      onTrouble: (engine, { code, message }) => this.#tell({ type: 'engine', engine, state: code, message }),
      onUnreadable: (taskId, error, opened) => this.#refuse(taskId, error, opened),
    })
    this.#ingest = new Ingest({
      store,
      settings,
      sourcesFolder,
      documents,
      closing,
      onAdded: (taskId) => {
        this.#tellJob(taskId)
        this.#scheduler.work()
      },
    })
    this.trash = new Trash({
      store,
      maintenance: options.maintenance,
      documents,
      sourcesFolder,
      settings,
      cancel: (ids) => this.cancel(ids),
      pause: (ids) => this.#pause(ids),
      goOn: (id) => this.#goOn(id),
      tellRemoved: (jobIds) => this.#tell({ type: 'removed', jobIds }),
      onForgotten: options.onForgotten,
    })
    this.#held = new HeldJobs({
      queue: this,
      store,
      documents,
      ingest: this.#ingest,
      opening: this.#scheduler.opening,
      closing,
      tellJob: (taskId) => this.#tellJob(taskId),
      goOn: (taskId) => this.#goOn(taskId),
    })
  }

  /**
   * Begins to work: on every unfinished job, or on those only that are added or resumed from now on. Returns what the
   * last run was interrupted at.
   */
  start(scope: 'all' | 'added'): { jobIds: string[]; pages: number } {
    const interrupted = this.#store.recover()
    this.#pauseOrphans()
    if (scope === 'added') this.#store.scope.limit()
    this.#scheduler.work()
    return interrupted
  }

  /** `keep`: the files will be gone soon, as those of an upload; they are kept whatever the settings say. */
  async add(input: CommandInput<'jobs.add'>, { keep = false } = {}): Promise<Additions> {
    return this.#ingest.add({ ...input, options: this.#checked(input.options) }, keep)
  }

  /** Takes a file in and opens it, but reads no page before `readPages` or a resume. Throws why it is refused. */
  async addHeld(path: string, input: z.input<typeof jobOptions>): Promise<JobView> {
    const options = this.#checked(input)
    if (this.#closing.signal.aborted) throw beingClosed()
    return this.#whole(await this.#held.add(path, options))
  }

  /**
   * The pages of a job that was added held, `count` from its `from`th on (from 0): read where they were not, after which
   * it is held again. Asking twice gives the same. Throws `wrong_state` where they can't be read; an abort of `signal`
   * ends the waiting, not the reading.
   */
  async readPages(id: string, which: Parameters<HeldJobs['readPages']>[1], signal: AbortSignal): Promise<PageView[]> {
    return this.#held.readPages(id, which, signal)
  }

  /** Whether a portion of the job is being read. */
  readsPortion(id: string): boolean {
    return this.#held.isReading(id)
  }

  /** Resolves when nothing more will happen to the job by itself. */
  async whenEnded(id: string, signal: AbortSignal): Promise<void> {
    const isOver = () => {
      const state = this.#store.presentJob(id)?.state
      return state === undefined || hasEnded(state) || state === 'waiting_for_password'
    }
    await until(this, id, isOver, AbortSignal.any([signal, this.#closing.signal]))
  }

  /** The same document again, with other options; the earlier result stays. */
  readAgain(id: string, input: z.input<typeof jobOptions>): JobView {
    const options = this.#checked(input)
    const taskId = this.#ingest.again(id, options)
    this.#goOn(taskId)
    return this.#whole(taskId)
  }

  /** A job that was just added. */
  #whole(taskId: string): JobView {
    const job = this.#store.job(taskId)
    if (!job) throw new InkleafError('unexpected', 'defect', 'The job that was just added is not there.')
    return job
  }

  /** The options with what the engine reads with. Throws where there is no such engine, or it can't be used now. */
  #checked(input: z.input<typeof jobOptions>): JobOptions {
    const options = jobOptions.parse(input)
    const { engines } = this.#scheduler
    const engine = engines.find(({ id }) => id === options.engine)
    if (!engine) throw noSuchEngine(options.engine, engines)
    engine.checkReady?.()
    return { ...options, reader: engine.reader?.() ?? null }
  }

  /** Jobs whose engine is no longer there would wait for ever: they say so when they are resumed. */
  #pauseOrphans(): void {
    const known = new Set(this.#scheduler.engines.map(({ id }) => id))
    const orphans = this.#store.unfinishedByEngine().filter(({ engine }) => !known.has(engine))
    if (orphans.length > 0) this.#pause(orphans.map(({ id }) => id))
  }

  /** Throws where a job's engine is no longer there. */
  #checkEngines(ids: readonly string[]): void {
    const { engines } = this.#scheduler
    for (const id of ids) {
      const engine = this.#store.job(id)?.options.engine
      if (engine !== undefined && !engines.some((one) => one.id === engine)) throw noSuchEngine(engine, engines)
    }
  }

  /** Pages that are opened and that nobody is at work on yet. */
  pagesWaiting(): number {
    return Math.max(0, this.#store.pagesAhead() - this.#scheduler.atWork)
  }

  /** Engines may take more pages than before. */
  work(): void {
    this.#scheduler.work()
  }

  /** Engines came or went. */
  async setEngines(engines: readonly Engine[]): Promise<void> {
    await this.#scheduler.setEngines(engines)
  }

  /** Pages at work are finished, no new ones are started. */
  pause(ids: readonly string[]): void {
    for (const id of this.#pause(ids)) this.#tellJob(id)
  }

  #pause(ids: readonly string[]): string[] {
    const paused = this.#store.act('pause', ids)
    for (const id of paused) this.#scheduler.timers.hold(id)
    return paused
  }

  resume(ids: readonly string[]): void {
    this.#checkEngines(ids)
    for (const id of this.#store.act('resume', ids)) this.#goOn(id)
  }

  cancel(ids: readonly string[]): void {
    for (const id of this.#store.act('cancel', ids)) {
      this.#scheduler.abort(id)
      this.#tellJob(id)
    }
  }

  /** Failed and cancelled pages again: all of the job's, or these. */
  retry(ids: readonly string[], pages: readonly number[] | null): void {
    this.#checkEngines(ids)
    for (const id of ids) if (this.#store.retry(id, pages)) this.#goOn(id)
  }

  /** A page that somebody looks at goes before all others that wait. Throws `wrong_state` where it does not wait. */
  readFirst(id: string, page: number): void {
    if (!this.#store.presentJob(id)) throw noSuchJob(id)
    if (!this.#store.readFirst(id, page))
      throw new InkleafError('wrong_state', 'input', 'The page can not be read now. Resume the document first.')
    this.#scheduler.work()
  }

  setPriority(ids: readonly string[], priority: number): void {
    this.#store.setPriority(ids, priority)
    for (const id of ids) this.#tellJob(id)
  }

  move(id: string, before: string | null): void {
    for (const moved of this.#store.move(id, before)) this.#tellJob(moved)
  }

  unlist(ids: readonly string[]): void {
    this.#store.unlist(ids)
    for (const id of ids) this.#tellJob(id)
  }

  setTags(ids: readonly string[], add: readonly string[], remove: readonly string[]): void {
    this.#store.setTags(ids, add, remove)
    for (const id of ids) this.#tellJob(id)
  }

  setFavourite(ids: readonly string[], favourite: boolean): void {
    this.#store.setFavourite(ids, favourite)
    for (const id of ids) this.#tellJob(id)
  }

  /** See the store's `edit`. Returns the page's edits. */
  edit(id: string, page: number, edits: readonly BlockEdit[], checked: readonly string[]): Edit[] {
    const view = this.#store.edit(id, page, edits, checked)
    this.#tellPage(id, view)
    return view.edits
  }

  check(id: string, page: number, words: readonly string[], checked: boolean): void {
    this.#store.checkWords(id, page, words, checked)
    const view = this.#store.page(id, page)
    if (view) this.#tellPage(id, view)
  }

  /** Whether the document is proofread stands in the job. */
  #tellPage(id: string, page: PageView): void {
    this.#tell({ type: 'page', jobId: id, page })
    const job = this.#store.job(id)
    if (job && job.doubtfulWords > 0) this.#tell({ type: 'job', job })
  }

  givePassword(id: string, password: string): void {
    this.#documents.setPassword(id, password)
    this.#store.act('givePassword', [id])
    this.#goOn(id)
  }

  /** Deletes jobs for good, at once. */
  async remove(ids: readonly string[]): Promise<number> {
    return this.trash.remove(ids)
  }

  /** Whether a job in this run's scope still has something to do by itself. */
  isBusy(): boolean {
    return this.#store.isBusy()
  }

  /** What the fast engine has read of pages that another engine is still to read. */
  firsts(id: string): PageResult[] {
    return this.#scheduler.firsts(id)
  }

  /** A page's handle, for its picture. */
  async page(id: string, page: number): Promise<{ handle: PageHandle; sha256: string; private: boolean }> {
    const source = this.#store.source(id)
    const job = this.#store.job(id)
    if (!source || !job) throw noSuchJob(id)
    const document = await this.#documents.look(source, !hasEnded(job.state))
    if (!Number.isInteger(page) || page < 1 || page > document.pages)
      throw new InkleafError('no_such_page', 'input', `The document has no page ${page}.`)
    return { handle: document.page(page), sha256: source.sha256, private: job.private }
  }

  /** Stops at once; pages at work wait again, and nothing that was done is lost. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#scheduler.close()
    await this.#ingest.idle()
    this.#clock.stop()
  }

  #pageEnded(taskId: string, page: number, outcome: Outcome): void {
    const view = this.#store.page(taskId, page)
    if (view) {
      const code = 'failure' in outcome ? outcome.failure.code : null
      told(() => this.emit('attempt', { jobId: taskId, page: view, outcome: outcome.type, code }))
      this.#tell({ type: 'page', jobId: taskId, page: view })
    }
    this.#tellJob(taskId)
  }

  #refuse(taskId: string, error: InkleafError, opened: boolean): void {
    const needsPassword = error.code === 'password_needed' || error.code === 'wrong_password'
    log.warn({ err: error, job: taskId }, needsPassword ? 'a job waits for its password' : 'a job has failed')
    this.#store.refuse(taskId, error.toFailure(), needsPassword ? 'needPassword' : 'refuse')
    this.#scheduler.abort(taskId)
    void this.#documents.close(taskId)
    if (needsPassword) this.#scheduler.timers.hold(taskId)
    else if (!opened && error.kind === 'input') this.#dropSource(taskId)
    this.#tellJob(taskId)
  }

  /** What can't be opened takes no room; the original is where it was. */
  #dropSource(taskId: string): void {
    const dropped = this.#store.dropUnopened(taskId)
    if (dropped?.storedFile) this.trash.removeSource(dropped.sha256, dropped.storedFile)
  }

  #goOn(id: string): void {
    this.#store.scope.include(id)
    this.#tellJob(id)
    this.#scheduler.work()
  }

  #tellJob(taskId: string): void {
    const job = this.#store.job(taskId)
    if (!job) return
    if (hasEnded(job.state)) {
      this.#scheduler.timers.end(taskId)
      void this.#documents.close(taskId)
    }
    this.#tell({ type: 'job', job })
  }

  #tell(event: CoreEvent): void {
    const id = event.type === 'job' ? event.job.id : 'jobId' in event ? event.jobId : null
    if (id === null || !this.trash.hides(id)) told(() => this.emit('event', event))
  }
}

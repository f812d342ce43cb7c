/**
 * The queue. The database is its only memory: a job is `pending`, `processing`, `paused` or `waiting_for_password`
 * until it ends `completed`, `partial`, `failed` or `cancelled` (the table of moves is in history/states.ts), and after
 * a crash it goes on with the pages that are not done.
 *
 * Pages are scheduled, not files: by priority, then the first page of each file, then the rest in windows of ten
 * pages a job, so that a long book lets a short letter pass.
 */
import { EventEmitter, setMaxListeners } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Additions, CommandInput, CoreEvent } from '../../src-preload/contract.ts'
import {
  type Edit,
  hasEnded,
  type JobOptions,
  type JobView,
  jobOptions,
  type PageView,
} from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import type { PageHandle } from '../documents/document.ts'
import type { Opener } from '../documents/open.ts'
import { parsePageRanges } from '../documents/page-ranges.ts'
import { type Found, isFolder, walk } from '../documents/walk.ts'
import type { Engine } from '../engines/engine.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { HistoryStore, Outcome } from '../history/store.ts'
import { AwakeClock } from './awake-clock.ts'
import { HeldJobs } from './held.ts'
import { newId, takeIn } from './intake.ts'
import { Lane } from './lane.ts'
import { OpenDocuments } from './open-documents.ts'
import { Opening } from './opening.ts'
import { beingClosed, noSuchJob, nothingIn } from './refusals.ts'
import { until } from './until.ts'

export interface QueueOptions {
  store: HistoryStore
  engines: readonly Engine[]
  opener: Opener
  settings: Settings
  sourcesFolder: string
  peakBytes?: () => number
  /** The last job of a document is gone: so must be what was made from it. */
  onForgotten?: (sha256: string) => Promise<void>
  clock?: AwakeClock
}

/** How a try of a page ended; `code` names what it failed with. */
export interface Tried {
  jobId: string
  page: PageView
  outcome: Outcome['type']
  code: string | null
}

export class JobQueue extends EventEmitter<{ event: [event: CoreEvent]; tried: [tried: Tried] }> {
  readonly #options: QueueOptions
  readonly #documents: OpenDocuments
  readonly #lanes: Map<string, Lane>
  readonly #opening: Opening
  readonly #held: HeldJobs
  readonly #clock: AwakeClock
  /** Jobs that may run; null: all. */
  #only: Set<string> | null = null
  readonly #closing = new AbortController()
  readonly #pausedByTrash = new Set<string>()
  /** Deleted, but not for good yet: nothing more is told of them. */
  readonly #hidden = new Set<string>()
  /** Files that are being taken in. */
  readonly #adding = new Set<Promise<unknown>>()
  readonly #jobTimers = new Map<string, () => void>()

  constructor(options: QueueOptions) {
    super()
    // Whoever waits for a job listens, and many may.
    this.setMaxListeners(0)
    setMaxListeners(0, this.#closing.signal)
    this.#options = options
    this.#documents = new OpenDocuments(options.opener, options.sourcesFolder)
    this.#clock = options.clock ?? new AwakeClock()
    this.#lanes = new Map(options.engines.map((engine) => [engine.id, this.#newLane(engine)]))
    this.#opening = this.#newOpening()
    this.#held = this.#newHeld()
  }

  #newOpening(): Opening {
    const { store, settings } = this.#options
    return new Opening({
      store,
      settings,
      documents: this.#documents,
      clock: this.#clock,
      closing: this.#closing.signal,
      only: () => this.#mayRun(),
      onOpened: (taskId) => {
        this.#tellJob(taskId)
        for (const lane of this.#lanes.values()) lane.fill()
      },
      onUnreadable: (taskId, error) => this.#refuse(taskId, error),
      onTrouble: (what, error) => this.#tellTrouble(what, error),
    })
  }

  #newHeld(): HeldJobs {
    const { store, settings, sourcesFolder } = this.#options
    return new HeldJobs({
      queue: this,
      store,
      settings,
      sourcesFolder,
      documents: this.#documents,
      opening: this.#opening,
      closing: this.#closing.signal,
      tellJob: (taskId) => this.#tellJob(taskId),
      goOn: (taskId) => this.#goOn(taskId),
    })
  }

  #mayRun(): readonly string[] | null {
    return this.#only ? [...this.#only] : null
  }

  #newLane(engine: Engine): Lane {
    const { store, settings, peakBytes } = this.#options
    return new Lane({
      engine,
      store,
      settings,
      documents: this.#documents,
      clock: this.#clock,
      only: () => this.#mayRun(),
      onStarted: ({ taskId }) => {
        this.#startJobTimer(taskId)
        this.#tellJob(taskId)
      },
      onDelta: ({ taskId, page, tryId }, sequence, text) =>
        this.#tell({ type: 'delta', jobId: taskId, page, tryId, sequence, text }),
      onEnded: ({ taskId, page }, outcome) => {
        const view = store.page(taskId, page)
        if (view) {
          const code = 'failure' in outcome ? outcome.failure.code : null
          this.emit('tried', { jobId: taskId, page: view, outcome: outcome.type, code })
          this.#tell({ type: 'page', jobId: taskId, page: view })
        }
        this.#tellJob(taskId)
      },
      onTrouble: (error) => this.#tellTrouble(engine.id, error),
      onUnreadable: (taskId, error) => this.#refuse(taskId, error),
      peakBytes: peakBytes ?? (() => 0),
    })
  }

  /**
   * Begins to work: on every unfinished job, or on those only that are added or resumed from now on. Returns what the
   * last run was interrupted at.
   */
  start(scope: 'all' | 'added'): { jobIds: string[]; pages: number } {
    const interrupted = this.#options.store.recover()
    this.#only = scope === 'all' ? null : new Set()
    this.#work()
    return interrupted
  }

  /** `keep`: the files will be gone soon, as those of an upload; they are kept whatever the settings say. */
  async add(
    { paths, options: input, batchId = newId() }: CommandInput<'jobs.add'>,
    { keep = false } = {},
  ): Promise<Additions> {
    const options: JobOptions = jobOptions.parse(input)
    if (this.#closing.signal.aborted) throw beingClosed()
    this.#checkEngine(options.engine)
    const answer: Additions = { batchId, added: [], refused: [] }
    for (const path of paths) {
      const found: Found = { files: [], refused: [], passedOver: 0 }
      if (await isFolder(path)) await walk(path, found)
      else found.files.push(path)
      answer.refused.push(...found.refused)
      if (found.files.length === 0 && found.refused.length === 0) answer.refused.push(nothingIn(path))
      for (const file of found.files) await this.#track(this.#addFile(file, options, batchId, keep, answer))
    }
    return answer
  }

  async #addFile(path: string, options: JobOptions, batchId: string, keep: boolean, answer: Additions): Promise<void> {
    const { store, settings, sourcesFolder } = this.#options
    try {
      if (this.#closing.signal.aborted) throw beingClosed()
      const intake = { store, settings, sourcesFolder, private: settings.privateMode, keep }
      const { taskId, reused } = await takeIn(path, options, batchId, intake)
      if (options.password !== null) this.#givePassword(taskId, options.password)
      this.#only?.add(taskId)
      const job = store.job(taskId)
      if (!job) return
      answer.added.push({ job, path, reused })
      this.#tell({ type: 'job', job })
      this.#work()
    } catch (caught) {
      const { code, message, kind } = coerceError(caught)
      answer.refused.push({ path, code, message, kind })
    }
  }

  async #track<T>(adding: Promise<T>): Promise<T> {
    this.#adding.add(adding)
    return adding.finally(() => this.#adding.delete(adding))
  }

  /** Takes a file in and opens it, but reads no page before `readNext` or a resume. Throws why it is refused. */
  async addHeld(path: string, input: z.input<typeof jobOptions>): Promise<JobView> {
    const options = jobOptions.parse(input)
    if (this.#closing.signal.aborted) throw beingClosed()
    this.#checkEngine(options.engine)
    return this.#whole(await this.#track(this.#held.add(path, options)))
  }

  /**
   * Reads the next `count` pages of a job that was added held, and holds it again. Returns those pages, none where all
   * are read. Throws `wrong_state` where the job is at work; an abort of `signal` ends the waiting, not the reading.
   */
  async readNext(id: string, count: number, mode: JobOptions['mode'] | null, signal: AbortSignal): Promise<PageView[]> {
    return this.#held.readNext(id, count, mode, signal)
  }

  /** Resolves when nothing more will happen to the job by itself. */
  async whenEnded(id: string, signal: AbortSignal): Promise<void> {
    const { store } = this.#options
    const isOver = () => {
      const state = store.presentJob(id)?.state
      return state === undefined || hasEnded(state) || state === 'waiting_for_password'
    }
    await until(this, id, isOver, AbortSignal.any([signal, this.#closing.signal]))
  }

  /** The same document again, with other options; the earlier result stays. */
  readAgain(id: string, input: z.input<typeof jobOptions>): JobView {
    const options = jobOptions.parse(input)
    this.#checkEngine(options.engine)
    if (options.pages !== null) parsePageRanges(options.pages)
    const { store, settings } = this.#options
    const document = store.documentOf(id)
    if (!document) throw noSuchJob(id)
    const { name, sourcePath, batchId } = document
    const taskId = newId()
    const isPrivate = settings.privateMode
    store.addTask({ id: taskId, documentId: document.id, batchId, name, sourcePath, options, private: isPrivate })
    this.#documents.copyPassword(id, taskId)
    this.#goOn(taskId)
    return this.#whole(taskId)
  }

  /** A job that was just added. */
  #whole(taskId: string): JobView {
    const job = this.#options.store.job(taskId)
    if (!job) throw new InkleafError('unexpected', 'defect', 'The job that was just added is not there.')
    return job
  }

  #checkEngine(engine: string): void {
    if (!this.#lanes.has(engine))
      throw new InkleafError(
        'no_such_engine',
        'input',
        `There is no engine called ${engine}; there is ${[...this.#lanes.keys()].join(', ')}.`,
      )
  }

  /** Pages at work are finished, no new ones are started. */
  pause(ids: readonly string[]): void {
    for (const id of this.#options.store.act('pause', ids)) this.#tellJob(id)
  }

  resume(ids: readonly string[]): void {
    for (const id of this.#options.store.act('resume', ids)) this.#goOn(id)
  }

  cancel(ids: readonly string[]): void {
    for (const id of this.#options.store.act('cancel', ids)) {
      for (const lane of this.#lanes.values()) lane.abort(id)
      this.#tellJob(id)
    }
  }

  /** Failed and cancelled pages again: all of the job's, or these. */
  retry(ids: readonly string[], pages: readonly number[] | null): void {
    for (const id of ids) if (this.#options.store.retry(id, pages)) this.#goOn(id)
  }

  setPriority(ids: readonly string[], priority: number): void {
    this.#options.store.setPriority(ids, priority)
    for (const id of ids) this.#tellJob(id)
  }

  move(id: string, before: string | null): void {
    const { store } = this.#options
    store.move(id, before)
    for (const other of store.unfinished()) this.#tellJob(other)
  }

  unlist(ids: readonly string[]): void {
    this.#options.store.unlist(ids)
    for (const id of ids) this.#tellJob(id)
  }

  setFavourite(ids: readonly string[], favourite: boolean): void {
    this.#options.store.setFavourite(ids, favourite)
    for (const id of ids) this.#tellJob(id)
  }

  edit(id: string, page: number, blockId: string, text: string | null): Edit[] {
    const { store } = this.#options
    const edits = store.edit(id, page, blockId, text)
    const view = store.page(id, page)
    if (view) this.#tell({ type: 'page', jobId: id, page: view })
    return edits
  }

  /** Hides jobs; `emptyTrash` deletes them. One that is at work is paused until then. */
  trash(ids: readonly string[]): void {
    const { store } = this.#options
    for (const id of store.act('pause', ids)) this.#pausedByTrash.add(id)
    const hidden = store.setDeleted(ids, true)
    for (const id of hidden) this.#hidden.add(id)
    if (hidden.length > 0) this.#tell({ type: 'removed', jobIds: hidden })
  }

  restore(ids: readonly string[]): void {
    const { store } = this.#options
    const restored = store.setDeleted(ids, false)
    if (restored.length === 0)
      throw new InkleafError('no_such_job', 'input', 'It is too late: this has been deleted for good.')
    for (const id of restored) {
      this.#hidden.delete(id)
      if (this.#pausedByTrash.delete(id)) store.act('resume', [id])
      this.#goOn(id)
    }
  }

  givePassword(id: string, password: string): void {
    this.#givePassword(id, password)
    this.#goOn(id)
  }

  /** Deletes jobs with their pages and, where no other job needs them, their sources. */
  async remove(ids: readonly string[]): Promise<number> {
    this.cancel(ids)
    const { store, onForgotten } = this.#options
    const { removed, documents } = store.remove(ids)
    this.#tell({ type: 'removed', jobIds: removed })
    for (const id of removed) {
      this.#pausedByTrash.delete(id)
      this.#hidden.delete(id)
      await this.#documents.close(id)
    }
    for (const { sha256, storedFile } of documents) {
      if (storedFile) this.removeSource(storedFile)
      await onForgotten?.(sha256).catch(() => {})
    }
    return removed.length
  }

  /** Unless a document that was added meanwhile needs it: asked and done in one go. */
  removeSource(file: string): void {
    const { store, sourcesFolder } = this.#options
    if (store.keptDocuments().some(({ storedFile }) => storedFile === file)) return
    try {
      rmSync(join(sourcesFolder, file), { force: true })
    } catch {
      // The next start sweeps what no document needs.
    }
  }

  /** Whether a job in this queue's scope still has something to do by itself. */
  isBusy(): boolean {
    return this.#options.store.isBusy(this.#mayRun())
  }

  /** Stops at once; pages at work wait again, and nothing that was done is lost. */
  async close(): Promise<void> {
    this.#closing.abort()
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()))
    await this.#opening.idle()
    await Promise.allSettled(this.#adding)
    this.#clock.stop()
  }

  #work(): void {
    if (this.#closing.signal.aborted) return
    this.#opening.work()
    for (const lane of this.#lanes.values()) lane.fill()
  }

  #tellTrouble(engine: string, { code, message }: InkleafError): void {
    this.#tell({ type: 'engine', engine, state: code, message })
  }

  #refuse(taskId: string, error: InkleafError): void {
    const needsPassword = error.code === 'password_needed' || error.code === 'wrong_password'
    this.#options.store.refuse(taskId, error.toFailure(), needsPassword ? 'needPassword' : 'refuse')
    for (const lane of this.#lanes.values()) lane.abort(taskId)
    void this.#documents.close(taskId)
    this.#tellJob(taskId)
  }

  #givePassword(id: string, password: string): void {
    this.#documents.setPassword(id, password)
    this.#options.store.act('givePassword', [id])
  }

  #goOn(id: string): void {
    this.#only?.add(id)
    this.#tellJob(id)
    this.#work()
  }

  #startJobTimer(taskId: string): void {
    const { jobMs } = this.#options.settings.timeouts
    if (jobMs === null || this.#jobTimers.has(taskId)) return
    const message = `The file took longer than ${Math.round(jobMs / 1000)} s (setting timeouts.jobMs).`
    this.#jobTimers.set(
      taskId,
      this.#clock.after(jobMs, () => this.#refuse(taskId, new InkleafError('job_timeout', 'transient', message))),
    )
  }

  #tellJob(taskId: string): void {
    const job = this.#options.store.job(taskId)
    if (!job) return
    if (hasEnded(job.state)) {
      this.#jobTimers.get(taskId)?.()
      this.#jobTimers.delete(taskId)
      void this.#documents.close(taskId)
    }
    this.#tell({ type: 'job', job })
  }

  /** A page's handle, for its picture. */
  async page(id: string, page: number): Promise<{ handle: PageHandle; sha256: string; private: boolean }> {
    const { store } = this.#options
    const source = store.source(id)
    if (!source) throw noSuchJob(id)
    const isPrivate = store.job(id)?.private ?? true
    const document = await this.#documents.get(source)
    if (!Number.isInteger(page) || page < 1 || page > document.pages)
      throw new InkleafError('no_such_page', 'input', `The document has no page ${page}.`)
    return { handle: document.page(page), sha256: source.sha256, private: isPrivate }
  }

  #tell(event: CoreEvent): void {
    const id = event.type === 'job' ? event.job.id : 'jobId' in event ? event.jobId : null
    if (id === null || !this.#hidden.has(id)) this.emit('event', event)
  }
}

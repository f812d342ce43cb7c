/**
 * The queue. The database is its only memory: a job is `pending`, `processing`, `paused` or `waiting_for_password`
 * until it ends `completed`, `partial`, `failed` or `cancelled` (the table of moves is in history/states.ts), and after
 * a crash it goes on with the pages that are not done.
 *
 * Pages are scheduled, not files: by priority, then the first page of each file, then the rest in windows of ten
 * pages a job, so that a long book lets a short letter pass.
 */
import { EventEmitter } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { CommandInput, CommandOutput, CoreEvent } from '../../src-preload/contract.ts'
import { hasEnded, type JobOptions, jobOptions } from '../../src-preload/model.ts'
import type { OpenDocument } from '../documents/document.ts'
import type { Opener } from '../documents/open.ts'
import { choosePages } from '../documents/page-ranges.ts'
import type { Engine } from '../engines/engine.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { HistoryStore } from '../history/store.ts'
import type { Source } from '../history/tasks.ts'
import type { Settings } from '../settings/schema.ts'
import { orAborted } from './aborted.ts'
import { AwakeClock } from './awake-clock.ts'
import { newId, takeIn } from './intake.ts'
import { Lane } from './lane.ts'
import { OpenDocuments } from './open-documents.ts'

const OPEN_AGAIN_MS = 500

export interface QueueOptions {
  store: HistoryStore
  engines: readonly Engine[]
  opener: Opener
  settings: Settings
  sourcesFolder: string
  peakBytes?: () => number
  clock?: AwakeClock
}

export class JobQueue extends EventEmitter<{ event: [event: CoreEvent] }> {
  readonly #options: QueueOptions
  readonly #documents: OpenDocuments
  readonly #lanes: Map<string, Lane>
  readonly #clock: AwakeClock
  /** Jobs that may run; null: all. */
  #only: Set<string> | null = null
  #opening: Promise<void> | null = null
  readonly #closing = new AbortController()
  readonly #openTries = new Map<string, number>()
  readonly #jobTimers = new Map<string, () => void>()

  constructor(options: QueueOptions) {
    super()
    this.#options = options
    this.#documents = new OpenDocuments(options.opener, options.sourcesFolder)
    this.#clock = options.clock ?? new AwakeClock()
    this.#lanes = new Map(options.engines.map((engine) => [engine.id, this.#newLane(engine)]))
  }

  #newLane(engine: Engine): Lane {
    const { store, settings, peakBytes } = this.#options
    return new Lane({
      engine,
      store,
      settings,
      documents: this.#documents,
      clock: this.#clock,
      only: () => (this.#only ? [...this.#only] : null),
      onStarted: ({ taskId }) => {
        this.#startJobTimer(taskId)
        this.#tellJob(taskId)
      },
      onDelta: ({ taskId, page, tryId }, sequence, text) =>
        this.#tell({ type: 'delta', jobId: taskId, page, tryId, sequence, text }),
      onEnded: ({ taskId, page }) => {
        const view = store.page(taskId, page)
        if (view) this.#tell({ type: 'page', jobId: taskId, page: view })
        this.#tellJob(taskId)
      },
      onTrouble: (error) =>
        this.#tell({ type: 'engine', engine: engine.id, state: error.code, message: error.message }),
      onUnreadable: (taskId, error) => this.#refuse(taskId, error),
      peakBytes: peakBytes ?? (() => 0),
    })
  }

  /** Begins to work: on every unfinished job, or on those only that are added or resumed from now on. */
  start(scope: 'all' | 'added'): void {
    this.#options.store.recover()
    this.#only = scope === 'all' ? null : new Set()
    this.#work()
  }

  async add({
    paths,
    options: input,
    batchId = newId(),
  }: CommandInput<'jobs.add'>): Promise<CommandOutput<'jobs.add'>> {
    const options: JobOptions = jobOptions.parse(input)
    const { store, settings, sourcesFolder } = this.#options
    if (this.#closing.signal.aborted) throw new InkleafError('stopped', 'transient', 'Inkleaf is being closed.')
    if (!this.#lanes.has(options.engine))
      throw new InkleafError(
        'no_such_engine',
        'input',
        `There is no engine called ${options.engine}; there is ${[...this.#lanes.keys()].join(', ')}.`,
      )
    const answer: CommandOutput<'jobs.add'> = { batchId, added: [], refused: [] }
    for (const path of paths) {
      try {
        const { taskId, reused } = await takeIn(path, options, batchId, { store, settings, sourcesFolder })
        if (options.password !== null) this.#givePassword(taskId, options.password)
        this.#only?.add(taskId)
        const job = store.job(taskId)
        if (!job) continue
        answer.added.push({ job, path, reused })
        this.#tell({ type: 'job', job })
        this.#work()
      } catch (caught) {
        const { code, message } = coerceError(caught)
        answer.refused.push({ path, code, message })
      }
    }
    return answer
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

  givePassword(id: string, password: string): void {
    this.#givePassword(id, password)
    this.#goOn(id)
  }

  /** Deletes jobs with their pages and, where no other job needs them, their sources. */
  async remove(ids: readonly string[]): Promise<number> {
    this.cancel(ids)
    const { removed, files } = this.#options.store.remove(ids)
    for (const id of removed) await this.#documents.close(id)
    for (const file of files) await rm(join(this.#options.sourcesFolder, file), { force: true })
    this.#tell({ type: 'removed', jobIds: removed })
    return removed.length
  }

  /** Jobs in this queue's scope that still have something to do by themselves. */
  busy(): string[] {
    const { store } = this.#options
    return store.unfinished().filter((id) => {
      const state = store.job(id)?.state
      return (this.#only === null || this.#only.has(id)) && (state === 'pending' || state === 'processing')
    })
  }

  /** Stops at once; pages at work wait again, and nothing that was done is lost. */
  async close(): Promise<void> {
    this.#closing.abort()
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()))
    await this.#opening
    this.#clock.stop()
  }

  #work(): void {
    if (this.#closing.signal.aborted) return
    this.#opening ??= this.#openNext()
      .catch((caught: unknown) => this.#tellTrouble('history', coerceError(caught)))
      .finally(() => {
        this.#opening = null
        // What was added between the last look and now must not be forgotten.
        if (!this.#closing.signal.aborted && this.#nextUnopened() !== null) this.#work()
      })
    for (const lane of this.#lanes.values()) lane.fill()
  }

  /** Opens waiting files one after the other; their pages begin as soon as each is open. */
  async #openNext(): Promise<void> {
    const { store } = this.#options
    for (;;) {
      const taskId = this.#closing.signal.aborted ? null : this.#nextUnopened()
      const source = taskId && store.source(taskId)
      if (!source) return
      try {
        const document = await this.#open(source)
        store.opened(source.taskId, document.pages, choosePages(source.options.pages, document.pages))
        this.#tellJob(source.taskId)
        for (const lane of this.#lanes.values()) lane.fill()
      } catch (caught) {
        if (this.#closing.signal.aborted) return
        await this.#notOpened(source, coerceError(caught))
      }
    }
  }

  /** A file that hangs while it is opened must not hold up the others. */
  async #open(source: Source): Promise<OpenDocument> {
    const { pageMs } = this.#options.settings.timeouts
    const late = new AbortController()
    const message = `Opening it took longer than ${Math.round(pageMs / 1000)} s (setting timeouts.pageMs).`
    const cancelTimer = this.#clock.after(pageMs, () => {
      late.abort(new InkleafError('open_timeout', 'input', message))
      void this.#documents.resetDrawing()
    })
    try {
      return await orAborted(this.#documents.get(source), AbortSignal.any([late.signal, this.#closing.signal]))
    } finally {
      cancelTimer()
    }
  }

  async #notOpened(source: Source, error: InkleafError): Promise<void> {
    const tries = (this.#openTries.get(source.taskId) ?? 0) + 1
    const passing = error.kind === 'transient' && tries < this.#options.settings.retries.maxTries
    if (error.scope !== 'engine' && !passing) {
      this.#openTries.delete(source.taskId)
      this.#refuse(source.taskId, error)
      return
    }
    if (error.scope === 'engine') this.#tellTrouble(source.options.engine, error)
    else this.#openTries.set(source.taskId, tries)
    await delay(Math.min(error.retryAfterMs ?? OPEN_AGAIN_MS, 5000), null, { signal: this.#closing.signal }).catch(
      () => {},
    )
  }

  #nextUnopened(): string | null {
    return this.#options.store.nextUnopened(this.#only ? [...this.#only] : null)
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

  #tell(event: CoreEvent): void {
    this.emit('event', event)
  }
}

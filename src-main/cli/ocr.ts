/** `inkleaf ocr`: adds files, shows their pages as they are read, writes the results. */
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { hasEnded, type JobOptions, type JobView, jobOptions, type PageView } from '../../src-preload/model.ts'
import type { Pace } from '../../src-preload/monitor.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { parsePageRanges } from '../documents/page-ranges.ts'
import { InkleafError, UsageError } from '../errors.ts'
import { type Format, isText } from '../export/formats.ts'
import { ended } from '../log.ts'
import { type Core, openCore } from './core.ts'
import { checkFormats, checkTargets, exporting, writeTargets } from './out-files.ts'
import { JsonReporter, type Reporter, TextReporter } from './reporters.ts'
import { gatherSources } from './sources.ts'
import { clearStatus, endQuietlyWithReader, note } from './terminal.ts'

export interface OcrFlags {
  mode: JobOptions['mode']
  accuracy: JobOptions['accuracy']
  pages?: string
  dpi: number
  password?: string
  priority: number
  format?: Format[]
  out?: string
  force: boolean
  pdfa: boolean
  engine: string
  backend?: Settings['backend']
  textLayer: JobOptions['textLayer']
  cleanUp?: JobOptions['cleanUp']
  ignore?: JobOptions['ignoreRegions']
  fresh: boolean
  json: boolean
}

/** Troubles of the whole engine that waiting won't fix. */
const HOPELESS = [
  'app_moved',
  'network_volume',
  'python_missing',
  'model_missing',
  'engine_broken',
  'disk_full',
  'read_only',
  'database_corrupt',
  'database_failed',
  'queue_failed',
]

interface Followed {
  /** The same bytes may be named more than once. */
  paths: string[]
  job: JobView
  /** Pages that were shown. */
  shown: Set<number>
}

export async function ocr(named: readonly string[], flags: OcrFlags): Promise<number> {
  endQuietlyWithReader()
  const options = toOptions(flags)
  const sources = await gatherSources(named)
  const targets =
    flags.out === undefined ? null : checkTargets(sources.files, flags.out, flags.format ?? ['md'], flags.force)
  const reporter: Reporter = flags.json
    ? new JsonReporter()
    : new TextReporter({
        files: sources.files.length,
        format: targets ? null : (flags.format?.find(isText) ?? (flags.mode === 'markdown' ? 'md' : 'txt')),
      })
  if (sources.passedOver > 0) note(`${sources.passedOver} files of other kinds were passed over.`)
  for (const { path, code, message } of sources.refused) reporter.refused(path, { code, message })
  const core = await openCore(flags.backend ? { backend: flags.backend } : {})
  if (core.owned?.putAside)
    note(`The history was damaged; it was put aside as ${core.owned.putAside} and a new one begun.`)
  try {
    const run = new OcrRun(core, reporter)
    const finished = await run.all(sources.files, options)
    if (targets && finished) await writeTargets(targets, run.results(), exporting(core, flags), reporter)
    clearStatus()
    reporter.done()
    if (core.owned && finished) await waitForOthers(core)
    if (finished) return reporter.failed > 0 || run.incomplete ? 1 : 0
    note(
      core.owned
        ? 'Stopped. What was read is kept; the same command goes on from there.'
        : 'The other Inkleaf goes on with it.',
    )
    return run.trouble ? 1 : 130
  } finally {
    await core.close()
  }
}

function toOptions(flags: OcrFlags): JobOptions {
  if (flags.pages !== undefined) parsePageRanges(flags.pages)
  if (!flags.out && (flags.format?.length ?? 0) > 1) throw new UsageError('Several formats need --out.')
  checkFormats(flags.format ?? [], flags.out, flags.pdfa)
  if (flags.force && !flags.out) throw new UsageError('--force goes with --out.')
  const { mode, accuracy, dpi, priority, engine, textLayer, fresh, cleanUp, ignore } = flags
  return jobOptions.parse({
    mode,
    accuracy,
    dpi,
    priority,
    engine,
    textLayer,
    fresh,
    cleanUp,
    ignoreRegions: ignore,
    pages: flags.pages ?? null,
    password: flags.password ?? null,
  })
}

class OcrRun {
  readonly #core: Core
  readonly #reporter: Reporter
  readonly #followed = new Map<string, Followed>()
  /** The newest word on every job, also of those that are not known to be ours yet. */
  readonly #latest = new Map<string, JobView>()
  #stopped = false
  readonly #stop = Promise.withResolvers<'stopped'>()
  #changed = Promise.withResolvers<void>()
  trouble: InkleafError | null = null

  constructor(core: Core, reporter: Reporter) {
    this.#core = core
    this.#reporter = reporter
    core.onEvent((event) => {
      if (event.type === 'job') this.#takeJob(event.job)
      else if (event.type === 'page') this.#takePage(event.jobId, event.page)
      else if (event.type === 'engine' && HOPELESS.includes(event.state))
        this.#giveUp(new InkleafError(event.state, 'defect', event.message ?? ''))
      else if (event.type === 'engine' && event.message) this.#reporter.waits(event.message)
      else if (event.type === 'pace') this.#tellMemory(event.pace.memory)
    })
    core.onGone(() =>
      this.#giveUp(
        new InkleafError(
          'owner_gone',
          'transient',
          'The Inkleaf that did the work has ended. Run the same command again.',
        ),
      ),
    )
  }

  #tellMemory(memory: Pace['memory']): void {
    if (memory === 'waiting')
      this.#reporter.waits('There is not enough memory for a page now. Reading goes on by itself when there is.')
    else if (memory === 'smaller')
      this.#reporter.waits('Memory is short: pages are read one at a time, at a lower resolution.')
  }

  /** Reads all files; false where it was stopped before the end. */
  async all(paths: readonly string[], options: JobOptions): Promise<boolean> {
    const onSignal = () => {
      this.#stopped = true
      this.#stop.resolve('stopped')
    }
    process.once('SIGINT', onSignal)
    process.once('SIGTERM', onSignal)
    try {
      return (await Promise.race([this.#addAndWait(paths, options), this.#stop.promise])) !== 'stopped'
    } finally {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    }
  }

  results(): { path: string; jobId: string }[] {
    return [...this.#followed.values()].flatMap(({ paths, job }) => paths.map((path) => ({ path, jobId: job.id })))
  }

  /** Something was cancelled, paused or refused: not all was read. */
  get incomplete(): boolean {
    return [...this.#followed.values()].some(({ job }) => job.state !== 'completed')
  }

  async #addAndWait(paths: readonly string[], options: JobOptions): Promise<void> {
    let batch: { batchId: string } | undefined
    for (const path of paths) {
      if (this.#stopped) return
      const { batchId, added, refused } = await this.#core.call('jobs.add', {
        paths: [resolve(path)],
        options,
        ...batch,
      })
      batch = { batchId }
      for (const { code, message } of refused) this.#reporter.refused(path, { code, message })
      for (const { job, reused } of added) await this.#follow(path, job, reused)
    }
    while (![...this.#followed.values()].every(({ job }) => isOver(job))) {
      await this.#changed.promise
      this.#changed = Promise.withResolvers()
    }
  }

  async #follow(path: string, added: JobView, reused: string): Promise<void> {
    const known = this.#followed.get(added.id)
    if (known) {
      known.paths.push(path)
      this.#reporter.same(path, known.paths[0] ?? path)
      return
    }
    const job = this.#latest.get(added.id) ?? added
    this.#followed.set(job.id, { paths: [path], job, shown: new Set() })
    this.#reporter.added(path, job, reused === 'finished' ? job.endedAt : null)
    // Pages that ended before this was listening: an earlier run's, or very fast ones.
    const limit = 50
    for (let offset = 0; ; offset += limit) {
      const pages = await this.#core.call('jobs.pages', { jobId: job.id, offset, limit })
      for (const page of pages) this.#takePage(job.id, page)
      if (pages.length < limit) break
    }
    this.#takeJob(this.#latest.get(job.id) ?? job)
  }

  #takePage(jobId: string, page: PageView): void {
    const followed = this.#followed.get(jobId)
    if (!followed || followed.shown.has(page.page) || page.status === 'pending' || page.status === 'processing') return
    followed.shown.add(page.page)
    this.#reporter.page(followed.paths[0] ?? '', page)
  }

  #takeJob(job: JobView): void {
    this.#latest.set(job.id, job)
    const followed = this.#followed.get(job.id)
    if (!followed) return
    followed.job = job
    this.#reporter.progress([...this.#followed.values()].map((f) => f.job))
    if (isOver(job)) this.#reporter.ended(followed.paths[0] ?? '', job)
    this.#changed.resolve()
  }

  #giveUp(error: InkleafError): void {
    if (this.trouble) return
    this.trouble = error
    this.#stopped = true
    note(error.message)
    this.#stop.resolve('stopped')
  }
}

/** Nothing more will come of it without the user. */
function isOver(job: JobView): boolean {
  return hasEnded(job.state) || job.state === 'waiting_for_password' || job.state === 'paused'
}

/** Another command may have handed its files to this process: they are finished first. */
export async function waitForOthers(core: Core): Promise<void> {
  const app = core.owned
  if (!app) return
  const idle = () => app.commandClients() === 0 && !app.isBusy()
  if (idle()) return
  note('Finishing what another command handed over ...')
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal)
  while (!idle() && !stop.signal.aborted) await delay(100, null, { signal: stop.signal }).catch(ended)
  process.off('SIGINT', onSignal)
}

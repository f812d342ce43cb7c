/**
 * A folder that is watched: what comes into it is read, and what was read is written beside it or wherever the settings say.
 * Nothing is remembered of it: a file whose result is there and newer is done, and the history knows content that was read.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { FSWatcher } from 'chokidar'
import type { Additions, CoreEvent } from '../../src-preload/contract.ts'
import { type JobOptions, type JobView, jobOptions } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { log } from '../log.ts'
import type { Exporter } from './exporter.ts'

/** A scanner writes for a while: a file that has not grown for so long is whole. */
const SETTLED_MS = 2000
const LOOK_MS = 200
/** Browsers' and programs' files that are not finished yet, and hidden ones. */
const UNFINISHED = /^\.|^~\$|\.(part|partial|crdownload|download|tmp|icloud)$/i
const RESULTS = 'Inkleaf'

export interface WatchedFolderParts {
  settings: Settings
  exporter: Pick<Exporter, 'write'>
  add(paths: string[], options: JobOptions): Promise<Additions>
  /** Trouble for all windows to show; null: it is over. */
  tell(event: CoreEvent): void
}

export class WatchedFolder {
  readonly #parts: WatchedFolderParts
  /** What is being read, by job: its file. */
  readonly #reading = new Map<string, string>()
  #watcher: FSWatcher | null = null
  #watched: string | null = null
  /** One file after the other: each is hashed as it is added. */
  #work: Promise<unknown> = Promise.resolve()

  constructor(parts: WatchedFolderParts) {
    this.#parts = parts
  }

  /** Starts, ends or moves the watch as the settings say now. */
  async follow(): Promise<void> {
    const { folder, results } = this.#parts.settings.watch
    const wanted = folder === null ? null : `${folder}\n${results}`
    if (wanted === this.#watched) return
    this.#watched = wanted
    await this.#watcher?.close()
    this.#watcher = null
    if (folder === null) return
    if (!(await isFolder(folder))) {
      this.#trouble(
        'watched_folder_missing',
        `The watched folder ${folder} is not there. It is looked for again at the next start.`,
      )
      return
    }
    // Loaded when it is wanted: no start should wait for it.
    const { watch } = await import('chokidar')
    const watcher = watch(folder, {
      depth: 0,
      ignored: (path, stats) => path !== folder && (UNFINISHED.test(basename(path)) || stats?.isDirectory() === true),
      awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: LOOK_MS },
    })
    this.#watcher = watcher
    // chokidar waits for files that come later; those that are there already may still be growing.
    let isFirstLook = true
    watcher.on('ready', () => {
      isFirstLook = false
    })
    watcher.on('add', (path) => {
      if (isFirstLook) void this.#whole(path, watcher).then(() => this.#take(path))
      else this.#take(path)
    })
    watcher.on('change', (path) => this.#take(path))
    watcher.on('error', (caught) => {
      log.warn({ err: coerceError(caught) }, 'the watched folder can not be watched')
      this.#trouble(
        'watched_folder_failed',
        `The watched folder ${folder} can't be watched: ${coerceError(caught).message}`,
      )
    })
  }

  /** The job has come to an end, or not: whoever hears of all jobs says so. */
  jobChanged(job: JobView): void {
    const path = this.#reading.get(job.id)
    if (path === undefined || !ENDED.has(job.state)) return
    this.#reading.delete(job.id)
    if (HAS_TEXT.has(job.state)) this.#later(() => this.#write(job, path))
  }

  async close(): Promise<void> {
    await this.#watcher?.close()
    await this.#work
  }

  /** Resolves when the file has not changed for a while, or nobody watches any more. */
  async #whole(path: string, watcher: FSWatcher): Promise<void> {
    for (;;) {
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
      // A clock of another machine may be ahead.
      if (watcher.closed || age < 0 || age >= SETTLED_MS) return
      await delay(SETTLED_MS - age, undefined, { ref: false })
    }
  }

  #take(path: string): void {
    this.#later(async () => {
      if (this.#isDone(path)) return
      const { settings } = this.#parts
      const options = jobOptions.parse({ ...settings.reading, mode: settings.watch.mode })
      const { added, refused } = await this.#parts.add([path], options)
      for (const { code } of refused) log.info({ code }, 'a file in the watched folder is none that is read')
      for (const { job } of added) {
        if (HAS_TEXT.has(job.state)) await this.#write(job, path)
        else this.#reading.set(job.id, path)
      }
    })
  }

  #later(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((caught) => {
      const error = coerceError(caught)
      log.warn({ err: error }, 'a file in the watched folder was not taken')
      this.#trouble('watched_folder_failed', `The watched folder: ${error.message}`)
    })
  }

  async #write(job: JobView, path: string): Promise<void> {
    const target = this.#resultOf(path)
    if (target === null || this.#isDone(path)) return
    await mkdir(dirname(target), { recursive: true })
    await this.#parts.exporter.write(job, this.#parts.settings.watch.format, target)
  }

  /** Its result is there, and no older than the file. */
  #isDone(path: string): boolean {
    const target = this.#resultOf(path)
    if (target === null || !existsSync(target) || !existsSync(path)) return false
    return statSync(target).mtimeMs >= statSync(path).mtimeMs
  }

  /** Null where nothing is watched any more. */
  #resultOf(path: string): string | null {
    const { folder, format, results } = this.#parts.settings.watch
    if (folder === null) return null
    return join(results ?? join(folder, RESULTS), `${resultStem(path, readdirSync(folder))}.${format}`)
  }

  #trouble(state: string, message: string): void {
    this.#parts.tell({ type: 'engine', engine: 'watch', state, message })
  }
}

const ENDED: ReadonlySet<string> = new Set(['completed', 'partial', 'failed', 'cancelled'])

/** `partial`: some pages failed; what was read is worth having, and the document says where they were. */
const HAS_TEXT: ReadonlySet<string> = new Set(['completed', 'partial'])

/** `scan.pdf` gives `scan`; beside a `scan.png` it gives `scan.pdf`, so that both have a result. */
export function resultStem(path: string, siblings: readonly string[]): string {
  const name = basename(path)
  const stem = basename(name, extname(name))
  const alike = siblings.filter((other) => basename(other, extname(other)).toLowerCase() === stem.toLowerCase())
  return alike.length > 1 ? name : stem
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** Results that would be read again as if they were new. Throws `watched_results`. */
export function checkResults(folder: string, results: string | null): void {
  if (results === null || resolve(folder) !== resolve(results)) return
  throw new InkleafError(
    'watched_results',
    'input',
    'Results can not go into the watched folder itself: they would be read again. Choose another folder.',
  )
}

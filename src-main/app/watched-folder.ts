/**
 * A folder that is watched: what comes into it is read, and what was read is written into its folder `Inkleaf` or wherever the
 * settings say. It is looked at every few seconds: the system's own notices don't come from network volumes, and cost a
 * descriptor a file on a Mac. What was taken and written is in the database (history/watched-files.ts), so a restart does
 * nothing twice, and what the user has deleted or cancelled is left alone.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { Additions } from '../../src-preload/contract.ts'
import { type Failure, type JobOptions, type JobView, jobOptions } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { isFolder } from '../documents/walk.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { exportStem } from '../export/naming.ts'
import type { HistoryStore } from '../history/store.ts'
import { log } from '../log.ts'
import { freeStems } from './export-many.ts'
import type { Exporter } from './exporter.ts'

/** A file that is the same at two looks is whole: scanners pause for a second or two between pages. */
const EVERY_MS = 3000
/** A folder whose own time is the same has no new files; those in it may have been written over, so all are looked at each n-th time. */
const ALL_EACH = 10
/** Browsers' and programs' files that are not finished yet, and hidden ones. */
const UNFINISHED = /^\.|^~\$|\.(part|partial|crdownload|download|tmp|icloud)$/i
const RESULTS = 'Inkleaf'
/** Errors of a file that may be gone the next time. */
const PASSING: ReadonlySet<string> = new Set(['no_permission', 'disk_failed', 'source_missing'])

export interface WatchedFolderParts {
  settings: Settings
  store: Pick<
    HistoryStore,
    'watchedFile' | 'watchedPaths' | 'takeWatched' | 'watchedToWrite' | 'watchedWritten' | 'forgetWatched' | 'job'
  >
  exporter: Pick<Exporter, 'write'>
  add(paths: string[], options: JobOptions): Promise<Additions>
  /** What keeps it from working; null: nothing any more. */
  tell(trouble: Failure | null): void
  everyMs?: number
}

export class WatchedFolder {
  readonly #parts: WatchedFolderParts
  readonly #everyMs: number
  /** Files that are not taken yet, as they were at the last look. */
  readonly #growing = new Map<string, { identity: string; sinceMs: number }>()
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> = Promise.resolve()
  #looks = 0
  #folder: string | null = null
  #folderTime = 0
  #isClosed = false
  trouble: Failure | null = null

  constructor(parts: WatchedFolderParts) {
    this.#parts = parts
    this.#everyMs = parts.everyMs ?? EVERY_MS
  }

  /** Looks soon: at the start, when the settings have changed, when a document has come to its end. */
  hurry(): void {
    if (this.#isClosed) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    // One look after the other, whoever asks.
    this.#looking = this.#looking.then(() => this.#look())
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    if (this.#isClosed) return
    const { folder } = this.#parts.settings.watch
    if (folder !== this.#folder) {
      this.#folder = folder
      this.#folderTime = 0
      this.#growing.clear()
    }
    // What can't be written keeps nothing from being read.
    const written = await this.#writeWhatIsDue().catch(coerceError)
    const taken = await this.#takeWhatIsNew(folder).catch(coerceError)
    const error = taken ?? written ?? null
    if (error && this.trouble?.message !== error.message) log.warn({ err: error }, 'the watched folder')
    this.#setTrouble(error?.toFailure() ?? null)
    if (this.#isClosed || folder === null || this.#timer) return
    this.#timer = setTimeout(() => this.hurry(), this.#everyMs)
    this.#timer.unref()
  }

  async #takeWhatIsNew(folder: string | null): Promise<void> {
    if (folder === null || this.#parts.settings.privateMode) return
    const { mtimeMs } = await stat(folder).catch(() => {
      throw new InkleafError('watched_folder_missing', 'input', `The watched folder ${folder} is not there.`)
    })
    const hasNothingNew = mtimeMs === this.#folderTime && this.#growing.size === 0
    if (hasNothingNew && ++this.#looks % ALL_EACH !== 0) return
    const names = (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name))
      .map(({ name }) => name)
    const paths = new Set(names.map((name) => join(folder, name)))
    let failed: unknown = null
    for (const path of paths) {
      const { watch, privateMode } = this.#parts.settings
      // Nothing of what is read in private mode is to be remembered, not even that it was read.
      if (this.#isClosed || privateMode || watch.folder !== folder) return
      // One that can't be taken keeps no other from it.
      await this.#considered(path).catch((caught: unknown) => {
        failed ??= caught
      })
    }
    this.#forgetWhatIsGone(folder, paths)
    if (failed) throw failed
    this.#folderTime = mtimeMs
  }

  async #considered(path: string): Promise<void> {
    const { store } = this.#parts
    const found = await stat(path).catch(() => null)
    if (!found) return
    const identity = `${found.size} ${found.mtimeMs}`
    if (store.watchedFile(path)?.identity === identity) {
      this.#growing.delete(path)
      return
    }
    const growing = this.#growing.get(path)
    if (growing?.identity !== identity) {
      this.#growing.set(path, { identity, sinceMs: performance.now() })
      return
    }
    // Looks come at every end of a document as well.
    if (performance.now() - growing.sinceMs < this.#everyMs) return
    await this.#take(path, identity)
    this.#growing.delete(path)
  }

  async #take(path: string, identity: string): Promise<void> {
    const { settings, store, add } = this.#parts
    const options = jobOptions.parse({ ...settings.reading, mode: settings.watch.mode })
    const { added, refused } = await add([path], options)
    const [refusal] = refused
    // A full disk is no reason to pass a file over for good, nor are permissions that it has not got yet.
    if (refusal && (PASSING.has(refusal.code) || (refusal.kind !== undefined && refusal.kind !== 'input')))
      throw new InkleafError(refusal.code, refusal.kind ?? 'input', refusal.message)
    if (refusal) log.info({ code: refusal.code }, 'a file in the watched folder is none that is read')
    store.takeWatched({ path, identity, jobId: added[0]?.job.id ?? '' })
    await this.#writeWhatIsDue()
  }

  async #writeWhatIsDue(): Promise<void> {
    const { store } = this.#parts
    let failed: unknown = null
    for (const { path, jobId, result, state } of store.watchedToWrite()) {
      const job = store.job(jobId)
      if (!job) continue
      try {
        store.watchedWritten(path, await this.#write(job, path, result), state)
      } catch (caught) {
        const error = coerceError(caught)
        // No tables to be written as CSV, a signed PDF: it will not be otherwise the next time.
        if (error.kind === 'input' && !PASSING.has(error.code)) {
          log.warn({ err: error, job: jobId }, 'a document of the watched folder can not be written')
          store.watchedWritten(path, result, state)
        } else failed ??= caught
      }
    }
    if (failed) throw failed
  }

  /** Over what was written of the same file before, never over anything else. */
  async #write(job: JobView, path: string, before: string | null): Promise<string> {
    const { settings, exporter } = this.#parts
    const { format, results } = settings.watch
    const folder = results ?? join(dirname(path), RESULTS)
    await mkdir(folder, { recursive: true })
    const isOurs =
      before !== null && dirname(before) === folder && extname(before) === `.${format}` && existsSync(before)
    // Two files of one content are one document, each with a result of its own name.
    const [stem = ''] = freeStems(
      folder,
      [exportStem({ ...job, name: basename(path) }, settings.exports.name)],
      [format],
    )
    const target = isOurs ? before : join(folder, `${stem}.${format}`)
    await exporter.write(job, format, target)
    return target
  }

  #forgetWhatIsGone(folder: string, paths: ReadonlySet<string>): void {
    for (const path of this.#growing.keys()) if (!paths.has(path)) this.#growing.delete(path)
    // An empty folder may be one in whose place a volume was.
    if (paths.size === 0) return
    for (const path of this.#parts.store.watchedPaths())
      if (dirname(path) === folder && !paths.has(path)) this.#parts.store.forgetWatched(path)
  }

  #setTrouble(trouble: Failure | null): void {
    if (this.trouble?.message === trouble?.message) return
    this.trouble = trouble
    this.#parts.tell(trouble)
  }
}

/** Throws `watched_folder_missing`, or `watched_results` where results would be read again as if they were new. */
export async function checkWatch(folder: string, results: string | null): Promise<void> {
  if (!(await isFolder(folder)))
    throw new InkleafError('watched_folder_missing', 'input', `There is no folder ${folder}.`)
  if (results !== null && (await isSame(folder, results)))
    throw new InkleafError(
      'watched_results',
      'input',
      'Results can not go into the watched folder itself: they would be read again. Choose another folder.',
    )
}

/** Also by another name: through a link, or in other letters where the file system doesn't tell them apart. */
async function isSame(one: string, other: string): Promise<boolean> {
  if (resolve(one) === resolve(other)) return true
  const [first, second] = await Promise.all([stat(one), stat(other).catch(() => null)])
  return first.dev === second?.dev && first.ino === second.ino
}

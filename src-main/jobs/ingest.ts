/** Takes files in: what each is, whether it was read before, and a copy that stays. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Additions, CommandInput } from '../../src-preload/contract.ts'
import { hasEnded, type JobOptions, type JobState, jobOptions } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { identify, MAX_READABLE_BYTES } from '../documents/kind.ts'
import { parsePageRanges } from '../documents/page-ranges.ts'
import { keepSource, sha256Of } from '../documents/source-store.ts'
import { type Found, isFolder, walk } from '../documents/walk.ts'
import { coerceError } from '../errors.ts'
import type { HistoryStore } from '../history/store.ts'
import { log } from '../log.ts'
import type { OpenDocuments } from './open-documents.ts'
import { beingClosed, fileTooLarge, noSuchJob, nothingIn } from './refusals.ts'

export interface Ingested {
  taskId: string
  reused: 'no' | 'unfinished' | 'finished'
}

export interface IngestOptions {
  store: HistoryStore
  settings: Settings
  sourcesFolder: string
  documents: OpenDocuments
  closing: AbortSignal
  onAdded(taskId: string): void
}

export class Ingest {
  readonly #options: IngestOptions
  /** Files that are being taken in. */
  readonly #running = new Set<Promise<unknown>>()

  constructor(options: IngestOptions) {
    this.#options = options
  }

  /** Resolves when no file is being taken in. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running)
  }

  /** `keep`: the files will be gone soon, as those of an upload; they are kept whatever the settings say. */
  async add({ paths, options: input, batchId = newId() }: CommandInput<'jobs.add'>, keep: boolean): Promise<Additions> {
    const options: JobOptions = jobOptions.parse(input)
    if (this.#options.closing.aborted) throw beingClosed()
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
    const { store, closing, onAdded } = this.#options
    try {
      if (closing.aborted) throw beingClosed()
      const { taskId, reused } = await this.#takeIn(path, options, batchId, { keep, held: false })
      store.scope.include(taskId)
      const job = store.job(taskId)
      if (!job) return
      answer.added.push({ job, path, reused })
      onAdded(taskId)
    } catch (caught) {
      const error = coerceError(caught)
      log.warn({ err: error }, 'a file was refused')
      const { code, message, kind } = error
      answer.refused.push({ path, code, message, kind })
    }
  }

  /** Taken in, but not read until its pages are asked for; kept whatever the settings say. Throws why it is refused. */
  async addHeld(path: string, options: JobOptions): Promise<string> {
    const fresh = { ...options, fresh: true }
    const { taskId } = await this.#track(this.#takeIn(path, fresh, newId(), { keep: true, held: true }))
    return taskId
  }

  /** The same document again, with other options; the earlier result stays. */
  again(id: string, options: JobOptions): string {
    if (options.pages !== null) parsePageRanges(options.pages)
    const { store, settings, documents } = this.#options
    const document = store.documentOf(id)
    if (!document) throw noSuchJob(id)
    const { name, sourcePath } = document
    const taskId = newId()
    // What is read again is no part of what was added with it then.
    const batchId = newId()
    const isPrivate = settings.privateMode
    store.addTask({ id: taskId, documentId: document.id, batchId, name, sourcePath, options, private: isPrivate })
    documents.copyPassword(id, taskId)
    return taskId
  }

  async #track<T>(running: Promise<T>): Promise<T> {
    this.#running.add(running)
    return running.finally(() => this.#running.delete(running))
  }

  /** Throws an InkleafError that names why the file is refused. */
  async #takeIn(
    path: string,
    options: JobOptions,
    batchId: string,
    how: { keep: boolean; held: boolean },
  ): Promise<Ingested> {
    const { store, settings, sourcesFolder, documents } = this.#options
    const isPrivate = settings.privateMode
    if (options.pages !== null) parsePageRanges(options.pages)
    // All that can be told without reading the file is told before it is copied.
    const { kind, bytes } = await identify(path)
    const { maxFileBytes } = settings.limits
    const maxBytes = Math.min(maxFileBytes ?? Number.POSITIVE_INFINITY, MAX_READABLE_BYTES)
    if (bytes > maxBytes) throw fileTooLarge(bytes, maxBytes, maxBytes === maxFileBytes)
    const kept = settings.keepSources === 'copy' || how.keep ? await keepSource(path, sourcesFolder, kind, bytes) : null
    const sha256 = kept?.sha256 ?? (await sha256Of(path))
    const storedFile = kept?.name ?? null
    // A deletion that was under way may have taken the copy that was there.
    if (storedFile !== null && !existsSync(join(sourcesFolder, storedFile)))
      return this.#takeIn(path, options, batchId, how)
    // From here on nothing waits, so that two additions of the same bytes can't miss each other.
    const documentId = store.addDocument({ sha256, kind, bytes, storedFile })
    const same = options.fresh ? null : store.findSame(documentId, options, isPrivate)
    const taken = same ? reuse(store, same) : { taskId: newId(), reused: 'no' as const }
    if (!same)
      store.addTask({
        id: taken.taskId,
        documentId,
        batchId,
        name: basename(path),
        sourcePath: resolve(path),
        options,
        private: isPrivate,
        held: how.held,
      })
    if (options.password !== null) {
      documents.setPassword(taken.taskId, options.password)
      store.act('givePassword', [taken.taskId])
    }
    return taken
  }
}

/** What is done stays done; what failed or was cancelled is tried again. */
function reuse(store: HistoryStore, { id, state }: { id: string; state: JobState }): Ingested {
  store.list(id)
  if (state === 'completed') return { taskId: id, reused: 'finished' }
  if (hasEnded(state)) store.retry(id, null)
  else if (state === 'paused') store.act('resume', [id])
  return { taskId: id, reused: 'unfinished' }
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten letters and digits that are hard to mistake for each other. */
export function newId(): string {
  return Array.from(randomBytes(10), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

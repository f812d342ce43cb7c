/** Languages that were fetched, and those that can be. */
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelView } from '../../src-preload/contract.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { download, isRight } from './download.ts'
import { unreachable } from './hub.ts'
import { isLanguage, LANGUAGE_FILES, type LanguageFile, languageFile } from './language-files.ts'

const BETWEEN_EVENTS_MS = 300
const ANSWER_MS = 20_000

/** Where an engine's files are, and where they are fetched from. */
export interface LanguagePlace {
  folder: string
  address(): string
}

export interface LanguagesOptions {
  places: Record<LanguageFile['engine'], LanguagePlace>
  /** Tesseract's languages that the system's own packages brought. */
  bySystem(): ReadonlySet<string>
}

interface Running {
  stop: AbortController
  doneBytes: number
  totalBytes: number
}

export class Languages extends EventEmitter<{ changed: [] }> {
  readonly #options: LanguagesOptions
  readonly #running = new Map<string, Running>()
  readonly #messages = new Map<string, string>()
  #told = 0

  constructor(options: LanguagesOptions) {
    super()
    this.#options = options
  }

  /** Whether it is one of these, and no vision model. */
  has(id: string): boolean {
    return isLanguage(id)
  }

  /** Without those that only the system has. */
  list(): ModelView[] {
    const bySystem = this.#options.bySystem()
    const isOffered = (file: LanguageFile) =>
      file.engine !== 'tesseract' || !bySystem.has(file.id.replace('tesseract-', '')) || existsSync(this.#pathOf(file))
    return LANGUAGE_FILES.filter(isOffered).map((file) => this.#view(file))
  }

  /** Resolves with its id when it is there; what was broken off goes on where it was. */
  async get(id: string): Promise<string> {
    const file = languageFile(id)
    if (this.#running.has(id)) throw new InkleafError('model_under_way', 'input', `${id} is being fetched already.`)
    const { folder, address } = this.#options.places[file.engine]
    const running: Running = { stop: new AbortController(), doneBytes: 0, totalBytes: file.bytes }
    this.#running.set(id, running)
    this.#messages.delete(id)
    this.#tell()
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const hub = address()
      const from = `${hub}/${file.path}`
      if (!file.isExact) running.totalBytes = await lengthAt(from, hub, running.stop.signal)
      await download([{ path: file.path, bytes: running.totalBytes, sha256: file.sha256, gitSha1: null }], {
        hub,
        folder,
        addressOf: () => from,
        signal: running.stop.signal,
        onProgress: (doneBytes) => {
          running.doneBytes = doneBytes
          this.#tell(BETWEEN_EVENTS_MS)
        },
      })
      return id
    } catch (caught) {
      if (running.stop.signal.aborted)
        throw new InkleafError('paused', 'transient', 'It was paused; what was fetched is kept.')
      const error = coerceError(caught)
      this.#messages.set(id, error.message)
      throw error
    } finally {
      this.#running.delete(id)
      this.#tell()
    }
  }

  pause(id: string): void {
    this.#running.get(languageFile(id).id)?.stop.abort()
  }

  async remove(id: string): Promise<void> {
    const file = languageFile(id)
    this.pause(id)
    for (const path of [this.#pathOf(file), `${this.#pathOf(file)}.part`]) await rm(path, { force: true })
    this.#messages.delete(id)
    this.#tell()
  }

  /** Its file where it is not what it should be. */
  async check(id: string): Promise<string[]> {
    const file = languageFile(id)
    const path = this.#pathOf(file)
    const bytes = file.isExact ? file.bytes : (await stat(path)).size
    return (await isRight(path, { path, bytes, sha256: file.sha256, gitSha1: null })) ? [] : [file.path]
  }

  close(): void {
    for (const { stop } of this.#running.values()) stop.abort()
  }

  #pathOf({ engine, path }: LanguageFile): string {
    return join(this.#options.places[engine].folder, path)
  }

  #view(file: LanguageFile): ModelView {
    const { id, engine, name, bytes, repo } = file
    const running = this.#running.get(id)
    const path = this.#pathOf(file)
    const own = existsSync(path) ? 'there' : existsSync(`${path}.part`) ? 'paused' : 'absent'
    return {
      id,
      engine,
      name,
      repo,
      licence: 'Apache-2.0',
      bytes,
      memoryBytes: 4 * bytes,
      isPinned: true,
      speed: null,
      goodAt: 'language',
      state: running ? 'fetching' : own,
      doneBytes: running?.doneBytes ?? null,
      totalBytes: running?.totalBytes ?? null,
      message: this.#messages.get(id) ?? null,
      chosen: false,
    }
  }

  /** At most so often while it goes on. */
  #tell(betweenMs = 0): void {
    const now = Date.now()
    if (now - this.#told < betweenMs) return
    this.#told = now
    this.emit('changed')
  }
}

async function lengthAt(address: string, hub: string, signal: AbortSignal): Promise<number> {
  const either = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])
  const answer = await fetch(address, { method: 'HEAD', signal: either }).catch((cause: unknown) => {
    throw unreachable(hub, cause)
  })
  const length = Number(answer.headers.get('content-length'))
  if (answer.ok && Number.isSafeInteger(length) && length > 0) return length
  if (answer.status !== 404) throw unreachable(hub, new Error(`status ${answer.status}, ${length} bytes`))
  throw new InkleafError('not_at_address', 'input', `${address} is not there. Check the address in Settings > Engines.`)
}

/** Languages that were fetched, and those that can be. */
import { existsSync } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelView } from '../../src-preload/contract.ts'
import { isLanguage } from '../../src-preload/language-ids.ts'
import { InkleafError } from '../errors.ts'
import { download, isRight } from './download.ts'
import { Downloads } from './downloads.ts'
import { unreachable } from './hub.ts'
import { LANGUAGE_FILES, type LanguageFile, languageFile } from './language-files.ts'

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

export class Languages extends Downloads {
  readonly #options: LanguagesOptions

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
    const { folder, address } = this.#options.places[file.engine]
    return this.run(id, file.bytes, async ({ signal, onProgress }) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const hub = address()
      const from = `${hub}/${file.path}`
      const bytes = file.isExact ? file.bytes : await lengthAt(from, hub, signal)
      const wanted = { path: file.path, bytes, sha256: file.sha256, gitSha1: null }
      await download([wanted], { hub, folder, addressOf: () => from, signal, onProgress })
    })
  }

  pause(id: string): void {
    this.stop(languageFile(id).id)
  }

  async remove(id: string): Promise<void> {
    const file = languageFile(id)
    this.pause(id)
    for (const path of [this.#pathOf(file), `${this.#pathOf(file)}.part`]) await rm(path, { force: true })
    this.forget(id)
  }

  /** Its file where it is not what it should be. */
  async check(id: string): Promise<string[]> {
    const file = languageFile(id)
    const path = this.#pathOf(file)
    const bytes = file.isExact ? file.bytes : (await stat(path)).size
    return (await isRight(path, { path, bytes, sha256: file.sha256, gitSha1: null })) ? [] : [file.path]
  }

  #pathOf({ engine, path }: LanguageFile): string {
    return join(this.#options.places[engine].folder, path)
  }

  #view(file: LanguageFile): ModelView {
    const { id, engine, name, bytes, repo } = file
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
      answers: false,
      goodAt: 'language',
      ...this.progress(id, own),
      chosen: false,
    }
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

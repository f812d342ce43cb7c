/** Tesseract's data for scripts that the fast engine lacks: what can be had, and what was fetched. */
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelView } from '../../src-preload/contract.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { download, isRight } from './download.ts'
import type { HubFile } from './hub.ts'

/** Version 4.1.0: https://github.com/tesseract-ocr/tessdata_fast */
const REPO = 'tesseract-ocr/tessdata_fast'
/** ISO 639-3 with the bytes and the SHA-256 of its file, as Debian's packages (1:4.1.0-2) have it. */
const LANGUAGES: readonly (readonly [language: string, bytes: number, sha256: string])[] = [
  ['ara', 1432056, 'e3206d3dc87fd50c24a0fb9f01838615911d25168f4e64415244b67d2bb3e729'],
  ['bel', 3692098, '9c6668a0b202f3dcfe074b64620d108e1902ca7498a40b5a11b4a3da6112d58f'],
  ['ben', 855841, '31163084c279aaebd376216f0c3d5c17ad4b5fee8db49dae79c20000b5de5964'],
  ['bul', 1675212, 'aebc9b0fcc8cfaf8a9f38a02bb7b85052bd850744696a2c11cf0081820e5b21e'],
  ['ell', 1419514, '4fba8a0b461038d51f1c20d043d4f2ac38c4e778f1b90830847f7bd8fa3ba726'],
  ['fas', 431500, 'db1c0a91208aff00d3cf1ed2c1d23f76419afd5f024688b4f71adc3f2ce4a505'],
  ['heb', 961404, '11f9e43ab227f786352a50f75c94c2e9906f1baba86d93276da19da7ce0904db'],
  ['hin', 1122751, '4c73ffc59d497c186b19d1e90f5d721d678ea6b2e277b719bee4e2af12271825'],
  ['hye', 3463717, 'b701d0d95799a716143dedb0197504e56f27a1bb133d6607ff5778c6988cb67c'],
  ['kat', 2524769, '557abb6f1c68bc1b286f1bdd00bb6b82f85a427a91899807dab6c2f6c7986731'],
  ['khm', 1446926, '47f110575341b322052f3becbefee61a3ecf1ef549352b5d4d33d28afe30d099'],
  ['kor', 1677415, '6b85e11d9bbf07863b97b3523b1b112844c43e713df8b66418a081fd1060b3b2'],
  ['lao', 6386744, '20124962e93e68121e02c49a949d1f9df5db87dd62e5e4aa578362ca532444f8'],
  ['mar', 2118233, '0ba3f2d116972e72fe9e176bc84c38e81dfb6670f4ed1f7f6c8e16a27da7cb61'],
  ['mkd', 1600188, '58622bf154830fa62103359938564aeb8112b929759e22a48224f3ecfaac34c6'],
  ['mya', 4640561, '02aa6c25cfe9e583fa7b5d4131eac948f962308983f0f397df077dea58212b03'],
  ['nep', 1002911, '280ba9450b4f21afbf5985e0de87857b75a972577c50ef0603c141ddde4f1cb8'],
  ['rus', 3861738, 'e16e5e036cce1d9ec2b00063cf8b54472625b9e14d893a169e2b0dedeb4df225'],
  ['srp', 2149931, 'aa41ae3d9cc705e60d398ab38a5c3cc8b772c0d420c7d4f0859beb13d0e321b6'],
  ['tam', 3237963, 'd02fbec24be4b07e32e80d0ccfc3b6b67a3c5d61c9d0a7c8532677990912c6ec'],
  ['tel', 2769654, 'd10691fddd5b67802e1c12800ebb321d3b8bcd8d24a2ac3ff206f93188c04ab5'],
  ['tha', 1072600, '294227cc2d1292b0acb28d61d4115c88252b96d466ca90b417cf4cf0c67bf07c'],
  ['ukr', 3825102, 'd59e53e2bded32f4445f124b4b00240fcac7e8044c003ab822ccb94f0b3db59b'],
  ['urd', 1398718, '62e8250ce2a994106e313a82e26a516a39e2cf159d0ce3c5b5008387fd0d555f'],
]
const PREFIX = 'tesseract-'
const BETWEEN_EVENTS_MS = 300
/** What Tesseract takes besides, for a line. */
const WORKING_BYTES = 60e6

export interface LanguagesOptions {
  /** Where data of the user's own is. */
  folder: string
  /** Where files are fetched from. */
  address(): string
  /** Languages that the system's own packages brought. */
  bySystem(): ReadonlySet<string>
}

interface Running {
  stop: AbortController
  doneBytes: number
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
    return id.startsWith(PREFIX)
  }

  /** Without those that the system has. */
  list(): ModelView[] {
    const bySystem = this.#options.bySystem()
    return LANGUAGES.filter(([language]) => !bySystem.has(language)).map(([language]) => this.#view(language))
  }

  /** Resolves with its id when it is there; what was broken off goes on where it was. */
  async get(id: string): Promise<string> {
    const { language, file } = known(id)
    if (this.#running.has(language))
      throw new InkleafError('model_under_way', 'input', `${id} is being fetched already.`)
    const { folder, address } = this.#options
    const running: Running = { stop: new AbortController(), doneBytes: 0 }
    this.#running.set(language, running)
    this.#messages.delete(language)
    this.#tell()
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const hub = address()
      await download([file], {
        hub,
        folder,
        addressOf: (path) => `${hub}/${path}`,
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
      this.#messages.set(language, error.message)
      throw error
    } finally {
      this.#running.delete(language)
      this.#tell()
    }
  }

  pause(id: string): void {
    this.#running.get(known(id).language)?.stop.abort()
  }

  async remove(id: string): Promise<void> {
    const { language, file } = known(id)
    this.pause(id)
    for (const name of [file.path, `${file.path}.part`]) await rm(join(this.#options.folder, name), { force: true })
    this.#messages.delete(language)
    this.#tell()
  }

  /** Its file where it is not what it should be. */
  async check(id: string): Promise<string[]> {
    const { file } = known(id)
    return (await isRight(join(this.#options.folder, file.path), file)) ? [] : [file.path]
  }

  close(): void {
    for (const { stop } of this.#running.values()) stop.abort()
  }

  #view(language: string): ModelView {
    const { file } = known(PREFIX + language)
    const running = this.#running.get(language)
    const path = join(this.#options.folder, file.path)
    const own = existsSync(path) ? 'there' : existsSync(`${path}.part`) ? 'paused' : 'absent'
    return {
      id: PREFIX + language,
      engine: 'tesseract',
      name: new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language,
      repo: REPO,
      licence: 'Apache-2.0',
      bytes: file.bytes,
      memoryBytes: WORKING_BYTES,
      isPinned: true,
      goodAt: 'language',
      state: running ? 'fetching' : own,
      doneBytes: running?.doneBytes ?? null,
      totalBytes: running ? file.bytes : null,
      message: this.#messages.get(language) ?? null,
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

function known(id: string): { language: string; file: HubFile } {
  const own = LANGUAGES.find(([language]) => PREFIX + language === id)
  if (!own)
    throw new InkleafError(
      'no_such_model_here',
      'input',
      `There is no data ${id}. \`npm run models -- list\` shows the languages that are known; others are put into the folder tessdata of the data folder.`,
    )
  const [language, bytes, sha256] = own
  return { language, file: { path: `${language}.traineddata`, bytes, sha256, gitSha1: null } }
}

/** The vision models on this machine, and those that can be had. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import type { ModelView } from '../../src-preload/contract.ts'
import { InkleafError } from '../errors.ts'
import { typed } from '../packaged.ts'
import { CATALOGUE, type KnownModel } from './catalogue.ts'
import { download, isRight } from './download.ts'
import { Downloads } from './downloads.ts'
import { addressOf, type HubFile, listRepository, REPO, type Repository } from './hub.ts'
import { PINS, type Pins } from './pins.ts'

/** What came, beside it. */
const RECORD = 'inkleaf-model.json'
const ORIGIN = 'inkleaf-origin.json'
/** Those that tell code to be run: the classes of mlx-vlm are used in their place. */
const CODE_KEYS: ReadonlySet<string> = new Set(['auto_map', 'model_file', 'custom_pipelines'])

const record = z.object({
  name: z.string(),
  repo: z.string(),
  revision: z.string(),
  licence: z.string().nullable(),
  files: z.array(
    z.object({ path: z.string(), bytes: z.number(), sha256: z.string().nullable(), gitSha1: z.string().nullable() }),
  ),
  at: z.string(),
})
type ModelRecord = z.infer<typeof record>

export interface ModelsOptions {
  folder: string
  hub(): string
  /** A model's id, or a folder elsewhere. */
  chosen(): string | null
  /** Those whose files are known. */
  pins?: Pins
}

export class Models extends Downloads {
  readonly #options: ModelsOptions

  constructor(options: ModelsOptions) {
    super()
    this.#options = options
  }

  list(): ModelView[] {
    const known = CATALOGUE.map((model) => this.#view(model.id, model))
    const others = this.#folders().filter((id) => !CATALOGUE.some((model) => model.id === id))
    return [...known, ...others.map((id) => this.#view(id, null))]
  }

  /** The one that is to be used; null where none is chosen or it isn't there. */
  chosen(): { name: string; folder: string } | null {
    const id = this.#options.chosen()
    if (id === null) return null
    if (isAbsolute(id))
      return existsSync(join(id, 'config.json')) ? { name: id.split('/').at(-1) ?? id, folder: id } : null
    const own = this.#record(id)
    return own ? { name: own.name, folder: join(this.#options.folder, id) } : null
  }

  /**
   * Fetches a model of the catalogue, or `owner/name` of the hub. Resolves with its id when it is there; what a pause, a
   * crash or the network has broken off goes on where it was.
   */
  async get(wanted: string): Promise<string> {
    const id = this.#idOf(wanted)
    const known = CATALOGUE.find((model) => model.id === id)
    const repo = known?.repo ?? (REPO.test(wanted) ? wanted : this.#origin(id))
    if (repo === null) throw noSuchModel(wanted)
    const folder = join(this.#options.folder, id)
    return this.run(id, known?.bytes ?? 0, async ({ signal, onProgress }) => {
      const hub = this.#options.hub()
      const repository = this.#pinned(id, repo) ?? (await listRepository(hub, repo, 'main'))
      if (!repository.files.some(({ path }) => path.endsWith('.safetensors')))
        throw new InkleafError(
          'no_weights',
          'input',
          `${repo} has no weights in the form that is loaded (safetensors).`,
        )
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, ORIGIN), JSON.stringify({ repo }), { mode: 0o600 })
      const addressFor = (path: string) => addressOf(hub, repository, path)
      await download(repository.files, { hub, folder, addressOf: addressFor, signal, onProgress })
      const files = await Promise.all(repository.files.map((file) => withoutCode(folder, file)))
      const made: ModelRecord = {
        name: known?.name ?? repo,
        repo,
        revision: repository.revision,
        licence: known?.licence ?? null,
        files,
        at: new Date().toISOString(),
      }
      await writeFile(join(folder, RECORD), `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
      await rm(join(folder, ORIGIN))
    })
  }

  /** Null where its files are not known: the hub says what there is. */
  #pinned(id: string, repo: string): Repository | null {
    const pin = (this.#options.pins ?? PINS)[id]
    return pin?.repo === repo ? pin : null
  }

  pause(wanted: string): void {
    this.stop(this.#idOf(wanted))
  }

  async remove(wanted: string): Promise<void> {
    const id = this.#idOf(wanted)
    this.pause(id)
    if (!this.#folders().includes(id)) throw noSuchModel(id)
    await rm(join(this.#options.folder, id), { recursive: true, force: true })
    this.forget(id)
  }

  /** Files that are not what came; none where all is well. */
  async check(id: string): Promise<string[]> {
    const own = this.#record(id)
    if (!own) throw noSuchModel(id)
    const bad: string[] = []
    for (const file of own.files) {
      if (!(await isRight(join(this.#options.folder, id, file.path), file))) bad.push(file.path)
    }
    return bad
  }

  /** Of one of the catalogue, of `owner/name`, or its id. */
  #idOf(wanted: string): string {
    const known = CATALOGUE.find(({ id, repo }) => id === wanted || repo === wanted)
    return known?.id ?? (REPO.test(wanted) ? wanted.toLowerCase().replace(/[^a-z0-9.-]+/g, '--') : wanted)
  }

  /** Where one that was begun comes from. */
  #origin(id: string): string | null {
    if (!this.#folders().includes(id)) return null
    try {
      const { repo } = z
        .object({ repo: z.string() })
        .parse(JSON.parse(readFileSync(join(this.#options.folder, id, ORIGIN), 'utf8')))
      return REPO.test(repo) ? repo : null
    } catch {
      // It was not begun here.
      return null
    }
  }

  #folders(): string[] {
    if (!existsSync(this.#options.folder)) return []
    return readdirSync(this.#options.folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  }

  #record(id: string): ModelRecord | null {
    if (id.includes('/') || id.startsWith('.')) return null
    try {
      return record.parse(JSON.parse(readFileSync(join(this.#options.folder, id, RECORD), 'utf8')))
    } catch {
      // It isn't there, or not whole.
      return null
    }
  }

  #view(id: string, known: KnownModel | null): ModelView {
    const own = this.#record(id)
    const bytes = own?.files.reduce((sum, file) => sum + file.bytes, 0) ?? known?.bytes ?? 0
    return {
      id,
      engine: 'vlm',
      isPinned: known !== null && this.#pinned(id, known.repo) !== null,
      speed: known?.speed ?? null,
      answers: known?.answers ?? null,
      goodAt: known?.goodAt ?? null,
      name: known?.name ?? own?.name ?? this.#origin(id) ?? id,
      repo: known?.repo ?? own?.repo ?? this.#origin(id) ?? '',
      licence: known?.licence ?? own?.licence ?? null,
      bytes,
      memoryBytes: known?.memoryBytes ?? Math.round(1.25 * bytes),
      ...this.progress(id, own ? 'there' : this.#folders().includes(id) ? 'paused' : 'absent'),
      chosen: this.#options.chosen() === id,
    }
  }
}

/** What names code to be run is taken out of a file of words. Returns the file as it is now. */
async function withoutCode(folder: string, file: HubFile): Promise<HubFile> {
  if (!file.path.endsWith('.json')) return file
  const parsed: unknown = JSON.parse(await readFile(join(folder, file.path), 'utf8'))
  const clean = cleared(parsed)
  if (JSON.stringify(clean) === JSON.stringify(parsed)) return file
  const text = Buffer.from(`${JSON.stringify(clean, null, 2)}\n`)
  await writeFile(join(folder, file.path), text, { mode: 0o600 })
  return { ...file, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex'), gitSha1: null }
}

function cleared(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleared)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !CODE_KEYS.has(key))
      .map(([key, inner]) => [key, cleared(inner)]),
  )
}

function noSuchModel(id: string): InkleafError {
  return new InkleafError(
    'no_such_model_here',
    'input',
    `There is no model ${id}. \`${typed('models', 'list')}\` shows those that are known; others are named as owner/name.`,
  )
}

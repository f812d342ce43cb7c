/** Pictures that are cleaned up before they are read: they lie in the uploads until half an hour after the last call. */
import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobOptions } from '../../src-preload/model.ts'
import type { Service } from '../app/service.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { logged } from '../log.ts'
import type { UploadedFile } from './uploads.ts'

const KEPT_MS = 30 * 60_000
/** So many sets at a time; the oldest goes first. */
const MOST = 50

export interface CleanUpPicture {
  name: string
  /** On disk. */
  raw: string
  thumb: Uint8Array | null
  cleaned: { path: string; thumb: Uint8Array } | null
  error: string | null
}

interface CleanUpSet {
  id: string
  folder: string
  pictures: CleanUpPicture[]
  end: NodeJS.Timeout
}

export class CleanUps {
  readonly #service: Pick<Service, 'cleanedPicture'>
  readonly #uploadsFolder: string
  readonly #sets = new Map<string, CleanUpSet>()

  constructor(service: Pick<Service, 'cleanedPicture'>, uploadsFolder: string) {
    this.#service = service
    this.#uploadsFolder = uploadsFolder
  }

  get count(): number {
    return this.#sets.size
  }

  /** Takes the files over; one that is no picture after all has no thumbnail. */
  async add(files: readonly UploadedFile[]): Promise<{ id: string; pictures: readonly CleanUpPicture[] }> {
    const id = randomUUID()
    const folder = join(this.#uploadsFolder, folderName(id))
    await mkdir(join(folder, 'raw'), { recursive: true, mode: 0o700 })
    await mkdir(join(folder, 'processed'), { mode: 0o700 })
    const pictures: CleanUpPicture[] = []
    const taken = new Set<string>()
    for (const file of files) {
      // Two of the same name are kept apart.
      const name = taken.has(file.name) ? `${taken.size}-${file.name}` : file.name
      taken.add(name)
      const raw = join(folder, 'raw', name)
      await rename(file.path, raw)
      const thumb = await this.#service.cleanedPicture(raw, []).then(
        (made) => made.thumb,
        () => null,
      )
      pictures.push({ name, raw, thumb, cleaned: null, error: null })
    }
    const [oldest] = this.#sets.keys()
    if (oldest !== undefined && this.#sets.size >= MOST) this.#forget(oldest)
    this.#sets.set(id, { id, folder, pictures, end: this.#later(id) })
    return { id, pictures }
  }

  /** One that can't be cleaned up keeps no other from it. */
  async clean(id: string, steps: JobOptions['cleanUp']): Promise<readonly CleanUpPicture[]> {
    const { folder, pictures } = this.#set(id)
    for (const picture of pictures)
      try {
        const { jpeg, thumb } = await this.#service.cleanedPicture(picture.raw, steps)
        const path = join(folder, 'processed', picture.name)
        await writeFile(path, jpeg, { mode: 0o600 })
        picture.cleaned = { path, thumb }
        picture.error = null
      } catch (caught) {
        picture.error = coerceError(caught).message
      }
    return pictures
  }

  pictures(id: string): readonly CleanUpPicture[] {
    return this.#set(id).pictures
  }

  /** How a client names a picture: `preprocess_ID/processed/NAME`, or `raw`. Throws `no_such_file`. */
  path(given: string): string {
    const [, id = '', kind, name] = /preprocess_([0-9a-f-]{36})\/(raw|processed)\/([^/]+)$/.exec(given) ?? []
    const picture = this.#sets.get(id) && this.#set(id).pictures.find((one) => one.name === name)
    const path = kind === 'raw' ? picture?.raw : picture?.cleaned?.path
    if (path !== undefined) return path
    throw new InkleafError('no_such_file', 'input', 'There is no such picture, or not any more. Clean it up again.')
  }

  stop(): void {
    for (const id of [...this.#sets.keys()]) this.#forget(id)
  }

  #set(id: string): CleanUpSet {
    const set = this.#sets.get(id)
    if (!set)
      throw new InkleafError('no_such_file', 'input', 'There are no such pictures, or not any more. Send them again.')
    clearTimeout(set.end)
    set.end = this.#later(id)
    return set
  }

  #later(id: string): NodeJS.Timeout {
    return setTimeout(() => this.#forget(id), KEPT_MS).unref()
  }

  #forget(id: string): void {
    const set = this.#sets.get(id)
    if (!set) return
    clearTimeout(set.end)
    this.#sets.delete(id)
    rm(set.folder, { recursive: true, force: true }).catch(logged('pictures that were cleaned up are still there'))
  }
}

export function folderName(id: string): string {
  return `preprocess_${id}`
}

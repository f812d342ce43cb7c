/** Pictures that are cleaned up before they are read: they lie in the uploads until half an hour after the last call. */
import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { JobOptions } from '../../src-preload/model.ts'
import type { Service } from '../app/service.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { logged } from '../log.ts'
import type { UploadedFile } from './uploads.ts'

const KEPT_MS = 30 * 60_000
/** So many sets, and so much in them, at a time. */
const MOST = 50
const MOST_BYTES = 2 * 1024 ** 3

export interface CleanUpPicture {
  name: string
  /** On disk. */
  raw: string
  thumb: Uint8Array | null
  cleaned: { name: string; path: string; thumb: Uint8Array } | null
  error: string | null
}

interface CleanUpSet {
  id: string
  folder: string
  pictures: CleanUpPicture[]
  bytes: number
  end: NodeJS.Timeout
}

export class CleanUps {
  readonly #service: Pick<Service, 'cleanedPicture' | 'cleanedThumb'>
  readonly #uploadsFolder: string
  readonly #sets = new Map<string, CleanUpSet>()

  constructor(service: Pick<Service, 'cleanedPicture' | 'cleanedThumb'>, uploadsFolder: string) {
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
    try {
      await mkdir(join(folder, 'raw'), { recursive: true, mode: 0o700 })
      await mkdir(join(folder, 'processed'), { mode: 0o700 })
      const pictures: CleanUpPicture[] = []
      for (const file of files) {
        const name = freeName(file.name, new Set(pictures.map((one) => one.name)))
        const raw = join(folder, 'raw', name)
        await rename(file.path, raw)
        const thumb = await this.#service.cleanedThumb(raw, []).catch(() => null)
        pictures.push({ name, raw, thumb, cleaned: null, error: null })
      }
      const bytes = files.reduce((sum, one) => sum + one.bytes, 0)
      this.#makeRoom(bytes)
      this.#sets.set(id, { id, folder, pictures, bytes, end: this.#later(id) })
      return { id, pictures }
    } catch (caught) {
      await rm(folder, { recursive: true, force: true })
      throw caught
    }
  }

  /** The oldest go first. What is cleaned up is counted as large as what was sent. */
  #makeRoom(bytes: number): void {
    for (const [oldest] of this.#sets) {
      const total = [...this.#sets.values()].reduce((sum, one) => sum + 2 * one.bytes, 2 * bytes)
      if (this.#sets.size < MOST && total <= MOST_BYTES) return
      this.#forget(oldest)
    }
  }

  /** One that can't be cleaned up keeps no other from it. */
  async clean(id: string, steps: JobOptions['cleanUp']): Promise<readonly CleanUpPicture[]> {
    const { folder, pictures } = this.#set(id)
    const taken = new Set<string>()
    for (const picture of pictures)
      try {
        const jpeg = await this.#service.cleanedPicture(picture.raw, steps)
        const name = freeName(`${parse(picture.name).name}.jpg`, taken)
        taken.add(name)
        const path = join(folder, 'processed', name)
        await writeFile(path, jpeg, { mode: 0o600 })
        picture.cleaned = { name, path, thumb: await this.#service.cleanedThumb(picture.raw, steps) }
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
    const pictures = this.#sets.has(id) ? this.#set(id).pictures : []
    const path =
      kind === 'raw'
        ? pictures.find((one) => one.name === name)?.raw
        : pictures.find((one) => one.cleaned?.name === name)?.cleaned?.path
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

/** Two of the same name are kept apart. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  // Some disks take small and large letters for the same.
  const plain = (one: string) => one.normalize('NFC').toLowerCase()
  const all = new Set([...taken].map(plain))
  let free = name
  for (let n = 2; all.has(plain(free)); n++) free = `${n}-${name}`
  return free
}

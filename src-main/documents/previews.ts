/** Pictures of pages for people to look at: made when they are asked for, kept as WebP within a limit. */
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import pTimeout from 'p-timeout'
import { InkleafError } from '../errors.ts'
import { logged } from '../log.ts'
import type { PageHandle } from './document.ts'
import type { ImageService } from './image-service.ts'

/** The longer side, pixels. */
export const PREVIEW_SIZES = { thumb: 240, page: 2000 } as const
export type PreviewSize = keyof typeof PREVIEW_SIZES

export interface PreviewsOptions {
  folder: string
  maxBytes(): number
  /** For so long one may be made, ms. */
  limitMs?: number
  images: Pick<ImageService, 'preview'>
}

export interface PreviewRequest {
  handle: PageHandle
  sha256: string
  /** Nothing of it is kept. */
  private: boolean
}

/** So many are made at a time: reading goes first. */
const AT_A_TIME = 2
/** One that takes longer makes way for others. */
const LIMIT_MS = 30_000
/** What is kept after a sweep, as part of the limit. */
const SWEEP_TO = 0.8
const BETWEEN_SWEEPS_BYTES = 64 << 20

export class Previews {
  readonly #options: PreviewsOptions
  readonly #turn = pLimit(AT_A_TIME)
  readonly #making = new Map<string, Promise<Uint8Array>>()
  /** Counts how often a document was forgotten: what was being made for it then is not kept. */
  readonly #forgotten = new Map<string, number>()
  #writtenBytes = Number.POSITIVE_INFINITY

  constructor(options: PreviewsOptions) {
    this.#options = options
  }

  /** One that was made before, without opening the document; null where there is none. */
  async kept(sha256: string, page: number, size: PreviewSize): Promise<Uint8Array | null> {
    const file = this.#file(sha256, page, size)
    try {
      const bytes = await readFile(file)
      const now = new Date()
      await utimes(file, now, now)
      return bytes
    } catch {
      // None was made, or it was swept: it is made anew.
      return null
    }
  }

  async make(request: PreviewRequest, size: PreviewSize): Promise<Uint8Array> {
    const key = this.#file(request.sha256, request.handle.page, size)
    const making =
      this.#making.get(key) ?? this.#turn(() => this.#make(request, size)).finally(() => this.#making.delete(key))
    this.#making.set(key, making)
    return making
  }

  async #make({ handle, sha256, private: isPrivate }: PreviewRequest, size: PreviewSize): Promise<Uint8Array> {
    const round = this.#forgotten.get(sha256)
    const bytes = await pTimeout(this.#encoded(handle, size), {
      milliseconds: this.#options.limitMs ?? LIMIT_MS,
      message: new InkleafError('preview_timeout', 'transient', 'The picture of this page takes too long to make.'),
    })
    // A picture that can't be kept can still be looked at.
    if (!isPrivate && this.#forgotten.get(sha256) === round)
      await this.#keep(this.#file(sha256, handle.page, size), bytes).catch(logged('a picture of a page was not kept'))
    return bytes
  }

  async #encoded(handle: PageHandle, size: PreviewSize): Promise<Uint8Array> {
    const encoded = await handle.asEncoded(PREVIEW_SIZES[size])
    if (encoded.form === 'bytes') return encoded.data
    return this.#options.images.preview(encoded.path, encoded.frame, PREVIEW_SIZES[size])
  }

  async #keep(file: string, bytes: Uint8Array): Promise<void> {
    await mkdir(join(file, '..'), { recursive: true, mode: 0o700 })
    const beside = `${file}.part`
    await writeFile(beside, bytes, { mode: 0o600 })
    await rename(beside, file)
    this.#writtenBytes += bytes.byteLength
    if (this.#writtenBytes > BETWEEN_SWEEPS_BYTES) await this.#sweep()
  }

  /** Keeps the total within the limit; what was looked at longest ago goes first. */
  async #sweep(): Promise<void> {
    this.#writtenBytes = 0
    const files = await this.#list()
    const limit = this.#options.maxBytes()
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    if (total <= limit) return
    for (const { path, bytes } of files.sort((a, b) => a.usedMs - b.usedMs)) {
      if (total <= limit * SWEEP_TO) return
      await rm(path, { force: true })
      total -= bytes
    }
  }

  async forget(sha256: string): Promise<void> {
    this.#forgotten.set(sha256, (this.#forgotten.get(sha256) ?? 0) + 1)
    await rm(join(this.#options.folder, folderName(sha256)), { recursive: true, force: true })
  }

  /** Those of other documents are deleted. */
  async keepOnly(hashes: ReadonlySet<string>): Promise<void> {
    // None was made yet.
    const folders = await readdir(this.#options.folder).catch(() => [])
    for (const name of folders.filter((one) => !hashes.has(one)))
      await rm(join(this.#options.folder, name), { recursive: true, force: true }).catch(
        logged('pictures of a deleted document are still there'),
      )
  }

  async clear(): Promise<void> {
    await rm(this.#options.folder, { recursive: true, force: true })
  }

  async bytes(): Promise<number> {
    return (await this.#list()).reduce((sum, { bytes }) => sum + bytes, 0)
  }

  async #list(): Promise<{ path: string; bytes: number; usedMs: number }[]> {
    // None was made yet.
    const entries = await readdir(this.#options.folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const found = await Promise.all(
      files.map((path) =>
        stat(path).then(
          (s) => ({ path, bytes: s.size, usedMs: s.mtimeMs }),
          () => null,
        ),
      ),
    )
    return found.filter((file) => file !== null)
  }

  #file(sha256: string, page: number, size: PreviewSize): string {
    return join(this.#options.folder, folderName(sha256), `${Number(page)}-${size}.webp`)
  }
}

/** Nothing but a hash ever becomes part of a path. */
function folderName(sha256: string): string {
  if (!/^[0-9a-z]+$/.test(sha256)) throw new InkleafError('no_such_page', 'defect', 'This is no document.')
  return sha256
}

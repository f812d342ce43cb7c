/** Files that were sent ahead, to be named in messages: kept for an hour, or until the server stops. */
import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { InkleafError } from '../../errors.ts'
import type { UploadedFile } from '../uploads.ts'

const KEPT_MS = 3_600_000
/** Whoever sends more has forgotten to delete them. */
const MOST = 100
const MOST_BYTES = 1e9

export interface SentFile extends UploadedFile {
  id: string
  createdAtS: number
}

export class SentFiles {
  readonly #folder: string
  readonly #files = new Map<string, SentFile>()
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(uploadsFolder: string) {
    this.#folder = join(uploadsFolder, `f-${randomBytes(6).toString('hex')}`)
  }

  /** The file is moved. */
  async keep(file: UploadedFile): Promise<SentFile> {
    const bytes = this.list().reduce((sum, kept) => sum + kept.bytes, file.bytes)
    if (this.#files.size >= MOST || bytes > MOST_BYTES)
      throw new InkleafError(
        'too_many_files',
        'input',
        `${MOST} files of ${MOST_BYTES / 1e9} GB in all are kept at most. Delete those that are done with.`,
      )
    const id = `file-${randomBytes(12).toString('hex')}`
    const folder = join(this.#folder, id)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, file.name)
    await rename(file.path, path)
    const sent = { ...file, path, id, createdAtS: Math.floor(Date.now() / 1000) }
    this.#files.set(id, sent)
    this.#timers.set(id, setTimeout(() => void this.remove(id), KEPT_MS).unref())
    return sent
  }

  list(): SentFile[] {
    return [...this.#files.values()]
  }

  /** Throws `no_such_file`. */
  get(id: string): SentFile {
    const file = this.#files.get(id)
    if (file) return file
    throw new InkleafError('no_such_file', 'input', `There is no file ${id.slice(0, 60)}; files are kept for an hour.`)
  }

  async remove(id: string): Promise<void> {
    this.#files.delete(id)
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    await rm(join(this.#folder, id), { recursive: true, force: true })
  }

  async close(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#files.clear()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

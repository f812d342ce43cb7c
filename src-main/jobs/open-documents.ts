/** The documents of jobs at work, each opened once, and the passwords, which are nowhere else. */
import { join } from 'node:path'
import type { OpenDocument } from '../documents/document.ts'
import { type Opener, openDocument } from '../documents/open.ts'
import type { Source } from '../history/store.ts'
import { logged } from '../log.ts'

/** A document that is only looked at is closed so long after the last look. */
const IDLE_MS = 60_000

interface Opened {
  path: string
  opening: Promise<OpenDocument>
  idle: NodeJS.Timeout | null
}

export class OpenDocuments {
  readonly #opener: Opener
  readonly #sourcesFolder: string
  readonly #open = new Map<string, Opened>()
  readonly #passwords = new Map<string, string>()

  constructor(opener: Opener, sourcesFolder: string) {
    this.#opener = opener
    this.#sourcesFolder = sourcesFolder
  }

  setPassword(taskId: string, password: string): void {
    this.#passwords.set(taskId, password)
    this.#open.delete(taskId)
  }

  copyPassword(from: string, to: string): void {
    const password = this.#passwords.get(from)
    if (password !== undefined) this.#passwords.set(to, password)
  }

  /** For a job at work: open until `close`. */
  get(source: Source): Promise<OpenDocument> {
    return this.#get(source).opening
  }

  /** For a picture of a page: where no job is at work on the document, it is closed again by itself. */
  look(source: Source, atWork: boolean): Promise<OpenDocument> {
    const opened = this.#get(source)
    if (opened.idle) clearTimeout(opened.idle)
    opened.idle = null
    if (!atWork) opened.idle = setTimeout(() => void this.close(source.taskId), IDLE_MS).unref()
    return opened.opening
  }

  #get(source: Source): Opened {
    const path = source.storedFile ? join(this.#sourcesFolder, source.storedFile) : source.sourcePath
    const known = this.#open.get(source.taskId)
    if (known?.path === path) return known
    const opening = openDocument(path, source.kind, this.#passwords.get(source.taskId) ?? null, this.#opener)
    const opened: Opened = { path, opening, idle: null }
    this.#open.set(source.taskId, opened)
    // Who asked for it hears why; the next one tries again.
    opening.catch(() => this.#open.get(source.taskId) === opened && this.#open.delete(source.taskId))
    return opened
  }

  /** The password stays while there is the job, so that the document's pictures can still be drawn. */
  async close(taskId: string): Promise<void> {
    const opened = this.#open.get(taskId)
    if (!opened) return
    this.#open.delete(taskId)
    if (opened.idle) clearTimeout(opened.idle)
    // One that could not be opened needs no closing.
    const document = await opened.opening.catch(() => null)
    await document?.close().catch(logged('a document was not closed'))
  }

  /** The job is gone, and its password with it. */
  async forget(taskId: string): Promise<void> {
    this.#passwords.delete(taskId)
    await this.close(taskId)
  }
}

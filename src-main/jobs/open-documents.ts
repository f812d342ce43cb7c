/** The documents of jobs at work, each opened once, and the passwords, which are nowhere else. */
import { join } from 'node:path'
import type { OpenDocument } from '../documents/document.ts'
import { type Opener, openDocument } from '../documents/open.ts'
import type { Source } from '../history/tasks.ts'

export class OpenDocuments {
  readonly #opener: Opener
  readonly #sourcesFolder: string
  readonly #open = new Map<string, { path: string; opening: Promise<OpenDocument> }>()
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

  get(source: Source): Promise<OpenDocument> {
    const path = source.storedFile ? join(this.#sourcesFolder, source.storedFile) : source.sourcePath
    const known = this.#open.get(source.taskId)
    if (known?.path === path) return known.opening
    const opening = openDocument(path, source.kind, this.#passwords.get(source.taskId) ?? null, this.#opener)
    this.#open.set(source.taskId, { path, opening })
    opening.catch(() => this.#open.delete(source.taskId))
    return opening
  }

  /** The password stays until the process ends, so that the document's pictures can still be drawn. */
  async close(taskId: string): Promise<void> {
    const opened = this.#open.get(taskId)
    this.#open.delete(taskId)
    await opened?.opening.then(
      (document) => document.close(),
      () => {},
    )
  }

  /** Ends a drawing thread that hangs; documents open again by themselves. */
  async resetDrawing(): Promise<void> {
    await this.#opener.pdf.stop()
  }
}

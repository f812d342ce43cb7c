/** What the fast engine has read of pages that another engine reads after it: a second try needs it again. */
import type { PageResult } from '../../src-preload/model.ts'
import type { Claim } from '../history/store.ts'

/** Pages at work, and those that wait for their next try. */
const MOST = 64

export class FirstReadings {
  readonly #kept = new Map<string, PageResult>()

  /** The one that is kept, or a new one. */
  async of({ taskId, page }: Claim, read: () => Promise<PageResult>): Promise<PageResult> {
    const key = `${taskId}/${page}`
    const known = this.#kept.get(key)
    if (known) return known
    const made = await read()
    this.#kept.set(key, made)
    for (const old of this.#kept.keys()) if (this.#kept.size > MOST) this.#kept.delete(old)
    return made
  }

  ofJob(taskId: string): PageResult[] {
    return [...this.#kept].flatMap(([key, result]) => (key.startsWith(`${taskId}/`) ? [result] : []))
  }

  forget({ taskId, page }: Claim): void {
    this.#kept.delete(`${taskId}/${page}`)
  }
}

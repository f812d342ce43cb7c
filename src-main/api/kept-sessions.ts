/** Browsers that were let in, over a restart: hashes of their cookies, so that the file opens no door. */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { logged } from '../log.ts'

const DAY_MS = 86_400_000
const DAYS = 30
/** The oldest go first. */
const MOST = 50

const file = z.array(z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), since: z.number() }))

export class KeptSessions {
  readonly #path: string
  readonly #now: () => number
  #sessions: z.infer<typeof file>

  constructor(path: string, now: () => number = Date.now) {
    this.#path = path
    this.#now = now
    this.#sessions = read(path).filter(({ since }) => now() - since < DAYS * DAY_MS)
  }

  has(hash: string): boolean {
    return this.#sessions.some((session) => session.hash === hash && this.#now() - session.since < DAYS * DAY_MS)
  }

  add(hash: string): void {
    this.#sessions = [...this.#sessions, { hash, since: this.#now() }].slice(-MOST)
    this.#write()
  }

  /** None of them is let in any more. */
  clear(): void {
    this.#sessions = []
    this.#write()
  }

  #write(): void {
    try {
      writeFileSync(this.#path, JSON.stringify(this.#sessions), { mode: 0o600 })
    } catch (caught) {
      // A full disk: the browser stays let in until the next restart.
      logged('who was let in could not be kept')(caught)
    }
  }
}

/** What can't be read lets nobody in. */
function read(path: string): z.infer<typeof file> {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return []
  }
}

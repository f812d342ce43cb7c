/** Who may come in: from this machine's own names, with the cookie that a one-time address gives. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export const COOKIE = 'inkleaf'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

export class Access {
  /** Hashes, so that comparing takes the same time whatever is given. */
  readonly #sessions = new Set<string>()
  #key = ''
  readonly #onKey: (key: string) => void
  readonly #hosts: ReadonlySet<string>

  /** `onKey` hears each new key of the one-time address: every key opens the door once. */
  constructor(configuredHost: string, onKey: (key: string) => void) {
    this.#hosts = new Set([...LOOPBACK, configuredHost])
    this.#onKey = onKey
  }

  newKey(): void {
    this.#key = secret()
    this.#onKey(this.#key)
  }

  /** A session's cookie for the current key, or null. The key is spent. */
  enter(key: string): string | null {
    if (this.#key === '' || !same(key, this.#key)) return null
    const session = secret()
    this.#sessions.add(hashed(session))
    this.newKey()
    return session
  }

  knows(session: string | undefined): boolean {
    return session !== undefined && this.#sessions.has(hashed(session))
  }

  /** A page elsewhere may have a name that leads here (DNS rebinding): the name that was asked for must be ours. */
  isOurHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host.replace(/:\d+$/, '').toLowerCase())
  }

  /** Browsers name the page that asks; scripts of other pages are none of ours. */
  isOurOrigin(origin: string | undefined, host: string | undefined): boolean {
    return origin === undefined || origin === `http://${host}`
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function same(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashed(one)), Buffer.from(hashed(other)))
}

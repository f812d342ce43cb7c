/**
 * Who may come in, and by which name: with the token (as a bearer, or as the first segment of the path), or with the
 * cookie that a one-time address gives.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { secret } from '../app/secret.ts'
import type { KeptSessions } from './kept-sessions.ts'

export const COOKIE = 'inkleaf'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
/** What an API's path begins with; another segment before it is a token, right or wrong. */
const API_PATH = /^\/(api|v1|ws|metrics|docs|openapi\.json)(?=[/?]|$)/

export function isApiPath(url: string): boolean {
  return API_PATH.test(url)
}

export interface AccessOptions {
  /** Names besides the loopback's that this server may be asked for by. */
  hosts: readonly string[]
  /** Whose scripts may ask besides our own window's. */
  origin: string | null
  token(): string
  /** Hears each new key of the one-time address: every key opens the door once. */
  onKey(key: string): void
  /** Browsers that came with a key. */
  sessions: Pick<KeptSessions, 'has' | 'add'>
}

export class Access {
  /** Hashes of those of browsers that came with the token, which are no longer good when it isn't. */
  readonly #tokenSessions = new Set<string>()
  /** Requests whose path had a token in front. */
  readonly #tokenInPath = new WeakMap<IncomingMessage, boolean>()
  #key = ''
  readonly #options: AccessOptions
  readonly #hosts: ReadonlySet<string>

  constructor(options: AccessOptions) {
    this.#options = options
    this.#hosts = new Set([...LOOPBACK, ...options.hosts.map((host) => host.toLowerCase())])
  }

  /** The request's address without the token, which nothing that comes after shall see. */
  withoutToken(raw: IncomingMessage): string {
    const url = raw.url ?? '/'
    const [, first = '', rest = ''] = /^\/([^/?]*)(\/.*)$/.exec(url) ?? []
    if (first === '' || isApiPath(url) || !isApiPath(rest)) return url
    this.#tokenInPath.set(raw, this.#isToken(first))
    return rest
  }

  /** `wrong` is a token that isn't ours, `none` no token at all. */
  tokenOf(raw: IncomingMessage): 'right' | 'wrong' | 'none' {
    const inPath = this.#tokenInPath.get(raw)
    const { authorization } = raw.headers
    const given = inPath ?? (authorization === undefined ? undefined : this.#isToken(bearer(authorization)))
    return given === undefined ? 'none' : given ? 'right' : 'wrong'
  }

  #isToken(given: string): boolean {
    const token = this.#options.token()
    return token !== '' && same(given, token)
  }

  newKey(): void {
    this.#key = secret()
    this.#options.onKey(this.#key)
  }

  /** Whether it is the current key, which is spent by this. */
  enter(key: string): boolean {
    if (this.#key === '' || !same(key, this.#key)) return false
    this.newKey()
    return true
  }

  /** A cookie for a browser that has been let in. */
  newSession(by: 'key' | 'token'): string {
    const session = secret()
    const sessions = by === 'key' ? this.#options.sessions : this.#tokenSessions
    sessions.add(hashed(session))
    return session
  }

  /** The token has changed. */
  forgetTokenSessions(): void {
    this.#tokenSessions.clear()
  }

  cameByPath(raw: IncomingMessage): boolean {
    return this.#tokenInPath.get(raw) === true
  }

  knows(session: string | undefined, by: 'key' | 'any' = 'any'): boolean {
    if (session === undefined) return false
    const hash = hashed(session)
    return this.#options.sessions.has(hash) || (by === 'any' && this.#tokenSessions.has(hash))
  }

  /** A page elsewhere may have a name that leads here (DNS rebinding): the name that was asked for must be ours. */
  isOurHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host.replace(/:\d+$/, '').toLowerCase())
  }

  /** Browsers name the page that asks; scripts of other pages are none of ours. */
  isOurOrigin(origin: string | undefined, host: string | undefined): boolean {
    return origin === undefined || origin === `http://${host}` || origin === this.#options.origin
  }
}

function bearer(authorization: string): string {
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? ''
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function same(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashed(one)), Buffer.from(hashed(other)))
}

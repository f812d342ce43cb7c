/**
 * Who may come in, and by which name: with the token (as a bearer, or as the first segment of the path), or with the
 * cookie that a one-time address gives, or the token alone as the address.
 *
 * Browsers send a cookie to every port of a host, so that any server on this machine could take it and come in with it.
 * So each browser has a room, a path that nobody can guess, and its cookie is sent to that path and good for it only.
 * Rooms also keep two servers on one host from taking each other's place.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { secret } from '../app/secret.ts'
import type { KeptSessions } from './kept-sessions.ts'

export const COOKIE = 'inkleaf'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
/** What an API's path begins with; another segment before it is a token, right or wrong. */
const API_PATH = /^\/(api|v1|ws|metrics|docs|openapi\.json|process|upload|task_status|healthz?)(?=[/?]|$)/
/** The folders of the window's addresses, and its files, which have a dot. */
const WINDOW_PATH = /^\/(?:(?:assets|pages|exports|bridge|w)\/|[^/?]*\.[^/]*$)/
const ROOM = /^\/w\/([\w-]{20,100})(\/.*)$/

function isWindowPath(url: string): boolean {
  return WINDOW_PATH.test(url)
}

export function isApiPath(url: string): boolean {
  return API_PATH.test(url)
}

/** Each look at /TOKEN makes one. */
const MOST_TOKEN_SESSIONS = 200

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
  /** The rooms of requests that came to one. */
  readonly #rooms = new WeakMap<IncomingMessage, string>()
  #key = ''
  readonly #options: AccessOptions
  readonly #hosts: ReadonlySet<string>

  constructor(options: AccessOptions) {
    this.#options = options
    this.#hosts = new Set([...LOOPBACK, ...options.hosts.map((host) => host.toLowerCase())])
  }

  /** The request's address without the token, or without the room, which nothing that comes after shall see. */
  withoutToken(raw: IncomingMessage): string {
    const url = raw.url ?? '/'
    const [, room, inRoom = ''] = ROOM.exec(url) ?? []
    if (room !== undefined) {
      this.#rooms.set(raw, room)
      return inRoom
    }
    const [, first = '', rest = ''] = /^\/([^/?]*)(\/.*)?$/.exec(url) ?? []
    // What is neither the API's nor the window's begins with a token, right or wrong: each guess counts.
    if (first === '' || isApiPath(url) || isWindowPath(url)) return url
    this.#tokenInPath.set(raw, this.#isToken(first))
    return rest === '' ? '/' : rest
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

  /** A room for a browser that has been let in, and the secret that its cookie has. */
  newSession(by: 'key' | 'token'): { room: string; secret: string } {
    const session = { room: secret(), secret: secret() }
    const sessions = by === 'key' ? this.#options.sessions : this.#tokenSessions
    sessions.add(hashed(`${session.room}:${session.secret}`))
    const [oldest] = this.#tokenSessions
    if (oldest !== undefined && this.#tokenSessions.size > MOST_TOKEN_SESSIONS) this.#tokenSessions.delete(oldest)
    return session
  }

  /** The token has changed. */
  forgetTokenSessions(): void {
    this.#tokenSessions.clear()
  }

  /** Whether a token was in the path, and if so which. */
  tokenInPath(raw: IncomingMessage): 'right' | 'wrong' | null {
    const right = this.#tokenInPath.get(raw)
    return right === undefined ? null : right ? 'right' : 'wrong'
  }

  /** Where the request came to a room: its path, with which its addresses begin. */
  roomOf(raw: IncomingMessage): string | null {
    const room = this.#rooms.get(raw)
    return room === undefined ? null : roomPath(room)
  }

  /** Whether the request came to a room with the cookie that is good there, from a page of ours. */
  knows(raw: IncomingMessage, cookie: string | undefined): boolean {
    const room = this.#rooms.get(raw)
    const { origin, host } = raw.headers
    if (room === undefined || cookie === undefined || !(origin === undefined || isOwn(origin, host))) return false
    const hash = hashed(`${room}:${cookie}`)
    return this.#options.sessions.has(hash) || this.#tokenSessions.has(hash)
  }

  /** A page elsewhere may have a name that leads here (DNS rebinding): the name that was asked for must be ours. */
  isOurHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host.replace(/:\d+$/, '').toLowerCase())
  }

  /** Browsers name the page that asks; scripts of other pages are none of ours. */
  isOurOrigin(origin: string | undefined, host: string | undefined): boolean {
    return origin === undefined || isOwn(origin, host) || origin === this.#options.origin
  }
}

/** Of the name that was asked for; https where a proxy stands before this server. */
function isOwn(origin: string, host: string | undefined): boolean {
  return origin === `http://${host}` || origin === `https://${host}`
}

export function roomPath(room: string): string {
  return `/w/${room}/`
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

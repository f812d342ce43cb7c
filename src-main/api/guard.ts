/** The door: names of other sites are turned away, then whoever has neither token nor cookie. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { InkleafError } from '../errors.ts'
import { typed } from '../packaged.ts'
import { type Access, COOKIE, isApiPath, roomPath } from './access.ts'
import { sendError } from './errors.ts'

export interface Doorkeeper {
  access: Access
  /** Seconds to wait after too many wrong tokens, or null. */
  wrongToken(request: FastifyRequest): Promise<number | null>
}

export function newDoorkeeper(server: FastifyInstance, access: Access, mostWrongAMinute: number): Doorkeeper {
  const count = server.createRateLimit({
    max: mostWrongAMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => request.ip,
  })
  return {
    access,
    wrongToken: async (request) => {
      const limit = await count(request)
      return !limit.isAllowed && limit.isExceeded ? limit.ttlInSeconds : null
    },
  }
}

/** Throws where another site asks, or by another site's name. */
export function letIn({ headers }: FastifyRequest, access: Access): void {
  const { host, origin } = headers
  if (!access.isOurHost(host))
    throw new InkleafError('wrong_host', 'input', 'This is not the server of that name (setting api.hosts).')
  if (!access.isOurOrigin(origin, host))
    throw new InkleafError('wrong_origin', 'input', 'Another web page may not ask for this (setting api.origin).')
}

/** What is packed would be taken for what it is not. */
export function needPlainBody({ headers }: FastifyRequest): void {
  const { 'content-encoding': packed = 'identity' } = headers
  if (packed.toLowerCase() === 'identity') return
  throw new InkleafError(
    'unsupported_encoding',
    'input',
    `Send the body as it is, not packed with ${packed.slice(0, 20)}.`,
  )
}

export async function needToken(keeper: Doorkeeper, request: FastifyRequest, reply: FastifyReply) {
  const token = keeper.access.tokenOf(request.raw)
  if (token === 'right') return
  if (token === 'none' && keeper.access.knows(request.raw, request.cookies[COOKIE])) return
  const waitS = token === 'wrong' ? await keeper.wrongToken(request) : null
  if (waitS !== null) {
    reply.header('retry-after', waitS)
    throw new InkleafError('too_many_tries', 'input', `Too many wrong tokens. Wait ${waitS} s.`)
  }
  reply.header('www-authenticate', 'Bearer realm="Inkleaf"')
  throw token === 'wrong'
    ? new InkleafError(
        'wrong_token',
        'input',
        `The token is not the one of this Inkleaf (\`${typed('token')}\` shows it).`,
      )
    : new InkleafError(
        'no_token',
        'input',
        `Send the token as Authorization: Bearer TOKEN, or in front of the path, /TOKEN/api (\`${typed('token')}\` shows it).`,
      )
}

/** For a browser that has been let in: gives it its cookie, and returns the path of its room. */
export function letInByCookie(reply: FastifyReply, access: Access, by: 'key' | 'token'): string {
  const { room, secret } = access.newSession(by)
  const path = roomPath(room)
  reply.setCookie(COOKIE, secret, { httpOnly: true, sameSite: 'strict', path })
  return path
}

export async function needCookie(keeper: Doorkeeper, request: FastifyRequest, reply: FastifyReply) {
  const { access } = keeper
  // The window's addresses are all that the API's are not.
  if (isApiPath(request.url)) return reply.callNotFound()
  // A token alone, as the address: a wrong one counts as anywhere.
  if (access.tokenInPath(request.raw)) {
    await needToken(keeper, request, reply)
    // It leads to the API and to the window's door, to nothing else of the window.
    return request.url === '/' ? undefined : reply.callNotFound()
  }
  const entering = request.url.startsWith('/?key=')
  if (entering || access.knows(request.raw, request.cookies[COOKIE])) return undefined
  if (request.url.startsWith('/bridge/'))
    return sendError(
      reply,
      new InkleafError('no_cookie', 'input', 'Open the address that Inkleaf shows in its terminal.'),
    )
  if (request.url === ENTER_PATH) return reply.type('text/javascript').send(ENTER)
  const isDoor = request.url === '/' && access.roomOf(request.raw) === null
  return reply.code(401).type('text/html').send(locked(isDoor))
}

/** A browser that was let in before goes on to its room: its own storage, unlike cookies, is this port's alone. */
const ENTER_PATH = '/enter.js'
const ENTER = `const room = localStorage.getItem('inkleaf-room')
if (/^\\/w\\/[\\w-]+\\/$/.test(room ?? '')) location.replace(room + location.hash)
`

function locked(isDoor: boolean): string {
  return `<!doctype html><meta charset="utf-8"><title>Inkleaf</title>
<body><h1>Inkleaf is locked</h1><p>Open the address that Inkleaf shows in its terminal. Each address lets one browser in.</p>${
    isDoor ? `<script src="${ENTER_PATH}"></script>` : ''
  }</body>`
}

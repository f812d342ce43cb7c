/** The local server: today it serves the window to a browser. It knows nothing of the desktop. */
import cookie from '@fastify/cookie'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import type { App } from '../app/create-app.ts'
import type { Runtime } from '../app/runtime.ts'
import { SECURITY_HEADERS } from '../app/window-files.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { Access, COOKIE } from './access.ts'
import { addBridge } from './bridge.ts'
import { addWindow } from './window.ts'

export const DEFAULT_PORT = 54188

export interface ServerOptions {
  app: App
  runtime: Runtime
  host: string
  port: number
  /** Hears each new one-time address that lets a browser in. */
  onAddress(address: string): void
}

export interface LocalServer {
  port: number
  close(): Promise<void>
}

/** Throws an InkleafError `port_taken`, or `bad_host` where it can't listen. */
export async function serve({ app, runtime, host, port, onAddress }: ServerOptions): Promise<LocalServer> {
  const server = fastify({ bodyLimit: 8 << 20, forceCloseConnections: true })
  let bound = port
  const access = new Access(host, (key) => onAddress(`http://${urlHost(host)}:${bound}/?key=${key}`))
  await server.register(cookie)
  await server.register(websocket, { options: { maxPayload: 1 << 16 } })
  guard(server, access)
  addWindow(server, app, runtime, access)
  addBridge(server, app, runtime)
  server.setErrorHandler((caught, _request, reply) => {
    const status = (caught as { statusCode?: number }).statusCode ?? 500
    const error =
      status < 500 ? new InkleafError('bad_request', 'input', (caught as Error).message) : coerceError(caught)
    void reply.code(status).send({ error: error.toFailure() })
  })
  try {
    await server.listen({ host, port })
  } catch (cause) {
    throw notListening(cause, host, port)
  }
  const address = server.server.address()
  if (typeof address === 'object' && address) bound = address.port
  access.newKey()
  return { port: bound, close: () => server.close() }
}

function guard(server: FastifyInstance, access: Access): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS)
    const { host, origin } = request.headers
    if (!access.isOurHost(host))
      return reply.code(421).send(refused('wrong_host', 'This is not the server of that name.'))
    if (!access.isOurOrigin(origin, host))
      return reply.code(403).send(refused('wrong_origin', 'Another web page may not ask for this.'))
    const entering = request.url.startsWith('/?key=')
    if (!entering && !access.knows(request.cookies[COOKIE])) return reply.code(401).type('text/html').send(LOCKED)
    return undefined
  })
}

const LOCKED = `<!doctype html><meta charset="utf-8"><title>Inkleaf</title>
<body><h1>Inkleaf is locked</h1><p>Open the address that Inkleaf shows in its terminal. Each address lets one browser in.</p></body>`

function refused(code: string, message: string) {
  return { error: { code, kind: 'input', message } }
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

function notListening(cause: unknown, host: string, port: number): InkleafError {
  const { code } = cause as NodeJS.ErrnoException
  return code === 'EADDRINUSE'
    ? new InkleafError('port_taken', 'input', `Port ${port} is taken. Choose another with --port, or 0 for any.`, {
        cause,
      })
    : new InkleafError('bad_host', 'input', `Inkleaf can't listen on ${host}:${port} (${code ?? cause}).`, { cause })
}

/** The local server: the API, and the window for a browser. It knows nothing of the desktop. */
import { EventEmitter } from 'node:events'
import cookie from '@fastify/cookie'
import cors from '@fastify/cors'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import type { CorePort } from '../app/port.ts'
import type { Runtime } from '../app/runtime.ts'
import { SECURITY_HEADERS } from '../app/window-files.ts'
import { InkleafError } from '../errors.ts'
import { Access } from './access.ts'
import { addBridge } from './bridge.ts'
import { CleanUps } from './clean-ups.ts'
import { addDescription, addDescriptionRoutes } from './description.ts'
import { answerUnread, requestError, sendError } from './errors.ts'
import { letIn, needCookie, needPlainBody, needToken, newDoorkeeper } from './guard.ts'
import { KeptSessions } from './kept-sessions.ts'
import { KnownPaths } from './known-paths.ts'
import { addOpenAIRoutes } from './openai/routes.ts'
import { makeRepeatable } from './repeatable.ts'
import { addBatchRoutes } from './routes/batches.ts'
import { addCeleryRoutes } from './routes/celery-states.ts'
import { addCleanUpRoutes } from './routes/clean-up.ts'
import { addEnhanceRoutes } from './routes/enhance.ts'
import { addHealthRoutes } from './routes/health.ts'
import { addPageStartRoutes } from './routes/page-start.ts'
import { addPageRoutes } from './routes/pages.ts'
import { addPortionRoutes } from './routes/portions.ts'
import { addSearchRoutes } from './routes/search.ts'
import { addSubmitRoutes } from './routes/submit.ts'
import { addSynchronousRoutes } from './routes/synchronous.ts'
import { addSystemRoutes } from './routes/system.ts'
import { addTaskRoutes } from './routes/tasks.ts'
import { addWebhookRoutes } from './routes/webhooks.ts'
import { addEventRoutes, type Published } from './socket/events.ts'
import type { TaskMessage } from './socket/messages.ts'
import { addSocket } from './socket/socket.ts'
import { isGoodFor } from './token.ts'
import { addWindow } from './window.ts'

export interface ServerOptions {
  app: CorePort
  runtime: Runtime
  host: string
  port: number
  /** The window for a browser: hears each new one-time address that lets one in. Null: the API alone. */
  onAddress: ((address: string) => void) | null
  /** So long an opened PDF waits for its next call; half an hour unless told. */
  heldMs?: number
  /** After a failure a webhook is told again after so long. */
  webhookAgainMs?: readonly number[]
}

export interface LocalServer {
  port: number
  close(): Promise<void>
}

/** What the routes of the API are made with. */
export interface ApiContext {
  app: CorePort
  runtime: Runtime
  /** Aborted when the server begins to stop. */
  stopping: AbortSignal
  heldMs?: number | undefined
  webhookAgainMs?: readonly number[] | undefined
  /** Calls back when the token is no longer good. */
  onNewToken(listener: () => void): void
}

/** Whoever is so slow with the headers, or with a whole request, is let go. */
const HEADERS_MS = 15_000
const REQUEST_MS = 10 * 60_000
const CHECK_MS = 5000
const MAX_CONNECTIONS = 1024
/** Requests at work are waited for so long when the server stops. */
const MAX_PARAMETER_LENGTH = 1000
const GRACE_MS = 5000
/** RFC 6455, section 7.4.1. */
const GOING_AWAY = 1001

/** Throws an InkleafError `port_taken`, or `bad_host` where it can't listen. */
export async function serve({
  app,
  runtime,
  host,
  port,
  onAddress,
  heldMs,
  webhookAgainMs,
}: ServerOptions): Promise<LocalServer> {
  const { api } = app.settings
  let bound = port
  const sessions = new KeptSessions(runtime.sessionsFile)
  const access = new Access({
    hosts: [host, urlHost(host), ...api.hosts],
    origin: api.origin,
    token: () => (isGoodFor(host, app.settings.api.token) ? app.settings.api.token : ''),
    onKey: (key) => onAddress?.(`http://${urlHost(host)}:${bound}/?key=${key}`),
    // The desktop's server lets no browser in by an address.
    sessions: onAddress ? sessions : new Set<string>(),
  })
  const stopping = new AbortController()
  const newToken = new EventEmitter<{ changed: [] }>()
  const context: ApiContext = {
    app,
    runtime,
    stopping: stopping.signal,
    heldMs,
    webhookAgainMs,
    onNewToken: (listener) => newToken.on('changed', listener),
  }
  // Whoever makes a new token wants to know who is let in.
  context.onNewToken(() => {
    access.forgetTokenSessions()
    sessions.clear()
  })
  let { token } = api
  const stopListening = app.onSettings(() => {
    if (app.settings.api.token === token) return
    token = app.settings.api.token
    newToken.emit('changed')
  })
  stopping.signal.addEventListener('abort', stopListening)
  const server = fastify({
    bodyLimit: 8 << 20,
    forceCloseConnections: 'idle',
    // Ours says when to come again.
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    frameworkErrors: (caught, _request, reply) => {
      const { error, status } = requestError(caught)
      void sendError(reply, error, status)
    },
    clientErrorHandler: answerUnread,
    rewriteUrl: (raw) => access.withoutToken(raw),
    http: {
      // A request without a name is answered as one with a wrong name.
      requireHostHeader: false,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: CHECK_MS,
    },
  })
  server.server.maxConnections = MAX_CONNECTIONS
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
  server.removeContentTypeParser('text/plain')
  const paths = new KnownPaths(server)
  await server.register(cookie)
  await server.register(rateLimit, { global: false })
  await server.register(multipart)
  await server.register(websocket, {
    options: { maxPayload: 1 << 16 },
    preClose(done) {
      for (const client of server.websocketServer.clients) client.close(GOING_AWAY, 'Inkleaf is being closed.')
      server.websocketServer.close(done)
    },
  })
  await addDescription(server, app.version)
  const doorkeeper = newDoorkeeper(server, access, app.settings.apiLimits.maxWrongTokensPerMinute)
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS)
    if (stopping.signal.aborted) throw new InkleafError('stopped', 'transient', 'Inkleaf is being closed.')
    letIn(request, access)
    needPlainBody(request)
  })
  // Who was answered before the whole request had come would go on sending.
  server.addHook('onResponse', async ({ raw }) => {
    if (!raw.complete) raw.socket?.destroySoon()
  })
  if (api.origin !== null)
    await server.register(cors, {
      origin: api.origin,
      // Some pages ask with credentials; ours are good for our own pages only.
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type', 'idempotency-key'],
      exposedHeaders: ['content-disposition', 'retry-after'],
    })
  server.setErrorHandler((caught, request, reply) => {
    if ((caught as { code?: string }).code === 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE') return paths.answer(request, reply)
    const { error, status } = requestError(caught)
    return sendError(reply, error, status)
  })
  server.setNotFoundHandler(async (request, reply) => {
    await needToken(doorkeeper, request, reply)
    return paths.answer(request, reply)
  })
  addHealthRoutes(server, context)
  await server.register(async (scope) => {
    scope.addHook('onRequest', (request, reply) => needToken(doorkeeper, request, reply))
    addApi(scope, context)
    await addDescriptionRoutes(scope, access, onAddress === null)
  })
  await server.register(async (scope) => {
    scope.addHook('onRequest', (request, reply) => needToken(doorkeeper, request, reply))
    takeEmptyJson(scope)
    addOpenAIRoutes(scope, context)
  })
  if (onAddress)
    await server.register(async (scope) => {
      scope.addHook('onRequest', async (request, reply) => needCookie(doorkeeper, request, reply))
      addWindow(scope, app, runtime, access)
      addBridge(scope, app, runtime)
    })
  try {
    await server.listen({ host, port })
  } catch (cause) {
    throw notListening(cause, host, port)
  }
  const address = server.server.address()
  if (typeof address === 'object' && address) bound = address.port
  if (onAddress) access.newKey()
  return { port: bound, close: () => stop(server, stopping) }
}

/** Some clients name a kind of body with every request, also where they send none. */
function takeEmptyJson(scope: FastifyInstance): void {
  const parseJson = scope.getDefaultJsonParser('remove', 'remove')
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : parseJson(request, String(body), done),
  )
}

function addApi(scope: FastifyInstance, context: ApiContext): void {
  makeRepeatable(scope, context.app)
  takeEmptyJson(scope)
  // The file as the body itself: it is taken in where the route expects one.
  for (const type of [/^image\//, 'application/pdf', 'application/octet-stream'] as const)
    scope.addContentTypeParser(type, (_request, body, done) => done(null, body))
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, _body, done) =>
    done(null, undefined),
  )
  addSubmitRoutes(scope, context)
  addTaskRoutes(scope, context)
  addPageRoutes(scope, context)
  addBatchRoutes(scope, context)
  addSearchRoutes(scope, context)
  addPageStartRoutes(scope, context)
  addSystemRoutes(scope, context)
  addEnhanceRoutes(scope, context)
  const cleanUps = new CleanUps(context.app.service, context.runtime.uploadsFolder)
  addSynchronousRoutes(scope, context, cleanUps)
  addPortionRoutes(scope, context, cleanUps)
  addCleanUpRoutes(scope, context, cleanUps)
  addCeleryRoutes(scope, context)
  const published: Published = new EventEmitter<{ message: [TaskMessage]; removed: [string] }>().setMaxListeners(0)
  addEventRoutes(scope, context, published)
  addWebhookRoutes(scope, context, published)
  addSocket(scope, context, published)
}

/** Who is being answered gets an answer; sockets are closed with 1001; whoever takes too long is let go. */
async function stop(server: FastifyInstance, stopping: AbortController): Promise<void> {
  stopping.abort(new InkleafError('stopped', 'transient', 'Inkleaf is being closed.'))
  const timer = setTimeout(() => {
    server.server.closeAllConnections()
    for (const client of server.websocketServer.clients) client.terminate()
  }, GRACE_MS)
  try {
    await server.close()
  } finally {
    clearTimeout(timer)
  }
}

export function urlHost(host: string): string {
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

/** `/ws`: messages about tasks, as they happen, to whoever subscribes to them. */
import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { secret } from '../../app/secret.ts'
import { coerceError, InkleafError } from '../../errors.ts'
import { badRequest } from '../errors.ts'
import { changeTask, known } from '../routes/tasks.ts'
import type { ApiContext } from '../server.ts'
import { toTask } from '../views.ts'
import type { Published } from './events.ts'
import { keepAlive } from './heartbeat.ts'
import { keepSubscriptions, readSubscriptions } from './kept-subscriptions.ts'
import { type ClientMessage, clientMessage, endOf, progressData, TaskMessages } from './messages.ts'
import { MAX_SESSIONS, type Session, Sessions } from './sessions.ts'

/** Whoever sends more than this in a second is let go. */
const MAX_MESSAGES = 200
const KEEP_AFTER_MS = 1000
/** RFC 6455, section 7.4.1, and its registry. */
const POLICY = 1008
const TRY_LATER = 1013

const socketQuery = z.object({ client_id: z.string().min(1).max(100).optional() })

export function addSocket(
  scope: FastifyInstance,
  { app, runtime, onNewToken }: ApiContext,
  published: Published,
): void {
  const kept = join(runtime.dataFolder, 'subscriptions.json')
  const sessions = new Sessions(readSubscriptions(kept), (id) => app.service.task(id) !== null)
  let keeping: NodeJS.Timeout | null = null
  /** Soon, and once for many. */
  const keepSoon = () => {
    keeping ??= setTimeout(keepNow, KEEP_AFTER_MS).unref()
  }
  const keepNow = () => {
    if (keeping) clearTimeout(keeping)
    keeping = null
    keepSubscriptions(kept, sessions.subscriptions())
  }
  const sockets = new Set<WebSocket>()
  onNewToken(() => {
    for (const socket of sockets) socket.close(POLICY, 'The token has changed.')
  })
  const messages = new TaskMessages(
    app,
    (message) => {
      sessions.publish(message.task_id, JSON.stringify({ timestamp: now(), ...message }))
      published.emit('message', message)
    },
    (taskId) => {
      sessions.forgetTask(taskId)
      published.emit('removed', taskId)
    },
  )
  app.service.monitor.on('warning', warn)
  scope.addHook('preClose', async () => {
    messages.stop()
    keepNow()
    app.service.monitor.off('warning', warn)
    sessions.forgetAll()
  })

  function warn({ code, message }: { code: string; message: string }): void {
    sessions.publishToAll(
      JSON.stringify({ type: 'resource_warning', timestamp: now(), code, message, data: { code, message } }),
    )
  }

  scope.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/ws',
    schema: { hide: true, querystring: socketQuery },
    handler: async () => {
      throw new InkleafError('upgrade_needed', 'input', 'This is a WebSocket: open it with ws://, not http://.')
    },
    wsHandler: connected,
  })

  function connected(socket: WebSocket, request: FastifyRequest): void {
    const { client_id: given } = request.query as z.infer<typeof socketQuery>
    const clientId = given ?? secret()
    const session = sessions.open(clientId, given !== undefined)
    if (!session) {
      socket.close(TRY_LATER, `There are ${MAX_SESSIONS} clients already.`)
      return
    }
    const restored = [...session.tasks]
    say(socket, {
      type: 'connection_established',
      client_id: clientId,
      data: { client_id: clientId, subscriptions: restored },
    })
    session.attach(socket)
    sockets.add(socket)
    const stopBeating = keepAlive(socket)
    let heard = 0
    const second = setInterval(() => {
      heard = 0
    }, 1000)
    socket.on('message', (data) => {
      if (++heard > MAX_MESSAGES) socket.close(POLICY, `More than ${MAX_MESSAGES} messages in a second.`)
      else void hear(session, socket, String(data))
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      sockets.delete(socket)
      stopBeating()
      clearInterval(second)
      session.detach(socket)
    })
  }

  async function hear(session: Session, socket: WebSocket, text: string): Promise<void> {
    try {
      await act(session, socket, parse(text))
    } catch (caught) {
      const { code, message } = coerceError(caught)
      say(socket, { type: 'error', code, message, data: { code, message } })
    }
  }

  async function act(session: Session, socket: WebSocket, message: ClientMessage): Promise<void> {
    if (message.type === 'ping') return say(socket, { type: 'pong' })
    const { task_id: id } = message
    switch (message.type) {
      case 'subscribe':
      case 'subscribe_task': {
        const job = known(app, id)
        sessions.subscribe(session, id)
        keepSoon()
        // What happens from now on has a higher sequence than this.
        const data = { ...progressData(job), task_id: id }
        say(socket, { type: 'task_subscribed', task_id: id, sequence: messages.lastSequence(id), data })
        if (app.service.monitor.interrupted.jobIds.includes(id))
          say(socket, { type: 'task_recovered', task_id: id, data })
        // Who comes late hears the end as well.
        const end = endOf(job, app.service.reason(job))
        if (end) say(socket, { ...end, task_id: id, sequence: messages.lastSequence(id) })
        return
      }
      case 'unsubscribe_task':
        sessions.unsubscribe(session, id)
        keepSoon()
        return say(socket, { type: 'task_unsubscribed', task_id: id, data: { task_id: id } })
      case 'get_task_status':
        return tellStatus(socket, id)
      case 'pause_task':
      case 'resume_task':
      case 'cancel_task':
        await changeTask(app, id, verbOf(message.type))
        return tellStatus(socket, id)
      case 'retry_page': {
        const { page_number: page } = message
        const state = app.service.page(known(app, id).id, page)?.status
        if (state !== 'failed' && state !== 'cancelled')
          throw new InkleafError(
            'wrong_state',
            'input',
            `Page ${page} is ${state ?? 'not there'}; there is nothing to retry.`,
          )
        await app.handlers['jobs.retry']({ jobIds: [id], pages: [page] })
        return say(socket, {
          type: 'page_retry',
          task_id: id,
          page_number: page,
          data: { task_id: id, page_number: page },
        })
      }
      default:
        message satisfies never
    }
  }

  function tellStatus(socket: WebSocket, id: string): void {
    const job = known(app, id)
    const task = toTask(job, app.service)
    say(socket, {
      type: 'task_status_response',
      task_id: id,
      status: job.state,
      task_info: task,
      data: { ...task, ...progressData(job), task_info: task },
    })
  }
}

function verbOf(type: 'pause_task' | 'resume_task' | 'cancel_task'): 'pause' | 'resume' | 'cancel' {
  return ({ pause_task: 'pause', resume_task: 'resume', cancel_task: 'cancel' } as const)[type]
}

function parse(text: string): ClientMessage {
  try {
    const raw = JSON.parse(text) as { data?: object }
    // Some clients put the fields beside `type`, some into `data`.
    return clientMessage.parse(typeof raw === 'object' && raw !== null ? { ...raw.data, ...raw } : raw)
  } catch (cause) {
    const [issue] = (cause as { issues?: { path: PropertyKey[]; message: string }[] }).issues ?? []
    throw badRequest(issue ? `${issue.path.join('.')}: ${issue.message}` : 'A message is a JSON object with a type.')
  }
}

function say(socket: WebSocket, message: { type: string; [field: string]: unknown }): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ timestamp: now(), ...message }))
}

function now(): string {
  return new Date().toISOString()
}

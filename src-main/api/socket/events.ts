/** Server-sent events: what /ws tells of one task, for clients that only read (html.spec.whatwg.org, "Server-sent events"). */
import type { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { errors } from '../routes/answers.ts'
import { known } from '../routes/tasks.ts'
import { taskPath } from '../schemas.ts'
import type { ApiContext } from '../server.ts'
import { endOf, progressData, type TaskMessage } from './messages.ts'

/** `removed`: the task is gone, whatever was said of it before. */
export type Published = EventEmitter<{ message: [TaskMessage]; removed: [taskId: string] }>

/** A comment, so that nobody on the way takes the silence for the end. */
const BEAT_MS = 15_000
/** One that doesn't read is let go; it comes back to how the task is then. */
const MAX_BUFFERED_BYTES = 4 << 20

const eventStream = {
  description: 'Events; the last one is task_completed, task_failed or task_cancelled',
  content: { 'text/event-stream': { schema: z.looseObject({ event: z.string(), data: z.string() }) } },
}

export function addEventRoutes(scope: FastifyInstance, { app, stopping }: ApiContext, published: Published): void {
  scope.withTypeProvider<ZodTypeProvider>().get(
    '/api/tasks/:task_id/events',
    {
      schema: {
        summary: 'Messages about a task as server-sent events, until it has ended',
        tags: ['Tasks'],
        params: taskPath,
        response: { 200: eventStream, ...errors },
      },
    },
    async ({ params: { task_id: id } }, reply) => {
      const job = known(app, id)
      const stream = new PassThrough()
      const say = ({ type, ...message }: { type: string; sequence?: number; data: object }) => {
        if (stream.writableEnded) return
        const { sequence } = message
        const line = JSON.stringify({ type, timestamp: new Date().toISOString(), task_id: id, ...message })
        stream.write(`${sequence === undefined ? '' : `id: ${sequence}\n`}event: ${type}\ndata: ${line}\n\n`)
        if (stream.writableLength > MAX_BUFFERED_BYTES) stream.destroy()
      }
      const onMessage = (message: TaskMessage) => {
        if (message.task_id !== id) return
        say(message as TaskMessage & { data: object })
        if (/^task_(completed|failed|cancelled)$/.test(message.type)) end()
      }
      const onRemoved = (removed: string) => {
        if (removed === id) end()
      }
      const beat = setInterval(() => stream.writableEnded || stream.write(': still here\n\n'), BEAT_MS)
      const end = () => {
        clearInterval(beat)
        published.off('message', onMessage)
        published.off('removed', onRemoved)
        stopping.removeEventListener('abort', end)
        stream.end()
      }
      published.on('message', onMessage)
      published.on('removed', onRemoved)
      stopping.addEventListener('abort', end)
      stream.once('close', end)
      reply.raw.once('close', () => stream.destroy())
      say({ type: 'task_subscribed', data: { task_id: id, ...progressData(job) } })
      const last = endOf(job, app.service.reason(job))
      if (last) {
        say(last)
        end()
      }
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(stream as never)
    },
  )
}

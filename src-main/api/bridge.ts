/** The contract for a browser: commands by POST, events by WebSocket, files by upload. */
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { FeedMessage, WireAnswer } from '../../src-preload/contract.ts'
import { jobOptions } from '../../src-preload/model.ts'
import type { CorePort } from '../app/port.ts'
import { answer } from '../app/run-command.ts'
import type { Runtime } from '../app/runtime.ts'
import { coerceError } from '../errors.ts'
import { safeFileName } from './file-name.ts'

/** A browser that doesn't read is let go; it comes back and starts from a new snapshot. */
const MAX_BUFFERED_BYTES = 16 << 20

const upload = z.object({ name: z.string().min(1), batchId: z.string().optional(), options: z.string() })

export function addBridge(server: FastifyInstance, app: CorePort, runtime: Runtime): void {
  server.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body))

  server.post<{ Params: { command: string } }>('/bridge/call/:command', async (request, reply) => {
    const said: WireAnswer = await answer(app.handlers, 'window', request.params.command, request.body)
    return reply.code('error' in said ? 422 : 200).send(said)
  })

  server.post('/bridge/uploads', async (request, reply) => {
    const { name, batchId, options } = upload.parse(request.query)
    await mkdir(runtime.uploadsFolder, { recursive: true, mode: 0o700 })
    const folder = await mkdtemp(join(runtime.uploadsFolder, 'u-'))
    try {
      const path = join(folder, safeFileName(name))
      await pipeline(request.body as Readable, createWriteStream(path, { mode: 0o600 }))
      const input = { paths: [path], options: jobOptions.parse(JSON.parse(options)) }
      return { result: await app.addUpload(batchId === undefined ? input : { ...input, batchId }) }
    } catch (caught) {
      return reply.code(422).send({ error: coerceError(caught).toFailure() })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  server.register(async (scope) => {
    scope.get('/bridge/events', { websocket: true }, (socket) => {
      const end = app.feed.subscribe((message: FeedMessage) => {
        if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate()
        else socket.send(JSON.stringify(message))
      })
      socket.on('close', end)
      socket.on('error', () => socket.terminate())
    })
  })
}

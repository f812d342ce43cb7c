/** The contract over the owner's control socket: a line of JSON each way, commands in, answers and events out. */
import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { z } from 'zod'
import type { CoreEvent, Handlers } from '../../src-preload/contract.ts'
import { coerceError } from '../errors.ts'
import { linesOf } from '../lines.ts'
import { log } from '../log.ts'
import { answer } from './run-command.ts'

const request = z.object({
  id: z.int(),
  command: z.string(),
  input: z.unknown(),
})

const GOODBYE_MS = 1000
/** A client that doesn't read is let go before its events fill the memory. */
const MAX_BUFFERED_BYTES = 64 << 20
/** A request with an edited text in it is far shorter. */
const MAX_REQUEST_LENGTH = 16 << 20

export interface ControlServer {
  /** Hands an event to every client. */
  broadcast(event: CoreEvent): void
  clients(): number
  close(): Promise<void>
}

export async function serveControl(path: string, handlers: Handlers): Promise<ControlServer> {
  // Only the owner comes here, so what lies at the path is a dead owner's.
  rmSync(path, { force: true })
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    void listen(socket, handlers)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  return {
    broadcast: (event) => {
      const line = `${JSON.stringify({ event })}\n`
      for (const socket of sockets) {
        if (socket.writableLength > MAX_BUFFERED_BYTES) socket.destroy()
        else socket.write(line)
      }
    },
    clients: () => sockets.size,
    close: async () => {
      for (const socket of sockets) socket.end()
      // A client that is suspended never says goodbye.
      const timer = setTimeout(() => sockets.forEach((socket) => void socket.destroy()), GOODBYE_MS)
      await new Promise<void>((resolve) => server.close(() => resolve()))
      clearTimeout(timer)
    },
  }
}

async function listen(socket: Socket, handlers: Handlers): Promise<void> {
  try {
    for await (const line of linesOf(socket, MAX_REQUEST_LENGTH)) void respond(line, handlers, socket)
  } catch (caught) {
    log.warn({ err: coerceError(caught) }, 'a command hung up, or sent what can not be read')
    socket.destroy()
  }
}

async function respond(line: string, handlers: Handlers, socket: Socket): Promise<void> {
  let id: number | null = null
  try {
    const said: unknown = JSON.parse(line)
    id = z.object({ id: z.int() }).safeParse(said).data?.id ?? null
    const { command, input } = request.parse(said)
    socket.write(`${JSON.stringify({ id, ...(await answer(handlers, 'command', command, input)) })}\n`)
  } catch (caught) {
    socket.write(`${JSON.stringify({ id, error: coerceError(caught).toFailure() })}\n`)
  }
}

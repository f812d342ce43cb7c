/** The contract over the owner's control socket: a line of JSON each way, commands in, answers and events out. */
import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { z } from 'zod'
import { type CommandName, type CoreEvent, commands, type Handlers } from '../../src-preload/contract.ts'
import { coerceError } from '../errors.ts'
import { linesOf } from '../lines.ts'

const request = z.object({
  id: z.int(),
  command: z.enum(Object.keys(commands) as [CommandName, ...CommandName[]]),
  input: z.unknown(),
})

const GOODBYE_MS = 1000
/** A client that doesn't read is let go before its events fill the memory. */
const MOST_BUFFERED_BYTES = 64 << 20

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
        if (socket.writableLength > MOST_BUFFERED_BYTES) socket.destroy()
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
    for await (const line of linesOf(socket)) void answer(line, handlers, socket)
  } catch {
    socket.destroy()
  }
}

async function answer(line: string, handlers: Handlers, socket: Socket): Promise<void> {
  let id: number | null = null
  try {
    const said: unknown = JSON.parse(line)
    id = z.object({ id: z.int() }).safeParse(said).data?.id ?? null
    const { command, input } = request.parse(said)
    const result = await run(handlers, command, input)
    socket.write(`${JSON.stringify({ id, result })}\n`)
  } catch (caught) {
    const { code, kind, message } = coerceError(caught)
    socket.write(`${JSON.stringify({ id, error: { code, kind, message } })}\n`)
  }
}

/** Parses the input by the contract, then does it. Every transport comes through here. */
export async function run<N extends CommandName>(handlers: Handlers, command: N, input: unknown): Promise<unknown> {
  const handler = handlers[command] as (input: unknown) => Promise<unknown>
  return handler(commands[command].input.parse(input))
}

/** The contract over the owner's control socket: a line of JSON each way, commands in, answers and events out. */
import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { type CommandName, type CoreEvent, commands, type Handlers } from '../../src-preload/contract.ts'
import { coerceError } from '../errors.ts'

const request = z.object({
  id: z.int(),
  command: z.enum(Object.keys(commands) as [CommandName, ...CommandName[]]),
  input: z.unknown(),
})

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
    createInterface({ input: socket }).on('line', (line) => void answer(line, handlers, socket))
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
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function answer(line: string, handlers: Handlers, socket: Socket): Promise<void> {
  let id: number | null = null
  try {
    const { id: asked, command, input } = request.parse(JSON.parse(line))
    id = asked
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

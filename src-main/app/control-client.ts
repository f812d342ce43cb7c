/** The contract's other end: asks the owner of a data folder to do things, and hears its events. */
import { EventEmitter } from 'node:events'
import { connect, type Socket } from 'node:net'
import { z } from 'zod'
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  type CoreEvent,
  commands,
  event,
} from '../../src-preload/contract.ts'
import { failure } from '../../src-preload/model.ts'
import { InkleafError } from '../errors.ts'
import { linesOf } from '../lines.ts'
import { log } from '../log.ts'

const message = z.union([
  z.object({ event }),
  z.object({ id: z.int(), result: z.unknown() }),
  z.object({ id: z.int().nullable(), error: failure }),
])

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

export class ControlClient extends EventEmitter<{ event: [event: CoreEvent]; gone: [] }> {
  readonly #socket: Socket
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #closing = false

  private constructor(socket: Socket) {
    super()
    this.#socket = socket
    void this.#listen()
    socket.on('error', () => {})
    socket.on('close', () => {
      for (const waiting of this.#waiting.values()) waiting.reject(ownerGone())
      this.#waiting.clear()
      if (!this.#closing) this.emit('gone')
    })
  }

  static async connect(path: string): Promise<ControlClient> {
    const socket = connect(path)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve())
      socket.once('error', (cause) =>
        reject(new InkleafError('owner_silent', 'transient', 'The other Inkleaf does not answer.', { cause })),
      )
    })
    return new ControlClient(socket)
  }

  async call<N extends CommandName>(command: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const id = ++this.#lastId
    const answer = await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.write(`${JSON.stringify({ id, command, input })}\n`)
    })
    return commands[command].output.parse(answer) as CommandOutput<N>
  }

  close(): void {
    this.#closing = true
    this.#socket.end()
  }

  /** An owner of another version may say what can't be understood: better no connection than a wrong one. */
  async #listen(): Promise<void> {
    try {
      for await (const line of linesOf(this.#socket)) this.#take(line)
    } catch (caught) {
      log.error({ err: caught }, 'the owner said what can not be understood')
      this.#socket.destroy()
    }
  }

  #take(line: string): void {
    const said = message.parse(JSON.parse(line))
    if ('event' in said) {
      this.emit('event', said.event)
      return
    }
    const waiting = said.id === null ? undefined : this.#waiting.get(said.id)
    if (said.id !== null) this.#waiting.delete(said.id)
    if ('error' in said) waiting?.reject(new InkleafError(said.error.code, said.error.kind, said.error.message))
    else waiting?.resolve(said.result)
  }
}

function ownerGone(): InkleafError {
  return new InkleafError(
    'owner_gone',
    'transient',
    'The Inkleaf that did the work has ended. Run the same command again.',
  )
}

/** One run of the Python process: started, ready or failed, ended. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { z } from 'zod'
import { errorKinds } from '../../src-preload/model.ts'
import { withoutKeys } from '../environment.ts'
import { InkleafError } from '../errors.ts'
import { REPAIR } from '../packaged.ts'

export interface SidecarCommand {
  python: string
  arguments: string[]
  socket: string
  /** What no list of processes is to show. */
  env?: NodeJS.ProcessEnv
}

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

/** glibc gives each of the many threads a heap of its own, and every one keeps what its largest page needed. */
const PYTHON = { MALLOC_ARENA_MAX: '2' }

const handshake = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), pid: z.int(), device: z.string() }),
  z.object({ type: z.literal('error'), code: z.string(), kind: z.enum(errorKinds), message: z.string() }),
])

export class SidecarProcess {
  readonly #child: ChildProcess
  readonly #socket: string
  /** Resolves when it serves; rejects with what it said, or with how it ended. */
  readonly ready: Promise<void>
  readonly exited: Promise<Exit>

  constructor(command: SidecarCommand, log: Writable, readyTimeoutMs: number) {
    this.#socket = command.socket
    this.#child = spawn(command.python, command.arguments, {
      // Its stdin is a pipe that closes with this process, which ends it: no orphan.
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...withoutKeys(process.env), ...PYTHON, ...command.env },
    })
    this.#child.stderr?.pipe(log, { end: false })
    // Writing to a process that has just ended is no error of ours.
    this.#child.stdin?.on('error', () => {})
    this.exited = new Promise((resolve) => {
      this.#child.once('error', () => resolve({ code: null, signal: null }))
      this.#child.once('exit', (code, signal) => resolve({ code, signal }))
    })
    void this.exited.then(() => rmSync(dirname(this.#socket), { recursive: true, force: true }))
    this.ready = this.#handshake(readyTimeoutMs)
    // Whoever waits for it hears of it; nobody has to.
    this.ready.catch(() => {})
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  #handshake(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new InkleafError('engine_slow', 'transient', 'The recognition process did not get ready in time.', {
            scope: 'engine',
          }),
        )
      }, timeoutMs)
      this.#child.once('error', (cause) => {
        const message = `Python can't be started (${this.#child.spawnfile}). ${REPAIR}`
        reject(new InkleafError('python_missing', 'defect', message, { cause, scope: 'engine' }))
      })
      void this.exited.then(({ code, signal }) => {
        const message = `The recognition process ended at its start (${signal ?? `exit code ${code}`}). Its log says why.`
        reject(new InkleafError('engine_start', 'defect', message, { scope: 'engine' }))
      })
      const lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream })
      lines.once('line', (line) => {
        clearTimeout(timer)
        const said = handshake.safeParse(safeJson(line))
        if (!said.success)
          reject(
            new InkleafError('engine_rubbish', 'defect', 'The recognition process said nothing sensible.', {
              scope: 'engine',
            }),
          )
        else if (said.data.type === 'ready') resolve()
        else reject(new InkleafError(said.data.code, said.data.kind, said.data.message, { scope: 'engine' }))
      })
      void this.exited.then(() => clearTimeout(timer))
    })
  }

  /** Asks, then insists. */
  async stop(graceMs: number): Promise<Exit> {
    this.#child.stdin?.end()
    this.#child.kill('SIGTERM')
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), graceMs)
    const exit = await this.exited
    clearTimeout(timer)
    return exit
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}

function safeJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // Said as `engine_rubbish`.
    return null
  }
}

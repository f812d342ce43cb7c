/** A Redis of one's own and workers for it: real ones, or the odd one that takes a fixed time and fails as it is told. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { resolveRuntime } from '../../../src-main/app/runtime.ts'

const ODD_WORKER = resolve(import.meta.dirname, 'odd_worker.py')

export interface TestRedis {
  readonly url: string
  /** What it answers to one command, as redis-cli prints it. */
  ask(...command: string[]): Promise<string>
  /** Keys that pages left. */
  keysOfPages(): Promise<string[]>
  kill(): Promise<void>
  start(): Promise<void>
  end(): Promise<void>
}

interface RedisOptions {
  keeps?: boolean
  port?: number
  host?: string
  /** A command that runs it somewhere else: in a network of its own. */
  within?: readonly string[]
}

/** `keeps`: its data survive a kill. */
export async function startRedis({
  keeps = false,
  port = 0,
  host = '127.0.0.1',
  within = [],
}: RedisOptions = {}): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'inkleaf-redis-'))
  const own = port || (await freePort())
  let child: ChildProcess | null = null
  const start = async () => {
    const log = keeps ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--save', '']
    const args = ['--port', String(own), '--bind', host, '--protected-mode', 'no', '--dir', folder, ...log]
    const [program = '', ...rest] = [...within, 'redis-server', ...args]
    child = spawn(program, rest, { stdio: 'ignore' })
    child.once('error', ({ message }) => console.error(`redis-server: ${message} (Debian: redis-server)`))
    await whenListening(own, host)
  }
  const kill = async () => {
    const gone = child?.exitCode === null && child.signalCode === null ? once(child, 'exit') : null
    child?.kill('SIGKILL')
    await gone
  }
  const ask = (...command: string[]) => output('redis-cli', ['-h', host, '-p', String(own), ...command])
  await start()
  return {
    url: `redis://${host}:${own}/0`,
    ask,
    keysOfPages: async () => (await ask('keys', 'ink:*')).split('\n').filter((key) => OF_PAGES.test(key)),
    kill,
    start,
    end: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const OF_PAGES = /^ink:(page|current|claim|lease|events):/

export interface TestWorker {
  child: ChildProcess
  kill(): Promise<void>
}

/** Resolves when it is ready. `args` null: a real one, with PP-OCR. */
export async function startWorker(
  redis: string,
  args: readonly string[] | null = null,
  within: readonly string[] = [],
): Promise<TestWorker> {
  const { python, modelsFolder } = resolveRuntime()
  const own = args ? [ODD_WORKER, ...args] : ['-m', 'inkleaf_cluster', 'worker', '--models', modelsFolder]
  const [program = '', ...rest] = [...within, python, ...own]
  const child = spawn(program, rest, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, INKLEAF_REDIS: redis, PYTHONDONTWRITEBYTECODE: '1', MALLOC_ARENA_MAX: '2' },
  })
  const first = await Promise.race([
    once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line'),
    once(child, 'exit'),
  ])
  if (child.exitCode !== null || String(first).includes('"error"')) throw new Error(`no worker: ${String(first)}`)
  return {
    child,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

function once(emitter: NodeJS.EventEmitter, event: string): Promise<unknown> {
  return new Promise((done) => emitter.once(event, done))
}

async function whenListening(port: number, host: string): Promise<void> {
  for (let n = 0; n < 200; n++) {
    const socket = createConnection(port, host)
    const isThere = await new Promise((done) => {
      socket.once('connect', () => done(true))
      socket.once('error', () => done(false))
    })
    socket.destroy()
    if (isThere) return
    await delay(25)
  }
  throw new Error('redis-server does not listen; is it installed (Debian: redis-server)?')
}

function output(program: string, args: string[]): Promise<string> {
  return new Promise((done, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (part) => {
      said += String(part)
    })
    child.once('error', reject)
    child.once('close', () => done(said.trim()))
  })
}

/** `inkleaf cluster`: a worker that reads pages for others, and what workers there are. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { type ClusterWorker, clusterSettings, clusterWorker } from '../../src-preload/cluster.ts'
import { errorKinds } from '../../src-preload/model.ts'
import { PYTHON_FLAGS, resolveRuntime } from '../app/runtime.ts'
import { VERSION } from '../app/version.ts'
import { withoutKeys } from '../environment.ts'
import { InkleafError, UsageError } from '../errors.ts'
import { REPAIR, typed } from '../packaged.ts'
import { redisEnvironment } from '../settings/redis-url.ts'
import { note, print } from './terminal.ts'

export interface ClusterFlags {
  redis?: string
  prefix?: string
}

interface WorkerFlags extends ClusterFlags {
  slots: number
}

const said = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), worker: z.string() }),
  z.object({ type: z.literal('workers'), workers: z.array(clusterWorker) }),
  z.object({ type: z.literal('error'), code: z.string(), kind: z.enum(errorKinds), message: z.string() }),
])

/** Before a worker that ended by itself is started again; the last one from then on. */
const AGAIN_MS = [500, 1000, 2000, 5000, 10_000]
/** A second SIGTERM within it says nothing new. */
const AT_ONCE_MS = 2000
/** One that lived for this long begins a new row. */
const LIVED_MS = 60_000

/** Reads pages until it is told to end; started again whenever it ends by itself. */
export async function runWorker(flags: WorkerFlags): Promise<number> {
  const { modelsFolder } = resolveRuntime()
  const ending = new AbortController()
  const ends: (() => void)[] = []
  let endedAt = 0
  const onSignal = (signal: NodeJS.Signals) => {
    if (ending.signal.aborted) {
      // A system that stops a service tells all of its processes, and those tell each other.
      if (signal === 'SIGTERM' && performance.now() - endedAt < AT_ONCE_MS) return
      for (const end of ends) end()
      return
    }
    endedAt = performance.now()
    note('Ending when the pages at work are read; once more ends at once.')
    ending.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal)
  try {
    for (let row = 0; !ending.signal.aborted; ) {
      const startedAt = performance.now()
      const run = python(['worker', '--models', modelsFolder, '--slots', String(flags.slots)], flags)
      const finish = () => run.child.stdin?.end()
      ending.signal.addEventListener('abort', finish, { once: true })
      ends.splice(0, ends.length, () => run.child.kill('SIGKILL'))
      run.lines.on('line', (line) => {
        const word = wordOf(line)
        if (word?.type === 'ready') note(`${word.worker} is ready: ${pages(flags.slots)} at a time.`)
      })
      const { error, how } = await run.ended
      ending.signal.removeEventListener('abort', finish)
      if (ending.signal.aborted) return 0
      // What is missing or wrong does not get better by waiting; a Redis that is away does.
      if (error && error.kind !== 'transient') throw error
      if (performance.now() - startedAt > LIVED_MS) row = 0
      const waitMs = AGAIN_MS[Math.min(row++, AGAIN_MS.length - 1)] ?? 0
      note(`${error?.message ?? `The worker ended (${how}).`} Starting it again in ${waitMs / 1000} s.`)
      await delay(waitMs, null, { signal: ending.signal }).catch(() => {})
    }
    return 0
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal)
  }
}

export async function showWorkers({ json, ...flags }: ClusterFlags & { json: boolean }): Promise<number> {
  const run = python(['status'], flags)
  let workers: ClusterWorker[] | null = null
  run.lines.on('line', (line) => {
    const word = wordOf(line)
    if (word?.type === 'workers') workers = word.workers
  })
  const { error, how } = await run.ended
  if (error) throw error
  if (workers === null) throw new InkleafError('engine_rubbish', 'defect', `The workers could not be listed (${how}).`)
  if (json) await print(`${JSON.stringify(workers, null, 2)}\n`)
  else await print(table(workers))
  return 0
}

/** The Python side, with the address in its environment: a password is in no list of processes. */
function python(args: string[], { redis, prefix = '' }: ClusterFlags) {
  const url = redis ?? process.env['INKLEAF_REDIS']
  if (!url) throw new UsageError('No Redis is named. Set INKLEAF_REDIS=redis://HOST:6379/0, or give --redis.')
  if (redis !== undefined && URL.parse(redis)?.password)
    note('The password can be seen in the list of processes; INKLEAF_REDIS in the environment hides it.')
  const checked = clusterSettings.shape.prefix.safeParse(prefix)
  if (!checked.success) throw new UsageError(`--prefix ${checked.error.issues[0]?.message}.`)
  const child = spawn(resolveRuntime().python, [...PYTHON_FLAGS, '-m', 'inkleaf_cluster', ...args], {
    // Its stdin closes with this process, which ends it. Signals of the terminal are ours to pass on.
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    env: {
      ...withoutKeys(process.env),
      MALLOC_ARENA_MAX: '2',
      ...redisEnvironment(url, prefix),
    },
  })
  child.stdin?.on('error', () => {})
  let error: InkleafError | null = null
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  lines.on('line', (line) => {
    const word = wordOf(line)
    if (word?.type === 'error') error = new InkleafError(word.code, word.kind, word.message)
  })
  const ended = new Promise<{ error: InkleafError | null; how: string }>((resolve) => {
    child.once('error', () => resolve({ error: pythonMissing(child.spawnfile), how: 'not started' }))
    child.once('close', (code, signal) => resolve({ error, how: signal ?? `exit code ${code}` }))
  })
  return { child, lines, ended }
}

function wordOf(line: string) {
  try {
    return said.safeParse(JSON.parse(line)).data ?? null
  } catch {
    // Nothing of ours.
    return null
  }
}

function table(workers: readonly ClusterWorker[]): string {
  if (workers.length === 0)
    return `No worker is there. Start one with \`${typed('cluster', 'worker', '--redis', 'URL')}\`.\n`
  const rows = workers.map((one) => [
    one.host,
    one.isThere && one.version !== VERSION ? `${one.engine}, version ${one.version}; this is ${VERSION}` : one.engine,
    `${one.busy}/${one.slots}`,
    one.pagesPerSecond.toFixed(2),
    String(one.pagesRead),
    `${Math.round(one.rssBytes / 1e6)} MB`,
    one.isThere ? 'now' : `${Math.round(one.seenMsAgo / 1000)} s ago`,
  ])
  const head = ['host', 'engine', 'busy', 'pages/s', 'pages', 'memory', 'seen']
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return `${[head, ...rows].map(line).join('\n')}\n`
}

function pythonMissing(python: string): InkleafError {
  return new InkleafError('python_missing', 'input', `Python can't be started (${python}). ${REPAIR}`)
}

function pages(count: number): string {
  return count === 1 ? '1 page' : `${count} pages`
}

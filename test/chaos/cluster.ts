/**
 * The cluster's form of it: SIGKILL of a worker, of the process that hands pages on, of the app, or of Redis, which comes
 * back with its data or without. Every page ends exactly once, and nothing of it stays in Redis.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Running, run, start } from '../support/cli.ts'
import { startRedis, type TestRedis } from '../support/cluster/machines.ts'
import { bookOf, check, kill, noneLeft, sidecarsOf } from './chaos.ts'

export const VICTIMS = ['worker', 'gateway', 'app', 'redis'] as const
export type Victim = (typeof VICTIMS)[number]

/** From about the first page's start to about the last page's end. */
const FROM_MS = 700
const SPAN_MS = 2500
const AWAY_MS = 1500

export interface Cluster {
  home: string
  redis: TestRedis
  workers: Running[]
  end(): Promise<void>
}

/** Two workers, each kept by the command that users start. `keeps`: Redis's data survive. */
export async function startCluster(home: string, keeps: boolean): Promise<Cluster> {
  const redis = await startRedis({ keeps })
  const workers = ['a', 'b'].map((name) => {
    const own = join(home, name)
    mkdirSync(own)
    return start(own, ['cluster', 'worker', '--redis', redis.url, '--slots', '2'])
  })
  for (let n = 0; (await redis.ask('scard', 'ink:workers')) !== '2'; n++) {
    if (n > 300) throw new Error('the workers did not start')
    await delay(100)
  }
  return {
    home,
    redis,
    workers,
    end: async () => {
      for (const { child } of workers) child.kill('SIGTERM')
      await Promise.all(workers.map(({ ended }) => ended))
      await redis.end()
    },
  }
}

/** Plays one round and throws what is wrong with its outcome; how many pages were done when the blow fell. */
export async function playClusterRound(
  { home, redis, workers }: Cluster,
  number: number,
  victim: Victim,
  random: () => number,
): Promise<{ afterMs: number; doneBefore: number }> {
  const book = bookOf(home, number)
  const args = ['ocr', '--json', '--engine', 'cluster', '--text-layer', 'never', '--dpi', '110', book]
  const environment = { INKLEAF_REDIS: redis.url }
  const first = start(home, args, null, { environment })
  let doneBefore = 0
  first.onLine((line) => {
    doneBefore += line.includes('"type":"page"') ? 1 : 0
  })
  const afterMs = Math.round(FROM_MS + random() * SPAN_MS)
  await delay(afterMs)
  const struck = doneBefore
  const own = first.child.exitCode === null ? (first.child.pid ?? 0) : 0
  const gateways = own ? sidecarsOf(own, 'inkleaf_cluster') : []
  if (victim === 'worker') {
    const [one] = random() < 0.5 ? workers : [...workers].reverse()
    for (const pid of sidecarsOf(one?.child.pid ?? 0, 'inkleaf_cluster')) kill(pid)
  } else if (victim === 'gateway') for (const pid of gateways) kill(pid)
  else if (victim === 'app') first.child.kill('SIGKILL')
  else {
    await redis.kill()
    await delay(random() * AWAY_MS)
    await redis.start()
  }
  const { code, stderr } = await first.ended
  if (victim === 'app') {
    await noneLeft(gateways)
    const again = await run(home, args, null, { environment })
    if (again.code !== 0) throw new Error(`round ${number}: the second run ended with ${again.code}: ${again.stderr}`)
  } else if (code !== 0) throw new Error(`round ${number}, ${victim}: ended with ${code}: ${stderr}`)
  check(home, book, number)
  return { afterMs, doneBefore: struck }
}

/** Of pages that nobody waits for any more nothing may stay longer than a page's time to live. */
export async function nothingLeft(redis: TestRedis): Promise<void> {
  for (const key of await redis.keysOfPages()) {
    const leftMs = Number(await redis.ask('pttl', key))
    // -2: it has gone meanwhile.
    if (leftMs === -1 || leftMs > 60_000) throw new Error(`${key} stays in Redis for ${leftMs} ms`)
  }
}

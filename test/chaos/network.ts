/**
 * A cable that is cut for 30 s while pages are read: nobody hears of it, since nothing is closed. A worker and Redis have
 * networks of their own (namespaces, so root on Linux), joined by a bridge.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { start } from '../support/cli.ts'
import { startRedis, startWorker } from '../support/cluster/machines.ts'
import { bookOf, check } from './chaos.ts'

const CUT_MS = 30_000
const PLACES = { redis: '10.211.77.2', worker: '10.211.77.3', other: '10.211.77.4' } as const

/** Seconds that the command took; throws what is wrong with its outcome. */
export async function playNetworkRound(number: number, cut: 'worker' | 'redis'): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'inkleaf-network-'))
  layCables()
  const within = (place: string) => ['ip', 'netns', 'exec', `ink-${place}`]
  const redis = await startRedis({ host: PLACES.redis, port: 6379, within: within('redis') })
  const slow = ['--ms', '4000', '--slots', '2']
  const workers = await Promise.all([
    startWorker(redis.url, slow, within('worker')),
    startWorker(redis.url, slow, within('other')),
  ])
  try {
    const book = bookOf(home, number)
    const args = ['ocr', '--json', '--engine', 'cluster', '--text-layer', 'never', '--dpi', '110', book]
    const startedAt = performance.now()
    const command = start(home, args, null, { environment: { INKLEAF_REDIS: redis.url } })
    await delay(4000)
    ip('link', 'set', `ink-${cut}`, 'down')
    await delay(CUT_MS)
    ip('link', 'set', `ink-${cut}`, 'up')
    const { code, stderr } = await command.ended
    if (code !== 0) throw new Error(`round ${number}, ${cut}: ended with ${code}: ${stderr}`)
    // Its pages say their numbers and nothing of the round.
    check(home, book, number, { ofPage: (page) => `page ${page}`, searched: 'page' })
    return (performance.now() - startedAt) / 1000
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()))
    await redis.end()
    pullCables()
    rmSync(home, { recursive: true, force: true })
  }
}

function layCables(): void {
  pullCables()
  ip('link', 'add', 'ink-bridge', 'type', 'bridge')
  ip('address', 'add', '10.211.77.1/24', 'dev', 'ink-bridge')
  ip('link', 'set', 'ink-bridge', 'up')
  for (const [place, address] of Object.entries(PLACES)) {
    const space = `ink-${place}`
    ip('netns', 'add', space)
    ip('link', 'add', space, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space)
    ip('link', 'set', space, 'master', 'ink-bridge', 'up')
    for (const own of [`address add ${address}/24 dev eth0`, 'link set eth0 up', 'link set lo up'])
      ip('-n', space, ...own.split(' '))
  }
}

function pullCables(): void {
  // A network that is gone takes its end of the cable with it, but only in a moment.
  const commands = [
    ...Object.keys(PLACES).flatMap((place) => [
      ['link', 'del', `ink-${place}`],
      ['netns', 'del', `ink-${place}`],
    ]),
    ['link', 'del', 'ink-bridge'],
  ]
  for (const command of commands)
    try {
      execFileSync('ip', command, { stdio: 'ignore' })
    } catch {
      // It was not there.
    }
}

function ip(...args: string[]): void {
  execFileSync('ip', args)
}

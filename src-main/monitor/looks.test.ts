/** What is said of the machine and of our processes is what the system says of them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { jobOptions } from '../../src-preload/model.ts'
import { freshCopy, temporaryFolder } from '../../test/support/folders.ts'
import { type App, createApp } from '../app/create-app.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { Looks } from './looks.ts'

// Linux only: it reads /proc.
const onLinux = it.runIf(process.platform === 'linux')

async function open(): Promise<App> {
  const home = join(temporaryFolder(), 'home')
  const app = await createApp({ runtime: resolveRuntime({ ...process.env, INKLEAF_HOME: home }), scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  onTestFinished(() => app.close())
  return app
}

const kilobytes = (file: string, name: string) =>
  1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1])

/** Jiffies of a process, or of the machine: a hundredth of a second each. */
function jiffiesOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}
function machine(): { all: number; idle: number } {
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  )
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return { all: user + nice + system + idle + wait + irq + soft, idle }
}

/** A look during which /proc said the same before and after, to half a hundredth. */
async function standingStill(looks: Looks, said: () => number[]) {
  for (let tries = 0; tries < 100; tries++) {
    const before = said()
    const look = await looks.look()
    const proc = said()
    if (proc.every((value, at) => near(value, before[at] ?? 0, 0.005))) return { look, proc }
    await delay(100)
  }
  throw new Error('memory did not stand still for a moment')
}

const near = (value: number, other: number, part = 0.02) => Math.abs(value - other) <= part * Math.max(value, other)

onLinux('memory and pages agree with /proc and with what was counted', async () => {
  const app = await open()
  for (let n = 0; n < 3; n++) {
    const { added } = await app.queue.add({
      paths: [freshCopy('page.png')],
      options: jobOptions.parse({ mode: 'basic', textLayer: 'never' }),
    })
    await app.queue.whenEnded(added[0]?.job.id ?? '', AbortSignal.timeout(60_000))
  }
  const looks = new Looks({ readers: () => [app.supervisor] })
  onTestFinished(() => looks.stop())
  const pid = app.supervisor.pid ?? 0
  const said = () => [
    kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss'),
    kilobytes('/proc/self/smaps_rollup', 'Pss'),
    kilobytes('/proc/meminfo', 'MemAvailable'),
  ]
  // Pages that are shared with processes that come and go count otherwise from one moment to the next.
  const { look, proc } = await standingStill(looks, said)
  expect(near(look.engineBytes, proc[0] ?? 0)).toBe(true)
  expect(near(look.appBytes, proc[1] ?? 0)).toBe(true)
  expect(near(look.memoryTotalBytes - look.memoryUsedBytes, proc[2] ?? 0)).toBe(true)
  expect(look.memoryTotalBytes).toBe(kilobytes('/proc/meminfo', 'MemTotal'))
  expect(look.pagesRead).toBe(3)
  const { pagesCompleted, last10, now } = await app.handlers['monitor.look']({})
  expect(pagesCompleted).toBe(3)
  expect(last10?.pages).toBe(3)
  expect(now.memoryTotalBytes).toBe(look.memoryTotalBytes)
})

onLinux('the processor’s share agrees with /proc', async () => {
  const app = await open()
  await app.supervisor.client()
  const pid = app.supervisor.pid ?? 0
  const looks = new Looks({ readers: () => [app.supervisor] })
  looks.stop()
  await looks.look()
  const before = { ...machine(), engine: jiffiesOf(pid) }
  const { added } = await app.queue.add({
    paths: Array.from({ length: 4 }, () => freshCopy('page.png')),
    options: jobOptions.parse({ mode: 'basic', textLayer: 'never' }),
  })
  await Promise.all(added.map(({ job }) => app.queue.whenEnded(job.id, AbortSignal.timeout(60_000))))
  const look = await looks.look()
  const after = { ...machine(), engine: jiffiesOf(pid) }
  const all = after.all - before.all
  // In points of a hundred: /proc counts in hundredths of a second, and the looks take a moment.
  expect(Math.abs(look.busy - (all - (after.idle - before.idle)) / all)).toBeLessThan(0.02)
  expect(Math.abs(look.engines - (after.engine - before.engine) / all)).toBeLessThan(0.02)
  expect(look.own).toBeGreaterThan(look.engines)
})

it('a process that is started anew, or says nothing, counts nothing twice', async () => {
  let pid = 1
  let pagesRead = 5
  let silent = false
  const status = () => ({
    version: '1',
    pid,
    engine: 'x',
    model: 'x',
    device: 'x',
    parts: ['page' as const],
    python: '3',
    pagesInFlight: 1,
    pagesRead,
    uptimeMs: 1,
    rssBytes: 100,
    peakRssBytes: 100,
    cpuSeconds: 10,
    gpu: { activeBytes: 30, peakBytes: 90, cacheBytes: 20, workingSetBytes: 1000 },
  })
  const process = { state: 'ready', restarts: 1, refresh: async () => (silent ? null : status()) }
  const looks = new Looks({ readers: () => [process] })
  looks.stop()
  expect(await looks.look()).toMatchObject({
    pagesRead: 5,
    engineBytes: 100,
    pagesInFlight: 1,
    gpu: { activeBytes: 30, cacheBytes: 20, workingSetBytes: 1000 },
  })
  pagesRead = 7
  await delay(20)
  expect((await looks.look()).pagesRead).toBe(7)
  pid = 2
  pagesRead = 1
  expect((await looks.look()).pagesRead).toBe(8)
  // Too busy to answer: it does as it did.
  silent = true
  expect(await looks.look()).toMatchObject({ pagesRead: 8, pagesInFlight: 1, engineBytes: 100 })
  process.state = 'waiting'
  expect(await looks.look()).toMatchObject({
    pagesRead: 8,
    pagesInFlight: 0,
    engineBytes: 0,
    gpu: null,
    isLoaded: false,
  })
  silent = false
  process.state = 'ready'
  expect((await looks.look()).pagesRead).toBe(8)
})

it('however often it is told to hurry, it looks within a second or so', async () => {
  const looks = new Looks({ readers: () => [] })
  onTestFinished(() => looks.stop())
  let seen = 0
  looks.on('look', () => seen++)
  await delay(300)
  expect(seen).toBe(1)
  for (let n = 0; n < 20; n++) {
    looks.hurry()
    await delay(100)
  }
  expect(seen).toBeGreaterThanOrEqual(2)
})

it('a model’s requests and pages that are handed on are not pages of this machine', async () => {
  const status = { pid: 1, pagesInFlight: 8, pagesRead: 40, rssBytes: 500, cpuSeconds: 1, gpu: null }
  const other = { state: 'ready', restarts: 2, refresh: async () => status as never }
  const looks = new Looks({ readers: () => [], others: () => [other], besidesBytes: () => 5e9 })
  looks.stop()
  const look = await looks.look()
  expect(look).toMatchObject({ pagesInFlight: 0, pagesRead: 0, engineBytes: 500, restarts: 2, isLoaded: false })
  expect(look.appBytes).toBeGreaterThan(5e9)
})

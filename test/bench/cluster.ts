/**
 * What the cluster costs and gives, with workers whose pages take a fixed time, since two cores could not show it otherwise:
 * the time that a page of 3 MB spends on its way, many workers against one, and Redis's memory over many pages.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createCanvas } from '@napi-rs/canvas'
import { gatewayCommand } from '../../src-main/app/create-app.ts'
import { resolveRuntime } from '../../src-main/app/runtime.ts'
import type { SidecarClient } from '../../src-main/sidecar/client.ts'
import { Supervisor } from '../../src-main/sidecar/supervisor.ts'
import { startRedis, startWorker, type TestRedis } from '../support/cluster/machines.ts'
import { makePdf } from '../support/make-pdf.ts'
import { openBenchApp } from './bench-app.ts'

const PAGE_MS = 400
const PAGES_EACH = 12

export async function clusterBench(smallPages: number): Promise<void> {
  await overhead(60)
  await speedUp()
  await manyPages(smallPages)
  await throughAnApp(300)
}

interface Gateway {
  client: SidecarClient
  redis: TestRedis
}

async function withCluster(workers: string[][], work: (gateway: Gateway) => Promise<void>): Promise<void> {
  const logsFolder = mkdtempSync(join(tmpdir(), 'inkleaf-cluster-'))
  const redis = await startRedis()
  const started = await Promise.all(workers.map((args) => startWorker(redis.url, args)))
  const supervisor = new Supervisor({ command: () => gatewayCommand(resolveRuntime(), redis.url, ''), logsFolder })
  try {
    const client = await supervisor.client()
    while ((await client.status(5000)).cluster?.workers.length !== workers.length) await delay(100)
    await work({ client, redis })
    const left = await redis.keysOfPages()
    console.log(`  keys of pages left in Redis: ${left.length}`)
  } finally {
    await supervisor.stop()
    await Promise.all(started.map((worker) => worker.kill()))
    await redis.end()
    rmSync(logsFolder, { recursive: true, force: true })
  }
}

const read = (client: SidecarClient, page: number, header: object, body: Uint8Array | null = null) =>
  client.readPage({ page, mode: 'basic', dpi: null, ...header }, body, AbortSignal.timeout(600_000), {})

/** Of a page of 3 MB, beyond what the engine and decoding take. */
async function overhead(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'inkleaf-cluster-'))
  const file = join(folder, 'page.png')
  const bytes = noisePng(1000, 1000)
  writeFileSync(file, bytes)
  await withCluster([['--ms', '0', '--slots', '1']], async ({ client }) => {
    const took: number[] = []
    for (let round = 0; round < rounds + 5; round++) {
      const start = performance.now()
      const { timingsMs } = await read(client, 1, { file, frame: 0 })
      const { read: engine = 0, decode = 0 } = timingsMs
      // The first ones open connections.
      if (round >= 5) took.push(performance.now() - start - engine - decode)
    }
    took.sort((a, b) => a - b)
    const at = (part: number) => (took[Math.floor(part * (took.length - 1))] ?? 0).toFixed(1)
    console.log(
      `  a page of ${(bytes.length / 1e6).toFixed(1)} MB, ${rounds} times: ${at(0.5)} ms on its way at the median, p95 ${at(0.95)} ms`,
    )
  })
  rmSync(folder, { recursive: true, force: true })
}

async function speedUp(): Promise<void> {
  let alone = 0
  for (const count of [1, 2, 8]) {
    const workers = Array.from({ length: count }, () => ['--ms', String(PAGE_MS), '--slots', '1'])
    await withCluster(workers, async ({ client }) => {
      const pages = PAGES_EACH * count
      const start = performance.now()
      await together(count, pages, (page) => read(client, page, SMALL, SMALL_PIXELS))
      const perSecond = pages / ((performance.now() - start) / 1000)
      alone ||= perSecond
      console.log(
        `  ${count} workers, ${PAGE_MS} ms a page: ${perSecond.toFixed(2)} pages/s, ${(perSecond / alone).toFixed(2)} times one`,
      )
    })
  }
}

async function manyPages(pages: number): Promise<void> {
  const slots = 8
  const workers = Array.from({ length: 2 }, () => ['--ms', '0', '--slots', String(slots)])
  await withCluster(workers, async ({ client, redis }) => {
    const memory = async () => Number(/used_memory:(\d+)/.exec(await redis.ask('info', 'memory'))?.[1] ?? 0) / 1e6
    const start = performance.now()
    const seen: number[] = []
    for (let done = 0; done < pages; done += pages / 10) {
      await together(2 * slots, pages / 10, (page) => read(client, page, SMALL, SMALL_PIXELS))
      seen.push(await memory())
    }
    const seconds = (performance.now() - start) / 1000
    console.log(
      `  ${pages} small pages in ${seconds.toFixed(0)} s (${(pages / seconds).toFixed(0)} pages/s); Redis's memory after each tenth: ${seen.map((mb) => mb.toFixed(1)).join(', ')} MB`,
    )
  })
}

/** What one app can draw, send and store, with workers that take no time. */
async function throughAnApp(pages: number): Promise<void> {
  const workers = Array.from({ length: 2 }, () => ['--ms', '0', '--slots', '8'])
  await withCluster(workers, async ({ redis }) => {
    const bench = await openBenchApp()
    const folder = mkdtempSync(join(tmpdir(), 'inkleaf-cluster-'))
    const file = join(folder, 'book.pdf')
    writeFileSync(file, makePdf(Array.from({ length: pages }, (_, n) => ({ lines: [`Page ${n + 1}`, ...LINES] }))))
    await bench.app.handlers['cluster.set']({ redis: redis.url, prefix: '', readsHere: false })
    await bench.app.handlers['cluster.watch']({})
    const start = performance.now()
    await bench.read(file, { engine: 'cluster', textLayer: 'never' })
    const seconds = (performance.now() - start) / 1000
    console.log(`  a PDF of ${pages} A4 pages through one app: ${(pages / seconds).toFixed(1)} pages/s`)
    await bench.close()
    rmSync(folder, { recursive: true, force: true })
  })
}

const LINES = Array.from({ length: 30 }, (_, n) => `Line ${n + 1}: ${'lorem ipsum dolor sit amet '.repeat(2)}`)

const SMALL = { widthPx: 64, heightPx: 64, channels: 1 as const }
const SMALL_PIXELS = new Uint8Array(64 * 64).fill(255)

/** `count` at a time. */
async function together(count: number, pages: number, work: (page: number) => Promise<unknown>): Promise<void> {
  let next = 1
  await Promise.all(
    Array.from({ length: count }, async () => {
      while (next <= pages) await work(next++)
    }),
  )
}

/** Noise can't be packed: 3 bytes a pixel. */
function noisePng(width: number, height: number): Uint8Array {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const image = context.createImageData(width, height)
  image.data.set(randomBytes(image.data.length))
  for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255
  context.putImageData(image, 0, 0)
  return canvas.toBuffer('image/png')
}

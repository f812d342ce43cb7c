/**
 * Pages at a time found out by Inkleaf against each fixed number, with an engine whose pages take a fixed time: `cores` of them
 * work in parallel, each page beyond costs the others two per cent. The real queue, history and governor; rounds interleaved.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeFolders, resolveRuntime } from '../../src-main/app/runtime.ts'
import { PdfPool } from '../../src-main/documents/pdf-pool.ts'
import { openMaintenance } from '../../src-main/history/async-maintenance.ts'
import { openForWriting } from '../../src-main/history/database.ts'
import { openStore } from '../../src-main/history/store.ts'
import { JobQueue } from '../../src-main/jobs/queue.ts'
import { Governor } from '../../src-main/monitor/governor.ts'
import { settingsSchema } from '../../src-preload/settings.ts'
import { FakeEngine, fakeText, readsWell } from '../support/fake-engine.ts'

interface Load {
  name: string
  /** Pages that get on in parallel. */
  cores: number
  /** What a page takes alone, ms. */
  ms: number
}

const LOADS: Load[] = [
  { name: 'prose', cores: 4, ms: 300 },
  { name: 'dense', cores: 2, ms: 800 },
  { name: 'large photos', cores: 3, ms: 500 },
]
const MOST = 8
const ROUNDS = 3
const ROUND_MS = 6000
const SETTLE_MS = 90_000
const PAGES = 100_000

export async function adaptiveBench(): Promise<void> {
  for (const load of LOADS) await play(load)
}

async function play({ name, cores, ms }: Load): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'inkleaf-adaptive-'))
  const runtime = resolveRuntime({ INKLEAF_HOME: folder })
  makeFolders(runtime)
  const { db } = openForWriting(runtime.databaseFile)
  const store = openStore(db)
  const maintenance = openMaintenance(runtime.workers.maintenance, runtime.databaseFile)
  const { workers, pdfjsFolder } = runtime
  const pdf = new PdfPool({ worker: workers.pdf, pdfjsFolder, maxRenderPixels: () => 1e6, threads: 1 })
  let atWork = 0
  let ended = 0
  const engine = new FakeEngine(async (attempt) => {
    atWork++
    const share = Math.max(1, atWork / cores) * 1.02 ** Math.max(0, atWork - cores)
    // Pages differ.
    await delay(ms * share * (0.7 + 0.6 * Math.random()))
    atWork--
    ended++
    if (fixed === null) clock.pages++
    return readsWell(attempt)
  })
  const settings = settingsSchema.parse({})
  /** Time and pages of the rounds that are not fixed: of the others the governor hears nothing. */
  const clock = { ms: 0, pages: 0 }
  const governor = new Governor(
    { settings, waiting: () => PAGES, giveBack: async () => {}, sleep: async () => {}, now: () => clock.ms },
    { most: MOST },
  )
  let fixed: number | null = null
  engine.capacity = () => fixed ?? governor.pages()
  const queue = new JobQueue({
    store,
    maintenance,
    engines: [engine],
    text: fakeText,
    opener: {
      pdf,
      images: { inspect: async () => ({ format: 'tiff', frames: PAGES, widthPx: 10, heightPx: 10 }) },
      limits: () => ({ maxPages: null, maxImagePixels: 1e9 }),
    },
    settings,
    sourcesFolder: folder,
  })
  let changes = 0
  governor.on('changed', () => {
    changes++
    queue.work()
  })
  const looking = setInterval(() => {
    if (fixed !== null) return
    clock.ms += 1000
    governor.take(lookOf(atWork, clock.pages))
  }, 1000)
  const file = join(folder, 'pages.tiff')
  writeFileSync(file, TIFF)
  queue.start('all')
  await queue.add({ paths: [file], options: { textLayer: 'never' } })
  const measure = async (pages: number | null) => {
    fixed = pages
    queue.work()
    await delay(2 * ms)
    const before = ended
    const start = performance.now()
    await delay(ROUND_MS)
    return (ended - before) / ((performance.now() - start) / 1000)
  }
  await delay(SETTLE_MS)
  changes = 0
  const settledAt = clock.ms
  const rates = new Map<number | null, number[]>()
  for (let round = 0; round < ROUNDS; round++)
    for (const pages of [null, ...Array.from({ length: MOST }, (_, n) => n + 1)])
      rates.set(pages, [...(rates.get(pages) ?? []), await measure(pages)])
  clearInterval(looking)
  const median = (pages: number | null) =>
    [...(rates.get(pages) ?? [])].sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
  const all = Array.from({ length: MOST }, (_, n) => median(n + 1))
  const best = Math.max(...all)
  const minutes = (clock.ms - settledAt) / 60_000
  console.log(
    `  ${name}: ${median(null).toFixed(2)} pages/s with ${governor.pages()} at a time; fixed 1 to ${MOST}: ${all.map((rate) => rate.toFixed(2)).join(', ')}; ${((100 * median(null)) / best).toFixed(0)}% of the best; ${(changes / minutes).toFixed(1)} changes a minute`,
  )
  await queue.close()
  await pdf.stop()
  await maintenance.close()
  store.close()
  rmSync(folder, { recursive: true, force: true })
}

function lookOf(pagesInFlight: number, pagesRead: number) {
  return {
    at: Date.now(),
    busy: 0.5,
    own: 0.5,
    engines: 0.5,
    memoryTotalBytes: 16e9,
    memoryUsedBytes: 2e9,
    appBytes: 2e8,
    engineBytes: 5e8,
    gpu: null,
    pagesInFlight,
    pagesRead,
    restarts: 0,
    isLoaded: true,
  }
}

/** Told to have many pages; nobody decodes it. */
const TIFF = Buffer.from('49492a0008000000', 'hex')

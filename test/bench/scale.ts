/** What long documents and long histories cost: the queue a page, the lists, the start, a deletion. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { createCanvas } from '@napi-rs/canvas'
import { createApp } from '../../src-main/app/create-app.ts'
import { resolveRuntime } from '../../src-main/app/runtime.ts'
import { PdfPool } from '../../src-main/documents/pdf-pool.ts'
import { openMaintenance } from '../../src-main/history/async-maintenance.ts'
import { openAsyncReader } from '../../src-main/history/async-reader.ts'
import { openForWriting } from '../../src-main/history/database.ts'
import { openStore } from '../../src-main/history/store.ts'
import { JobQueue } from '../../src-main/jobs/queue.ts'
import { settingsSchema } from '../../src-preload/settings.ts'
import { FakeEngine, fakeText } from '../support/fake-engine.ts'
import { fillHistory } from '../support/fill-history.ts'
import { resultFor } from '../support/result.ts'
import { median, percentile } from './bench-app.ts'
import { jobName, pageTexts } from './search.ts'

const MS = 1e6
const PAGES_A_JOB = 10
const COPIES = 10
const REPEATS = 10
const DELETED = 10_000
const PICTURES = 3000

/** `parts`: of `job`, `history` and `pictures`. `home`: has a history that `fillHistory` made; it is changed. */
export async function scale(pages: number, parts = ['job', 'history', 'pictures'], home?: string): Promise<void> {
  if (parts.includes('job')) await longJob(50_000)
  if (parts.includes('history')) await history(pages, home)
  if (parts.includes('pictures')) await pictures(PICTURES)
}

function loop() {
  const histogram = monitorEventLoopDelay({ resolution: 5 })
  histogram.enable()
  return histogram
}

/** The real queue and history; only the engine takes no time, so that all there is to measure is ours. */
async function longJob(pages: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'inkleaf-scale-'))
  const { db } = openForWriting(join(folder, 'history.db'))
  const store = openStore(db)
  const spent: number[] = []
  const timed = <A extends unknown[], R>(work: (...args: A) => R) => {
    return (...args: A): R => {
      const start = performance.now()
      const answer = work(...args)
      spent[spent.length - 1] = (spent.at(-1) ?? 0) + performance.now() - start
      return answer
    }
  }
  const claim = timed(store.claim)
  const measured: typeof store = {
    ...store,
    claim: (...args) => {
      spent.push(0)
      return claim(...args)
    },
    end: timed(store.end),
  }
  const { workers, pdfjsFolder } = resolveRuntime()
  const maintenance = openMaintenance(workers.maintenance, join(folder, 'history.db'))
  const engine = new FakeEngine(({ page }) => resultFor(page, `page ${page} of a long file`))
  const queue = new JobQueue({
    store: measured,
    maintenance,
    engines: [engine],
    text: fakeText,
    opener: {
      pdf: new PdfPool({ worker: workers.pdf, pdfjsFolder, maxRenderPixels: () => 1e6, threads: 1 }),
      images: { inspect: async () => ({ format: 'TIFF', frames: pages, widthPx: 10, heightPx: 10 }) },
      limits: () => ({ maxPages: null, maxImagePixels: 1e9 }),
    },
    settings: settingsSchema.parse({}),
    sourcesFolder: folder,
  })
  const path = join(folder, 'long.tiff')
  writeFileSync(path, Buffer.from('II*\0 frames that nobody looks at'))
  queue.start('all')
  const blocked = loop()
  const start = performance.now()
  const { added } = await queue.add({ paths: [path], options: {} })
  await queue.whenEnded(added[0]?.job.id ?? '', AbortSignal.timeout(3_600_000))
  const seconds = (performance.now() - start) / 1000
  blocked.disable()
  const of = (some: number[]) => `median ${median(some).toFixed(2)} ms, p95 ${percentile(some, 0.95).toFixed(2)} ms`
  console.log(`a job of ${pages} pages: ${seconds.toFixed(0)} s; claim and end of a page`)
  console.log(`  first thousand: ${of(spent.slice(0, 1000))}`)
  console.log(`  last thousand:  ${of(spent.slice(-1000))}`)
  console.log(
    `  main thread blocked at most ${(blocked.max / MS).toFixed(0)} ms (p99.9 ${(blocked.percentile(99.9) / MS).toFixed(0)} ms)`,
  )
  await queue.close()
  await maintenance.close()
  store.close()
  rmSync(folder, { recursive: true })
}

async function history(pages: number, filled?: string): Promise<void> {
  const home = filled ?? mkdtempSync(join(tmpdir(), 'inkleaf-scale-'))
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: home })
  const jobs = pages / PAGES_A_JOB
  const written = jobs / COPIES
  const begun = performance.now()
  if (filled === undefined)
    fillHistory(home, { jobs: written, pages: PAGES_A_JOB, copies: COPIES, text: pageTexts(), name: jobName })
  // As a start of the app would.
  openForWriting(runtime.databaseFile).db.close()
  const bytes = statSync(runtime.databaseFile).size
  console.log(
    `${jobs} documents, ${pages} pages, ${(bytes / 1e9).toFixed(1)} GB, written in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  )
  const reader = openAsyncReader(runtime.workers.history, runtime.databaseFile)
  const queries: [string, () => Promise<unknown>][] = [
    ['list, newest', () => reader.list()],
    ['list, by name', () => reader.list({ sort: 'name' })],
    ['list, most pages', () => reader.list({ sort: 'pages' })],
    ['list, page 500', () => reader.list({ offset: 50_000 })],
    ['filter by kind', () => reader.list({ kinds: ['pdf'] })],
    ['filter by state', () => reader.list({ states: ['failed'] })],
    ['filter by language', () => reader.list({ languages: ['fra'] })],
    ['filter by favourite', () => reader.list({ favourite: true })],
    ['count', () => reader.count()],
    ['count, by state', () => reader.count({ states: ['completed'] })],
    ['facets', () => reader.facets()],
    ...[
      'common',
      'word42',
      'rare7',
      'invoice',
      '发票',
      '"value added"',
      'report-3',
      'nothing-like-it',
      'word42 word43',
    ].map((words): [string, () => Promise<unknown>] => [`search ${words}`, () => reader.search({ words })]),
  ]
  const all: number[] = []
  for (const [name, ask] of queries) {
    const times: number[] = []
    for (let n = 0; n < REPEATS; n++) {
      const start = performance.now()
      await ask()
      times.push(performance.now() - start)
    }
    all.push(...times)
    console.log(`  ${name.padEnd(24)} median ${median(times).toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms`)
  }
  console.log(`list, filter, search: median ${median(all).toFixed(1)} ms, p95 ${percentile(all, 0.95).toFixed(1)} ms`)
  await reader.close()
  await startAndDelete(runtime)
  if (filled === undefined) rmSync(home, { recursive: true })
}

async function startAndDelete(runtime: ReturnType<typeof resolveRuntime>): Promise<void> {
  const begun = performance.now()
  const app = await createApp({ runtime, scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  const jobs = await app.history.list()
  console.log(
    `start, until the history is shown (${jobs.length} rows): ${((performance.now() - begun) / 1000).toFixed(2)} s`,
  )
  const ids = (await app.history.list({ sort: 'name', limit: DELETED })).map((job) => job.id)
  await delay(2000)
  const blocked = loop()
  const start = performance.now()
  let gone = 0
  let hidden: number | null = null
  app.onEvent((event) => {
    gone += event.type === 'removed' ? event.jobIds.length : 0
    if (gone === ids.length) hidden ??= performance.now() - start
  })
  const done = app.handlers['history.remove']({ jobIds: ids })
  let running = true
  void done.finally(() => {
    running = false
  })
  const meanwhile: number[] = []
  while (running) {
    const asked = performance.now()
    await app.history.list()
    meanwhile.push(performance.now() - asked)
    await delay(50)
  }
  await done
  blocked.disable()
  console.log(
    `${ids.length} documents gone from every list and search in ${((hidden ?? Number.NaN) / 1000).toFixed(1)} s, from the disk in ${((performance.now() - start) / 1000).toFixed(1)} s; meanwhile a list takes ` +
      `${median(meanwhile).toFixed(0)} ms (p95 ${percentile(meanwhile, 0.95).toFixed(0)} ms), main thread blocked at most ${(blocked.max / MS).toFixed(0)} ms`,
  )
  await app.close()
}

/** Many small pictures in one drop, read by the real engine. */
async function pictures(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'inkleaf-scale-'))
  const paths: string[] = []
  for (let n = 0; n < count; n++) {
    const canvas = createCanvas(220, 60)
    const context = canvas.getContext('2d')
    context.fillStyle = '#fff'
    context.fillRect(0, 0, 220, 60)
    context.fillStyle = '#000'
    context.font = '28px sans-serif'
    context.fillText(`No ${1000 + n}`, 20, 40)
    const path = join(folder, `p${n}.png`)
    writeFileSync(path, await canvas.encode('png'))
    paths.push(path)
    canvas.width = 0
  }
  const app = await createApp({
    runtime: resolveRuntime({ ...process.env, INKLEAF_HOME: join(folder, 'home') }),
    scope: 'all',
  })
  if (!app) throw new Error('the data folder is taken')
  const start = performance.now()
  const memory: string[] = []
  let ended = 0
  const all = Promise.withResolvers<void>()
  app.queue.on('event', (event) => {
    if (event.type !== 'job' || event.job.endedAt === null) return
    ended++
    if (ended % (count / 6) === 0)
      memory.push(
        `${Math.round(process.memoryUsage.rss() / 1e6)} + ${Math.round((app.supervisor.lastStatus?.rssBytes ?? 0) / 1e6)}`,
      )
    if (ended === count) all.resolve()
  })
  const { added, refused } = await app.queue.add({ paths, options: { mode: 'basic' } })
  console.log(
    `${added.length} pictures added, ${refused.length} refused, in ${((performance.now() - start) / 1000).toFixed(0)} s`,
  )
  await all.promise
  const states = await app.history.stateCounts()
  const right = await app.history.search({ words: 'No' })
  console.log(
    `read in ${((performance.now() - start) / 1000).toFixed(0)} s: ${JSON.stringify(states)}, ${right.hits.length} of the first 20 found again; memory of the app + engine, MB: ${memory.join(', ')}`,
  )
  await app.close()
  rmSync(folder, { recursive: true })
}

import { readdirSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { CoreEvent } from '../../src-preload/contract.ts'
import { hasEnded, type JobView, jobOptions } from '../../src-preload/model.ts'
import { type Settings, settingsSchema } from '../../src-preload/settings.ts'
import { type Attempt, FakeEngine, fakeText, readsWell } from '../../test/support/fake-engine.ts'
import { fixture, put, temporaryFolder } from '../../test/support/folders.ts'
import { makePdf } from '../../test/support/make-pdf.ts'
import { resultFor } from '../../test/support/result.ts'
import { newStore } from '../../test/support/store.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { AwakeClock, type Clock } from '../awake-clock.ts'
import { PdfPool } from '../documents/pdf-pool.ts'
import type { Engine } from '../engines/engine.ts'
import { InkleafError } from '../errors.ts'
import { WorkClock } from '../work-clock.ts'
import { JobQueue } from './queue.ts'

const folder = temporaryFolder()
const never = { textLayer: 'never' } as const

/** A queue on a real history and real PDFs; only the engine is false. */
function setUp(
  engine: FakeEngine,
  settings: Partial<Settings> = {},
  history = newStore(),
  { others = [], ...more }: { clock?: AwakeClock; pageClock?: Clock; scale?: () => number; others?: Engine[] } = {},
) {
  const { workers, pdfjsFolder } = resolveRuntime()
  const pdf = new PdfPool({ worker: workers.pdf, pdfjsFolder, maxRenderPixels: () => 4_000_000, threads: 1 })
  const sources = temporaryFolder()
  const queue = new JobQueue({
    store: history.store,
    maintenance: history.maintenance,
    engines: [engine, ...others],
    text: fakeText,
    opener: {
      pdf,
      images: { inspect: async () => ({ format: 'png', frames: 1, widthPx: 10, heightPx: 10 }) },
      limits: () => ({ maxPages: null, maxImagePixels: 1e9 }),
    },
    settings: settingsSchema.parse({ retries: { baseDelayMs: 1, maxDelayMs: 5 }, ...settings }),
    sourcesFolder: sources,
    ...more,
  })
  const events: CoreEvent[] = []
  queue.on('event', (event) => events.push(event))
  queue.start('all')
  onTestFinished(async () => {
    await queue.close()
    await pdf.stop()
  })
  return { queue, events, sources, ...history }
}

let made = 0
const pdfOf = (pages: number) =>
  put(
    folder,
    `${++made}.pdf`,
    makePdf(
      Array.from({ length: pages }, (_, n) => ({
        lines: [`file ${made} page ${n}`],
        size: [100, 100] as [number, number],
      })),
    ),
  )

function ended(queue: JobQueue, id: string, store: { job(id: string): JobView | null }): Promise<JobView> {
  return until(queue, () => {
    const job = store.job(id)
    return job && hasEnded(job.state) ? job : null
  })
}

function until<T>(queue: JobQueue, look: () => T | null): Promise<T> {
  return new Promise((resolve) => {
    const check = () => {
      const found = look()
      if (found === null) return
      queue.off('event', check)
      resolve(found)
    }
    queue.on('event', check)
    check()
  })
}

async function add(queue: JobQueue, path: string, options = {}) {
  const { added, refused } = await queue.add({ paths: [path], options: { ...never, ...options } })
  const job = added[0]
  if (!job) throw new Error(refused[0]?.message)
  return { id: job.job.id, reused: job.reused }
}

describe('a job', () => {
  it('ends completed, with each page told once and after it is stored', async () => {
    const { queue, store, events } = setUp(new FakeEngine(readsWell))
    const { id } = await add(queue, pdfOf(12))
    expect(await ended(queue, id, store)).toMatchObject({ state: 'completed', completedPages: 12 })
    const told = events.filter((event) => event.type === 'page').map(({ page }) => page.page)
    expect([...told].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
  })

  it('never has more pages in flight than the engine takes, also when that changes', async () => {
    const engine = new FakeEngine(async (attempt) => {
      engine.room = attempt.page > 6 ? 1 : 2
      return readsWell(attempt)
    })
    engine.room = 2
    const { queue, store } = setUp(engine)
    const { id } = await add(queue, pdfOf(12))
    await ended(queue, id, store)
    expect(Math.max(...engine.attempts.map((a) => a.beside))).toBe(2)
    expect(engine.attempts.filter((a) => a.page > 8).every((a) => a.beside === 1)).toBe(true)
  })

  it('whose page fails loses that page only', async () => {
    const engine = new FakeEngine(async (attempt) => {
      if (attempt.page === 2) throw new InkleafError('blot', 'input', 'Page 2 is a blot.')
      return readsWell(attempt)
    })
    const { queue, store } = setUp(engine)
    const { id } = await add(queue, pdfOf(3))
    expect(await ended(queue, id, store)).toMatchObject({ state: 'partial', completedPages: 2, failedPages: 1 })
    expect(store.page(id, 2)).toMatchObject({ status: 'failed', attempts: 1, error: { code: 'blot' } })
  })

  it('can be paused and resumed', async () => {
    const { queue, store, claim } = setUp(new FakeEngine((attempt) => delay(20).then(() => readsWell(attempt))))
    const { id } = await add(queue, pdfOf(20))
    await until(queue, () => ((store.job(id)?.completedPages ?? 0) > 0 ? true : null))
    queue.pause([id])
    // Pages at work are finished; no other can be taken.
    const atWork = () => store.pagesAtWork(id)
    await until(queue, () => (atWork() === 0 ? true : null))
    expect(store.job(id)?.completedPages).toBeLessThan(20)
    expect(store.job(id)?.state).toBe('paused')
    expect(claim()).toBeNull()
    queue.resume([id])
    expect(await ended(queue, id, store)).toMatchObject({ state: 'completed', completedPages: 20 })
  })

  it('that is cancelled stops its pages at once', async () => {
    const signals: AbortSignal[] = []
    const engine = new FakeEngine((_, { signal }) => {
      signals.push(signal)
      return new Promise(() => {})
    })
    const { queue, store } = setUp(engine)
    const { id } = await add(queue, pdfOf(5))
    while (signals.length < 3) await delay(10)
    queue.cancel([id])
    expect(signals.every((signal) => signal.aborted)).toBe(true)
    expect(store.job(id)).toMatchObject({ state: 'cancelled', cancelledPages: 5 })
    queue.retry([id], null)
    expect(store.job(id)?.state).not.toBe('cancelled')
  })

  it('takes no longer than its time-out', async () => {
    const { queue, store } = setUp(new FakeEngine(() => new Promise(() => {})), {
      timeouts: { pageMs: 60_000, jobMs: 600 },
    })
    const { id } = await add(queue, pdfOf(2))
    expect(await ended(queue, id, store)).toMatchObject({ state: 'failed', error: { code: 'job_timeout' } })
  })
})

it('the time that a job may take stands still while it is paused', async () => {
  const engine = new FakeEngine((attempt) => delay(300).then(() => readsWell(attempt)))
  engine.room = 1
  const clock = new AwakeClock()
  const { queue, store } = setUp(engine, { timeouts: { pageMs: 60_000, jobMs: 3000 } }, newStore(), { clock })
  const { id } = await add(queue, pdfOf(3))
  await until(queue, () => ((store.job(id)?.completedPages ?? 0) > 0 ? true : null))
  queue.pause([id])
  // An hour goes by while the machine is awake.
  const ticks = 3600
  for (let n = 0; n < ticks; n++) clock.pass(1000)
  expect(store.job(id)?.state).toBe('paused')
  queue.resume([id])
  expect(await ended(queue, id, store)).toMatchObject({ state: 'completed', completedPages: 3 })
})

describe('an attempt that fails', () => {
  it('for a passing reason is made again, up to the limit', async () => {
    const engine = new FakeEngine(async (attempt) => {
      if (attempt.page === 1 && attempt.attempt < 3) throw new InkleafError('hiccup', 'transient', 'Hiccup.')
      if (attempt.page === 2) throw new InkleafError('hiccup', 'transient', 'Hiccup.')
      return readsWell(attempt)
    })
    const { queue, store } = setUp(engine, { retries: { maxAttempts: 4, baseDelayMs: 1, maxDelayMs: 5 } })
    const { id } = await add(queue, pdfOf(2))
    await ended(queue, id, store)
    expect(store.page(id, 1)).toMatchObject({ status: 'completed', attempts: 3 })
    expect(store.page(id, 2)).toMatchObject({ status: 'failed', attempts: 4, error: { code: 'hiccup' } })
  })

  it('for want of memory is made once more at a lower DPI, and the page says so', async () => {
    const engine = new FakeEngine(async (attempt) => {
      if (attempt.dpi > 150) throw new InkleafError('out_of_memory', 'resource', 'No memory.')
      return readsWell(attempt)
    })
    const { queue, store } = setUp(engine)
    const { id } = await add(queue, pdfOf(1))
    await ended(queue, id, store)
    expect(engine.attempts.map((a) => a.dpi)).toEqual([200, 120])
    expect(store.page(id, 1)?.result?.warnings).toMatchObject([{ code: 'dpi_lowered' }])
  })

  it('because the engine answers for another page is not believed', async () => {
    const { queue, store } = setUp(new FakeEngine(() => resultFor(99)))
    const { id } = await add(queue, pdfOf(1))
    await ended(queue, id, store)
    expect(store.page(id, 1)?.error?.code).toBe('engine_rubbish')
  })

  it('because it hangs is ended by the page time-out, and the engine is told to let go', async () => {
    const engine = new FakeEngine((attempt) => (attempt.attempt === 1 ? new Promise(() => {}) : readsWell(attempt)))
    const { queue, store } = setUp(engine, { timeouts: { pageMs: 3000, jobMs: null } })
    const { id } = await add(queue, pdfOf(1))
    expect(await ended(queue, id, store)).toMatchObject({ state: 'completed' })
    expect(engine.abandoned).toBe(1)
  })
})

it('each of two engines has the time limit of a page for itself', async () => {
  const slowly = (attempt: Attempt) => delay(2000).then(() => readsWell(attempt))
  const second = Object.assign(new FakeEngine(slowly), { id: 'second', isSecond: true })
  const limits = { timeouts: { pageMs: 3000, jobMs: null }, retries: { maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 5 } }
  const { queue, store } = setUp(new FakeEngine(slowly), limits, newStore(), { others: [second] })
  const { id } = await add(queue, pdfOf(1), { engine: 'second' })
  await ended(queue, id, store)
  expect(store.page(id, 1)?.result?.warnings).toEqual([])
  expect(second.attempts).toHaveLength(1)
})

it('a listener that fails keeps no page from being read', async () => {
  const { queue, store } = setUp(new FakeEngine(readsWell))
  queue.on('attempt', () => {
    throw new Error('somebody else had a fault')
  })
  const { id } = await add(queue, pdfOf(4))
  expect(await ended(queue, id, store)).toMatchObject({ state: 'completed', completedPages: 4 })
})

it('a result that can never be stored is a page that failed, and the others go on', async () => {
  const { queue, store } = setUp(new FakeEngine(readsWell))
  const end = store.end.bind(store)
  vi.spyOn(store, 'end').mockImplementation((claim, outcome) => {
    if (claim.page === 2 && outcome.type === 'completed') throw new Error('the index is out of order')
    return end(claim, outcome)
  })
  const { id } = await add(queue, pdfOf(3))
  expect(await ended(queue, id, store)).toMatchObject({ state: 'partial', completedPages: 2 })
  expect(store.page(id, 2)?.error?.code).toBe('not_stored')
})

describe('an engine in trouble', () => {
  it('that asks for a pause gets it, and no page pays', async () => {
    const start = Date.now()
    const engine = new FakeEngine(async (attempt) => {
      if (Date.now() - start < 300)
        throw new InkleafError('busy', 'transient', 'Too many requests.', { scope: 'engine', retryAfterMs: 300 })
      return readsWell(attempt)
    })
    const { queue, store } = setUp(engine)
    const { id } = await add(queue, pdfOf(4))
    await ended(queue, id, store)
    expect(store.page(id, 1)).toMatchObject({ status: 'completed', attempts: 1 })
    expect(engine.attempts.length).toBeLessThan(12)
  })

  it('that dies has its pages run again one at a time, and only the guilty one is left out', async () => {
    const engine = new FakeEngine(async (attempt, _, self) => {
      await delay(10)
      if (attempt.page === 2) self.die()
      return readsWell(attempt)
    })
    const { queue, store } = setUp(engine)
    const { id } = await add(queue, pdfOf(6))
    expect(await ended(queue, id, store)).toMatchObject({ state: 'partial', completedPages: 5, failedPages: 1 })
    expect(store.page(id, 2)?.error?.code).toBe('engine_crashed')
    const afterFirstDeath = engine.attempts.filter((a) => a.attempt > 1)
    expect(afterFirstDeath.every((a) => a.beside === 1)).toBe(true)
  })
})

describe('on a machine that others keep busy', () => {
  const busy = (engine: FakeEngine) => {
    const clock = new AwakeClock()
    // Others have nine tenths of the processor.
    const more = { clock, pageClock: new WorkClock(clock, () => 0.1) }
    return setUp(engine, { timeouts: { pageMs: 600, jobMs: null } }, newStore(), more)
  }

  it('a page that works slowly is not given up', async () => {
    const slow = new FakeEngine(async (attempt) => {
      await delay(2500)
      return readsWell(attempt)
    })
    const { queue, store } = busy(slow)
    const { id } = await add(queue, pdfOf(1))
    await ended(queue, id, store)
    expect(store.page(id, 1)).toMatchObject({ status: 'completed', attempts: 1 })
  })

  it('a page that hangs is given up in the end', async () => {
    const { queue, store } = busy(new FakeEngine(() => new Promise(() => {})))
    const { id } = await add(queue, pdfOf(1))
    await ended(queue, id, store)
    expect(store.page(id, 1)?.error?.code).toBe('page_timeout')
  }, 40_000)
})

it('while memory is short pages are read at a lower resolution, and say so', async () => {
  let scale = 0.6
  const engine = new FakeEngine(readsWell)
  const { queue, store } = setUp(engine, {}, newStore(), { scale: () => scale })
  const first = await add(queue, pdfOf(1))
  await ended(queue, first.id, store)
  expect(engine.attempts[0]?.dpi).toBe(120)
  expect(store.page(first.id, 1)?.result?.warnings).toMatchObject([{ code: 'dpi_lowered' }])
  scale = 1
  const second = await add(queue, pdfOf(1))
  await ended(queue, second.id, store)
  expect(engine.attempts[1]?.dpi).toBe(200)
  expect(store.page(second.id, 1)?.result?.warnings).toEqual([])
})

it('a file that hangs while it is opened does not hold up the others', async () => {
  const history = newStore()
  const { workers, pdfjsFolder } = resolveRuntime()
  const pdf = new PdfPool({ worker: workers.pdf, pdfjsFolder, maxRenderPixels: () => 4_000_000, threads: 1 })
  const queue = new JobQueue({
    store: history.store,
    maintenance: history.maintenance,
    engines: [new FakeEngine(readsWell)],
    text: fakeText,
    opener: {
      pdf,
      images: { inspect: () => new Promise(() => {}) },
      limits: () => ({ maxPages: null, maxImagePixels: 1e9 }),
    },
    settings: settingsSchema.parse({ timeouts: { pageMs: 3000, jobMs: null } }),
    sourcesFolder: temporaryFolder(),
  })
  queue.start('all')
  const { added } = await queue.add({ paths: [fixture('page.png'), pdfOf(1)], options: {} })
  const [hangs, good] = await Promise.all(added.map(({ job }) => ended(queue, job.id, history.store)))
  expect(hangs).toMatchObject({ state: 'failed', error: { code: 'open_timeout' } })
  expect(good).toMatchObject({ state: 'completed' })
  await queue.close()
  await pdf.stop()
})

describe('adding', () => {
  it('the same bytes again shows the finished job, and reads them anew only when told to', async () => {
    const engine = new FakeEngine(readsWell)
    const { queue, store } = setUp(engine)
    const path = pdfOf(1)
    const first = await add(queue, path)
    await ended(queue, first.id, store)
    expect(await add(queue, path)).toEqual({ id: first.id, reused: 'finished' })
    const otherOptions = await add(queue, path, { dpi: 100 })
    expect(otherOptions.reused).toBe('no')
    const fresh = await add(queue, path, { fresh: true })
    expect(fresh.id).not.toBe(first.id)
    await ended(queue, fresh.id, store)
    expect(engine.attempts).toHaveLength(3)
  })

  it('a file that failed before tries its failed pages again', async () => {
    let broken = true
    const engine = new FakeEngine(async (attempt) => {
      if (broken && attempt.page === 2) throw new InkleafError('blot', 'input', 'A blot.')
      return readsWell(attempt)
    })
    const { queue, store } = setUp(engine)
    const path = pdfOf(3)
    const { id } = await add(queue, path)
    expect((await ended(queue, id, store)).state).toBe('partial')
    broken = false
    expect(await add(queue, path)).toEqual({ id, reused: 'unfinished' })
    expect(await ended(queue, id, store)).toMatchObject({ state: 'completed', completedPages: 3 })
    expect(engine.attempts.map((a) => a.page).sort()).toEqual([1, 2, 2, 3])
  })

  it('names what it refuses, and takes the rest', async () => {
    const { queue, store } = setUp(new FakeEngine(readsWell))
    const good = pdfOf(1)
    const text = put(folder, 'notes.txt', 'hello')
    const { added, refused } = await queue.add({ paths: [text, good, `${folder}/none.pdf`], options: never })
    expect(refused.map(({ path, code }) => [path, code])).toEqual([
      [text, 'unknown_kind'],
      [`${folder}/none.pdf`, 'source_missing'],
    ])
    expect((await ended(queue, added[0]?.job.id ?? '', store)).state).toBe('completed')
  })

  it('reads only the pages that are asked for, and refuses those that are not there', async () => {
    const engine = new FakeEngine(readsWell)
    const { queue, store } = setUp(engine)
    const path = pdfOf(9)
    expect(await ended(queue, (await add(queue, path, { pages: '8-,2' })).id, store)).toMatchObject({ totalPages: 3 })
    expect(engine.attempts.map((a) => a.page).sort()).toEqual([2, 8, 9])
    const none = await ended(queue, (await add(queue, path, { pages: '20' })).id, store)
    expect(none).toMatchObject({ state: 'failed', error: { code: 'no_such_page' } })
  })

  it('an encrypted file waits for its password and goes on with it', async () => {
    const { queue, store } = setUp(new FakeEngine(readsWell))
    const { id } = await add(queue, fixture('encrypted.pdf'))
    await until(queue, () => (store.job(id)?.state === 'waiting_for_password' ? true : null))
    queue.givePassword(id, 'wrong')
    await until(queue, () => (store.job(id)?.error?.code === 'wrong_password' ? true : null))
    queue.givePassword(id, 'secret')
    expect(await ended(queue, id, store)).toMatchObject({ state: 'completed', totalPages: 2 })
  })

  it('goes on after the source has gone, since it was kept', async () => {
    const engine = new FakeEngine((attempt) => delay(30).then(() => readsWell(attempt)))
    const { queue, store } = setUp(engine)
    const path = pdfOf(6)
    const { id } = await add(queue, path)
    rmSync(path)
    expect((await ended(queue, id, store)).state).toBe('completed')
  })

  it('names the source as gone where it was not kept', async () => {
    const history = newStore()
    const path = pdfOf(1)
    const documentId = history.store.addDocument({ sha256: 'gone', kind: 'pdf', bytes: 1, storedFile: null })
    const options = jobOptions.parse(never)
    history.store.addTask({ id: 'gone', documentId, batchId: 'b', name: 'gone.pdf', sourcePath: path, options })
    rmSync(path)
    const { queue, store } = setUp(new FakeEngine(readsWell), {}, history)
    expect(await ended(queue, 'gone', store)).toMatchObject({ state: 'failed', error: { code: 'source_missing' } })
  })
})

it('a full disk under the database makes the queue wait with a word; it goes on by itself, and reads nothing twice', async () => {
  const history = newStore()
  const engine = new FakeEngine(readsWell)
  const { queue, events, store } = setUp(engine, {}, history)
  const { id } = await add(queue, pdfOf(40))
  history.db.pragma(`max_page_count = ${history.db.pragma('page_count', { simple: true })}`)
  await until(queue, () => events.find((e) => e.type === 'engine' && e.state === 'disk_full') ?? null)
  expect(store.job(id)?.failedPages).toBe(0)
  history.db.pragma('max_page_count = 1000000')
  expect(await ended(queue, id, store)).toMatchObject({ state: 'completed', completedPages: 40 })
  expect(events.filter((e) => e.type === 'engine')).toHaveLength(1)
  expect(new Set(engine.attempts.map(({ page }) => page)).size).toBe(engine.attempts.length)
})

it('a page whose attempt is not heard of any more is taken again once its lease has lapsed', async () => {
  const history = newStore()
  const other = history.addJob(1, never)
  const lost = history.store.claim('local', -1, false)
  expect(lost?.taskId).toBe(other)
  expect(history.claim()).toBeNull()
  expect(history.store.takeBackLapsed('local')).toBe(1)
  const again = history.claim()
  expect(again).toMatchObject({ taskId: other, attempts: 1 })
  expect(lost && history.store.end(lost, { type: 'completed', result: resultFor(1) })).toBe(false)
  if (again) history.store.renewLeases([again.attemptId], 60_000)
  expect(history.store.takeBackLapsed('local')).toBe(0)
})

it('what can not be opened is not kept, and the original stays', async () => {
  const { queue, store, sources } = setUp(new FakeEngine(readsWell))
  const broken = put(folder, 'broken.pdf', `%PDF-1.7\n${'rubbish '.repeat(50)}`)
  const { id } = await add(queue, broken)
  expect(await ended(queue, id, store)).toMatchObject({ state: 'failed', error: { code: 'damaged_pdf' } })
  expect(readdirSync(sources)).toEqual([])
  expect(store.source(id)?.storedFile).toBeNull()
})

it('a password is forgotten with its job', async () => {
  const { queue, store } = setUp(new FakeEngine(readsWell))
  const first = await add(queue, fixture('encrypted.pdf'), { password: 'secret' })
  await ended(queue, first.id, store)
  await queue.remove([first.id])
  const { id } = await add(queue, fixture('encrypted.pdf'))
  expect(id).not.toBe(first.id)
  await until(queue, () => (store.job(id)?.state === 'waiting_for_password' ? true : null))
})

it('after a restart a job goes on with the pages that are not done', async () => {
  const history = newStore()
  const slow = new FakeEngine((attempt) => delay(25).then(() => readsWell(attempt)))
  const before = setUp(slow, {}, history)
  const { id } = await add(before.queue, pdfOf(10))
  await until(before.queue, () => ((history.store.job(id)?.completedPages ?? 0) >= 4 ? true : null))
  await before.queue.close()
  const done = history.store.job(id)?.completedPages ?? 0
  const engine = new FakeEngine(readsWell)
  // The kept source is in the first queue's folder; the pages themselves need no file here.
  history.db.prepare('UPDATE documents SET stored_file = NULL').run()
  const after = setUp(engine, { keepSources: 'reference' }, history)
  expect(await ended(after.queue, id, history.store)).toMatchObject({ state: 'completed', completedPages: 10 })
  expect(engine.attempts.length).toBe(10 - done)
})

/** The cluster as its users have it: the real core, a real Redis, real workers. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { type JobOptions, jobOptions } from '../../../src-preload/model.ts'
import { startRedis, startWorker } from '../../../test/support/cluster/machines.ts'
import { fixture, freshCopy, temporaryFolder } from '../../../test/support/folders.ts'
import { type App, createApp } from '../../app/create-app.ts'
import { resolveRuntime } from '../../app/runtime.ts'
import { redisUrl } from '../../settings/redis-url.ts'

async function redisFor(options: Parameters<typeof startRedis>[0] = {}) {
  const redis = await startRedis(options)
  onTestFinished(() => redis.end())
  return redis
}

async function workerFor(url: string, args: readonly string[] | null = null) {
  const worker = await startWorker(url, args)
  onTestFinished(() => worker.kill())
  return worker
}

async function open(redis: string, cluster: object = {}): Promise<App> {
  const home = join(temporaryFolder(), 'home')
  const app = await createApp({ runtime: resolveRuntime({ ...process.env, INKLEAF_HOME: home }), scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  onTestFinished(() => app.close())
  await app.handlers['cluster.set']({ redis, prefix: '', readsHere: false, ...cluster })
  return app
}

async function add(app: App, path: string, options: Partial<JobOptions> = {}): Promise<string> {
  const whole = jobOptions.parse({ engine: 'cluster', mode: 'markdown', textLayer: 'never', ...options })
  const { added, refused } = await app.handlers['jobs.add']({ paths: [path], options: whole })
  const id = added[0]?.job.id
  if (id === undefined) throw new Error(refused[0]?.message)
  return id
}

async function read(app: App, path: string, options: Partial<JobOptions> = {}) {
  const id = await add(app, path, options)
  await app.queue.whenEnded(id, AbortSignal.timeout(100_000))
  return app.history.pages(id)
}

const viewOf = (app: App) => app.engines().find(({ id }) => id === 'cluster')

async function until(holds: () => boolean, ms = 15_000): Promise<void> {
  for (const end = Date.now() + ms; !holds(); await delay(20))
    if (Date.now() > end) throw new Error('it did not come to pass in time')
}

it('a worker reads pages as this machine does, and the document says where they were read', async () => {
  const redis = await redisFor()
  await workerFor(redis.url)
  const app = await open(redis.url)
  expect(viewOf(app)).toMatchObject({ kind: 'cluster', state: 'stopped', host: new URL(redis.url).host })
  for (const file of ['sample.pdf', 'page.png']) {
    const there = await read(app, fixture(file))
    const here = await read(app, fixture(file), { engine: 'local' })
    expect(there.map(({ result }) => result?.markdown)).toEqual(here.map(({ result }) => result?.markdown))
    expect(there.map(({ result }) => result?.blocks)).toEqual(here.map(({ result }) => result?.blocks))
    expect(there[0]?.result?.reading).toMatchObject({ engine: 'cluster', model: 'PP-OCRv6-tiny+small' })
    expect(there[0]?.result?.reading?.host).toBeTruthy()
    expect(here[0]?.result?.reading?.host).toBeUndefined()
  }
  await until(() => viewOf(app)?.workers?.[0]?.pagesRead === 3)
  expect(viewOf(app)).toMatchObject({ state: 'ready', workers: [{ slots: 3, isUsable: true }] })
  expect(await redis.keysOfPages()).toEqual([])
})

it('pages wait for a worker, say so, and go on by themselves when one comes', async () => {
  const redis = await redisFor()
  const app = await open(redis.url)
  const troubles: string[] = []
  app.onEvent((event) => event.type === 'engine' && troubles.push(event.state))
  const id = await add(app, freshCopy('page.png'))
  await until(() => troubles.includes('no_workers'))
  await until(() => viewOf(app)?.state === 'no_workers')
  await workerFor(redis.url, ['--ms', '10'])
  await app.queue.whenEnded(id, AbortSignal.timeout(20_000))
  const [page] = await app.history.pages(id)
  expect(page).toMatchObject({ status: 'completed', attempts: 1, result: { text: 'page 1' } })
})

it('Redis that goes away and comes back costs no page and no attempt', async () => {
  const redis = await redisFor()
  await workerFor(redis.url, ['--ms', '3000', '--slots', '2'])
  const app = await open(redis.url)
  const troubles: string[] = []
  app.onEvent((event) => event.type === 'engine' && troubles.push(event.state))
  const id = await add(app, fixture('sample.pdf'))
  await until(() => (viewOf(app)?.workers?.[0]?.busy ?? 0) > 0)
  await redis.kill()
  await until(() => troubles.includes('redis_gone'))
  await until(() => viewOf(app)?.state === 'unreachable')
  await redis.start()
  await app.queue.whenEnded(id, AbortSignal.timeout(30_000))
  const pages = await app.history.pages(id)
  expect(pages.map(({ result, attempts }) => [result?.text, attempts])).toEqual([
    ['page 1', 1],
    ['page 2', 1],
  ])
})

it('where the user allows it, this machine reads while nobody else can', async () => {
  const redis = await redisFor()
  const app = await open(redis.url, { readsHere: true })
  const [page] = await read(app, freshCopy('page.png'))
  expect(page?.result).toMatchObject({ engine: 'ppocr', reading: { engine: 'local' } })
  expect(page?.result?.reading?.host).toBeUndefined()
})

it('as many pages are on their way as the workers that are there take', async () => {
  const redis = await redisFor()
  for (const slots of ['2', '3']) await workerFor(redis.url, ['--ms', '2500', '--slots', slots])
  const app = await open(redis.url)
  await app.handlers['cluster.watch']({})
  await until(() => viewOf(app)?.workers?.length === 2)
  const files = Array.from({ length: 12 }, () => freshCopy('page.png'))
  const ids = await Promise.all(files.map((file) => add(app, file)))
  const busy = () =>
    viewOf(app)
      ?.workers?.map((one) => one.busy)
      .sort()
  await until(() => String(busy()) === '2,3')
  await Promise.all(ids.map((id) => app.queue.whenEnded(id, AbortSignal.timeout(30_000))))
})

it('without a Redis nothing is taken in for the cluster, and the password is a key of its own', async () => {
  const app = await open('')
  await expect(add(app, fixture('page.png'))).rejects.toThrow(/No Redis is named/)
  expect(viewOf(app)?.state).toBe('needs_redis')
  const refused = app.handlers['cluster.set']({ redis: 'redis://me:secret@host', prefix: '', readsHere: false })
  await expect(refused).rejects.toThrow(/password/)
  await app.handlers['cluster.set']({ redis: 'redis://me@host:7000/2', prefix: '', readsHere: false })
  await app.handlers['engines.setKey']({ engine: 'cluster', key: 'a long p@ss/word' })
  expect(viewOf(app)).toMatchObject({ host: 'host:7000', key: 'file', state: 'stopped' })
  // Another address is another Redis.
  await app.handlers['cluster.set']({ redis: 'redis://elsewhere', prefix: '', readsHere: false })
  expect(viewOf(app)?.key).toBeNull()
  const cluster = { redis: 'redis://me@host:7000/2', prefix: '', readsHere: false }
  expect(redisUrl(cluster, () => 'p@ss/word', {})).toBe('redis://me:p%40ss%2Fword@host:7000/2')
  expect(redisUrl(cluster, () => null, { INKLEAF_REDIS: 'redis://named' })).toBe('redis://named')
})

it('the address is in no list of processes', async () => {
  const redis = await redisFor()
  await workerFor(redis.url, ['--ms', '10'])
  const app = await open(redis.url)
  await app.handlers['cluster.watch']({})
  const commands = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map(commandOf)
  expect(commands.some((command) => command.includes('inkleaf_cluster'))).toBe(true)
  expect(commands.filter((command) => command.includes(redis.url))).toEqual([])
})

it('a page that ends two workers is skipped with words, and the others of its document are read', async () => {
  const redis = await redisFor()
  for (let n = 0; n < 3; n++) await workerFor(redis.url, ['--ms', '100', '--poison', '2', '--slots', '1'])
  const app = await open(redis.url)
  const pages = await read(app, fixture('sample.pdf'))
  expect(pages.map(({ status }) => status)).toEqual(['completed', 'failed'])
  expect(pages[1]?.error).toMatchObject({ code: 'engine_crashed' })
  expect(pages[1]?.attempts).toBe(1)
})

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}

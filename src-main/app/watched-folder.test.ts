/** A folder that is watched, with the real core and the real recognition process. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { fixture, temporaryFolder } from '../../test/support/folders.ts'
import { type App, createApp } from './create-app.ts'
import { resolveRuntime } from './runtime.ts'

const EVERY_MS = 400
/** Long enough for several looks. */
const A_WHILE_MS = 5 * EVERY_MS
const PATIENCE = { timeout: 40_000, interval: 100 }
const ALL = { sort: 'newest', limit: 100, offset: 0 } as const

async function openApp(home = join(temporaryFolder(), 'home')) {
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: home })
  const app = await createApp({ runtime, scope: 'all', watchEveryMs: EVERY_MS })
  if (!app) throw new Error('the data folder is taken')
  let closed = false
  const close = async () => {
    if (!closed) await app.close()
    closed = true
  }
  onTestFinished(close)
  return { app, home, close }
}

async function watching(folder: string, results: string | null = null) {
  const opened = await openApp()
  await opened.app.handlers['watch.set']({ folder, results })
  return opened
}

const sample = readFileSync(fixture('sample.pdf'))
/** The same pages as another file. */
const other = (mark: string) => Buffer.concat([sample, Buffer.from(`\n%${mark}\n`)])
const picture = readFileSync(fixture('page.png'))
const jobsOf = async (app: App) => (await app.handlers['history.list'](ALL)).jobs
const text = (path: string) => readFileSync(path, 'utf8')
const appears = (path: string) => vi.waitFor(() => expect(existsSync(path), path).toBe(true), PATIENCE)

it('what is there and what comes later is read and written, once, also over a restart', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'before.pdf'), sample)
  // As copies keep it.
  utimesSync(join(folder, 'before.pdf'), new Date(2001, 1, 1), new Date(2001, 1, 1))
  const first = await watching(folder)
  const results = join(folder, 'Inkleaf')
  await appears(join(results, 'before.md'))
  expect(text(join(results, 'before.md'))).toContain('# The tide tables of Harrow Sound')
  const written = statSync(join(results, 'before.md')).mtimeMs
  await first.close()
  const second = await openApp(first.home)
  writeFileSync(join(folder, 'later.pdf'), other('later'))
  // When this is through, what was there has been looked at too.
  await appears(join(results, 'later.md'))
  expect(await jobsOf(second.app)).toHaveLength(2)
  expect(readdirSync(results).sort()).toEqual(['before.md', 'later.md'])
  expect(statSync(join(results, 'before.md')).mtimeMs).toBe(written)
})

it('another document under the same name, however old, has its text written over what was written of the first', async () => {
  const folder = temporaryFolder()
  await watching(folder)
  const result = join(folder, 'Inkleaf', 'scan.md')
  writeFileSync(join(folder, 'scan.pdf'), sample)
  await appears(result)
  writeFileSync(join(folder, 'scan.pdf'), picture)
  utimesSync(join(folder, 'scan.pdf'), new Date(2001, 1, 1), new Date(2001, 1, 1))
  await vi.waitFor(() => expect(text(result)).not.toContain('tide tables'), PATIENCE)
  expect(readdirSync(join(folder, 'Inkleaf'))).toEqual(['scan.md'])
})

it('nothing that was not written for the folder is written over', async () => {
  const folder = temporaryFolder()
  const results = temporaryFolder()
  writeFileSync(join(results, 'letter.md'), 'mine')
  await watching(folder, results)
  writeFileSync(join(folder, 'letter.pdf'), sample)
  await appears(join(results, 'letter (2).md'))
  expect(text(join(results, 'letter.md'))).toBe('mine')
})

it('files of one content have a result each', async () => {
  const folder = temporaryFolder()
  const { app } = await watching(folder)
  for (const name of ['a.pdf', 'b.pdf']) writeFileSync(join(folder, name), sample)
  for (const name of ['a.md', 'b.md']) await appears(join(folder, 'Inkleaf', name))
  expect(await jobsOf(app)).toHaveLength(1)
})

it('a file that still grows waits, and what no document is stays where it is', async () => {
  const folder = temporaryFolder()
  const { app } = await watching(folder)
  const half = sample.length >> 1
  writeFileSync(join(folder, 'scan.pdf'), sample.subarray(0, half))
  for (const name of ['.hidden.pdf', 'half.pdf.crdownload', '~$word.pdf']) writeFileSync(join(folder, name), sample)
  writeFileSync(join(folder, 'notes.txt'), 'not a document')
  await delay(EVERY_MS / 2)
  appendFileSync(join(folder, 'scan.pdf'), sample.subarray(half))
  await appears(join(folder, 'Inkleaf', 'scan.md'))
  expect(readdirSync(join(folder, 'Inkleaf'))).toEqual(['scan.md'])
  expect((await jobsOf(app)).map(({ name, state }) => [name, state])).toEqual([['scan.pdf', 'completed']])
})

it('what failed or was deleted is not read again at the next start', async () => {
  const folder = temporaryFolder()
  const first = await watching(folder)
  writeFileSync(join(folder, 'broken.pdf'), sample.subarray(0, 3000))
  writeFileSync(join(folder, 'deleted.pdf'), sample)
  await appears(join(folder, 'Inkleaf', 'deleted.md'))
  const broken = await vi.waitFor(async () => {
    const found = (await jobsOf(first.app)).find(({ name, state }) => name === 'broken.pdf' && state === 'failed')
    if (!found) throw new Error('not yet')
    return found
  }, PATIENCE)
  const deleted = (await jobsOf(first.app)).find(({ name }) => name === 'deleted.pdf')
  await first.app.handlers['history.remove']({ jobIds: [deleted?.id ?? ''] })
  await first.close()
  const second = await openApp(first.home)
  writeFileSync(join(folder, 'z.pdf'), other('z'))
  await appears(join(folder, 'Inkleaf', 'z.md'))
  const jobs = await jobsOf(second.app)
  expect(jobs.map(({ name, state }) => [name, state])).toEqual(
    expect.arrayContaining([
      ['broken.pdf', 'failed'],
      ['z.pdf', 'completed'],
    ]),
  )
  expect(jobs).toHaveLength(2)
  expect(jobs.find(({ id }) => id === broken.id)?.endedAt).toBe(broken.endedAt)
})

it('results go where and as what the settings say, and those in the watched folder are not read', async () => {
  const folder = temporaryFolder()
  const results = join(temporaryFolder(), 'read')
  const { app } = await watching(folder, results)
  await app.handlers['settings.set']({ patch: { watch: { format: 'pdf', mode: 'basic' } } })
  writeFileSync(join(folder, 'a.pdf'), sample)
  await appears(join(results, 'a.pdf'))
  expect(existsSync(join(folder, 'Inkleaf'))).toBe(false)
  await app.handlers['settings.set']({ patch: { watch: { results: null } } })
  writeFileSync(join(folder, 'b.pdf'), other('b'))
  await appears(join(folder, 'Inkleaf', 'b.pdf'))
  await delay(A_WHILE_MS)
  expect(await jobsOf(app)).toHaveLength(2)
  await app.handlers['settings.set']({ patch: { watch: { folder: null } } })
  writeFileSync(join(folder, 'c.pdf'), other('c'))
  await delay(A_WHILE_MS)
  expect(await jobsOf(app)).toHaveLength(2)
})

it('nothing is taken in private mode, and everything after it', async () => {
  const folder = temporaryFolder()
  const { app } = await watching(folder)
  await app.handlers['settings.set']({ patch: { privateMode: true } })
  writeFileSync(join(folder, 'a.pdf'), sample)
  await delay(A_WHILE_MS)
  expect(await jobsOf(app)).toEqual([])
  await app.handlers['settings.set']({ patch: { privateMode: false } })
  await appears(join(folder, 'Inkleaf', 'a.md'))
})

it('a window may say what is written and end a watch, never which folder of this machine', async () => {
  const folder = temporaryFolder()
  const { app } = await watching(folder)
  const set = async (watch: object) => (await app.handlers['settings.set']({ patch: { watch } })).watch
  expect(await set({ folder: '/etc', results: '/root', format: 'docx' })).toEqual({
    folder,
    results: null,
    format: 'docx',
    mode: 'markdown',
  })
  expect((await set({ folder: null })).folder).toBeNull()
  expect((await set({ folder })).folder).toBeNull()
})

it('a folder that is none, or that the results would come back to, is refused', async () => {
  const folder = temporaryFolder()
  const { app } = await openApp()
  await expect(app.handlers['watch.set']({ folder: join(folder, 'x'), results: null })).rejects.toMatchObject({
    code: 'watched_folder_missing',
  })
  await expect(app.handlers['watch.set']({ folder, results: `${folder}/` })).rejects.toMatchObject({
    code: 'watched_results',
  })
})

it('a folder that is gone at the start is told to every window, and watched again when it is back', async () => {
  const folder = join(temporaryFolder(), 'drive')
  mkdirSync(folder)
  const first = await watching(folder)
  await first.close()
  rmSync(folder, { recursive: true })
  const { app } = await openApp(first.home)
  await vi.waitFor(() => {
    let trouble: unknown = null
    app.feed.subscribe((message) => {
      if (message.type === 'snapshot') trouble = message.snapshot.watch
    })()
    expect(trouble).toMatchObject({ code: 'watched_folder_missing' })
  }, PATIENCE)
  const events: unknown[] = []
  onTestFinished(
    app.feed.subscribe((message) => {
      if (message.type === 'events') events.push(...message.events)
    }),
  )
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.pdf'), sample)
  await appears(join(folder, 'Inkleaf', 'a.md'))
  expect(events).toContainEqual({ type: 'watch', trouble: null })
})

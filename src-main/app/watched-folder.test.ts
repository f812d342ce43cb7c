/** A folder that is watched, with the real core and the real recognition process. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { fixture, temporaryFolder } from '../../test/support/folders.ts'
import { type App, createApp } from './create-app.ts'
import { resolveRuntime } from './runtime.ts'
import { resultStem } from './watched-folder.ts'

const PATIENCE = { timeout: 30_000, interval: 100 }

async function openApp(home = join(temporaryFolder(), 'home')) {
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: home })
  const app = await createApp({ runtime, scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  let closed = false
  const close = async () => {
    if (!closed) await app.close()
    closed = true
  }
  onTestFinished(close)
  return { app, home, close }
}

const sample = readFileSync(fixture('sample.pdf'))
const jobsOf = async (app: App) => (await app.handlers['history.list']({ sort: 'newest', limit: 100, offset: 0 })).total

it('what comes into the folder is read and written beside, once, also after a restart', async () => {
  const folder = temporaryFolder()
  const first = await openApp()
  writeFileSync(join(folder, 'there before.pdf'), sample)
  await first.app.handlers['watch.set']({ folder, results: null })
  const results = join(folder, 'Inkleaf')
  await vi.waitFor(() => expect(existsSync(join(results, 'there before.md'))).toBe(true), PATIENCE)
  expect(readFileSync(join(results, 'there before.md'), 'utf8')).toContain('# The tide tables of Harrow Sound')
  const written = statSync(join(results, 'there before.md')).mtimeMs
  await first.close()
  const second = await openApp(first.home)
  // A file that comes later ends the wait: what was there has been looked at by then.
  writeFileSync(join(folder, 'later.pdf'), Buffer.concat([sample, Buffer.from('\n%later\n')]))
  await vi.waitFor(() => expect(readdirSync(results).sort()).toContain('later.md'), PATIENCE)
  expect(await jobsOf(second.app)).toBe(2)
  expect(statSync(join(results, 'there before.md')).mtimeMs).toBe(written)
  // The same name with another content is another document.
  writeFileSync(join(folder, 'later.pdf'), Buffer.concat([sample, Buffer.from('\n%changed\n')]))
  await vi.waitFor(async () => expect(await jobsOf(second.app)).toBe(3), PATIENCE)
})

it('a file that still grows waits, and what no document is stays where it is', async () => {
  const folder = temporaryFolder()
  const { app } = await openApp()
  await app.handlers['watch.set']({ folder, results: null })
  const half = sample.length >> 1
  writeFileSync(join(folder, 'scan.pdf'), sample.subarray(0, half))
  for (const name of ['.hidden.pdf', 'half.pdf.crdownload', '~$word.pdf']) writeFileSync(join(folder, name), sample)
  writeFileSync(join(folder, 'notes.txt'), 'not a document')
  await delay(1000)
  appendFileSync(join(folder, 'scan.pdf'), sample.subarray(half))
  await vi.waitFor(() => expect(existsSync(join(folder, 'Inkleaf', 'scan.md'))).toBe(true), PATIENCE)
  expect(readdirSync(join(folder, 'Inkleaf'))).toEqual(['scan.md'])
  const { jobs } = await app.handlers['history.list']({ sort: 'newest', limit: 100, offset: 0 })
  expect(jobs.map(({ name, state }) => [name, state])).toEqual([['scan.pdf', 'completed']])
})

it('results go where the settings say, as what they say, and are not read again', async () => {
  const folder = temporaryFolder()
  const results = join(temporaryFolder(), 'read')
  const { app } = await openApp()
  await app.handlers['settings.set']({ patch: { watch: { format: 'txt', mode: 'basic' } } })
  await app.handlers['watch.set']({ folder, results })
  writeFileSync(join(folder, 'a.pdf'), sample)
  await vi.waitFor(() => expect(existsSync(join(results, 'a.txt'))).toBe(true), PATIENCE)
  expect(existsSync(join(folder, 'Inkleaf'))).toBe(false)
  await expect(app.handlers['watch.set']({ folder, results: `${folder}/` })).rejects.toMatchObject({
    code: 'watched_results',
  })
  await app.handlers['watch.stop']({})
  writeFileSync(join(folder, 'b.pdf'), Buffer.concat([sample, Buffer.from('\n%b\n')]))
  await delay(3500)
  expect(await jobsOf(app)).toBe(1)
})

it('a window may say what is written, never which folder of this machine', async () => {
  const { app } = await openApp()
  const patch = { watch: { folder: '/etc', results: '/root', format: 'docx' as const } }
  const { watch } = await app.handlers['settings.set']({ patch })
  expect(watch).toEqual({ folder: null, results: null, format: 'docx', mode: 'markdown' })
})

it('a folder that is gone is told, and does not keep Inkleaf from starting', async () => {
  const { app, home, close } = await openApp()
  const folder = join(temporaryFolder(), 'drive')
  mkdirSync(folder)
  await app.handlers['watch.set']({ folder, results: null })
  await close()
  rmSync(folder, { recursive: true })
  const events: unknown[] = []
  const again = await openApp(home)
  again.app.feed.subscribe((message) => {
    if (message.type === 'events') events.push(...message.events)
  })
  // Told again where a setting changes, since the folder may be there then.
  await again.app.handlers['watch.stop']({})
  await again.app.handlers['watch.set']({ folder, results: null })
  await vi.waitFor(
    () => expect(events).toContainEqual(expect.objectContaining({ engine: 'watch', state: 'watched_folder_missing' })),
    PATIENCE,
  )
})

it('two files of one name have one each', () => {
  expect(resultStem('/in/scan.pdf', ['scan.pdf', 'other.png'])).toBe('scan')
  expect(resultStem('/in/scan.pdf', ['scan.pdf', 'Scan.png'])).toBe('scan.pdf')
  expect(resultStem('/in/2026.11.30.pdf', ['2026.11.30.pdf'])).toBe('2026.11.30')
})

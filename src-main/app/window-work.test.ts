/** What a window asks of the core, with the real parts. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { hasEnded, type JobView, jobOptions } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { fixture, put, temporaryFolder } from '../../test/support/folders.ts'
import { longPdf } from '../../test/support/long-pdf.ts'
import { openForWriting } from '../history/database.ts'
import { settingsInFile } from '../settings/store.ts'
import { type App, createApp } from './create-app.ts'
import { resolveRuntime } from './runtime.ts'

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
  return { app, home, runtime, close }
}

async function read(app: App, path = fixture('sample.pdf')): Promise<JobView> {
  const { promise, resolve } = Promise.withResolvers<JobView>()
  const listen = (event: { type: string; job?: JobView }) => {
    if (event.type === 'job' && event.job && hasEnded(event.job.state)) resolve(event.job)
  }
  app.queue.on('event', listen)
  const { refused } = await app.handlers['jobs.add']({ paths: [path], options: (await defaults()).options })
  expect(refused).toEqual([])
  const job = await promise
  app.queue.off('event', listen)
  return job
}

async function defaults() {
  return { options: jobOptions.parse({ pages: '1' }) }
}

it('a job that is not there is told in words that a program understands', async () => {
  const { app } = await openApp()
  await expect(app.history.job('nobody')).rejects.toMatchObject({ code: 'no_such_job', kind: 'input' })
})

describe('a page picture', () => {
  it('is drawn when it is asked for, and then kept', async () => {
    const { app, runtime } = await openApp()
    const job = await read(app)
    const picture = await app.pagePicture(job.id, 1, 'thumb')
    expect(Buffer.from(picture).toString('latin1', 8, 12)).toBe('WEBP')
    expect(readdirSync(runtime.previewsFolder, { recursive: true })).toHaveLength(2)
    await expect(app.pagePicture(job.id, 99, 'thumb')).rejects.toThrow(/no page 99/)
    await expect(app.pagePicture('nobody', 1, 'thumb')).rejects.toThrow(/nobody/)
  })

  it('goes with its document', async () => {
    const { app, runtime } = await openApp()
    const job = await read(app)
    await app.pagePicture(job.id, 1, 'thumb')
    await app.handlers['history.remove']({ jobIds: [job.id] })
    expect(readdirSync(runtime.previewsFolder)).toEqual([])
    expect(readdirSync(runtime.sourcesFolder)).toEqual([])
  })
})

describe('private mode', () => {
  it('keeps nothing once it is over', async () => {
    const { app, runtime } = await openApp()
    await app.handlers['settings.set']({ patch: { privateMode: true } })
    const job = await read(app)
    await app.pagePicture(job.id, 1, 'thumb')
    expect(existsSync(runtime.previewsFolder)).toBe(false)
    expect(await app.history.list()).toEqual([])
    await app.handlers['settings.set']({ patch: { privateMode: false } })
    expect(readdirSync(runtime.sourcesFolder)).toEqual([])
    await expect(app.history.job(job.id)).rejects.toThrow(/Nothing in the history/)
  })

  it('ends with the app, also where the app was killed', async () => {
    const { app, home, close } = await openApp()
    await app.handlers['settings.set']({ patch: { privateMode: true } })
    const job = await read(app)
    await close()
    const { app: again } = await openApp(home)
    await expect(again.history.job(job.id)).rejects.toThrow(/Nothing in the history/)
  })
})

it('a deletion can be undone in a later run, until the Trash is emptied', async () => {
  const { app, home, close, runtime } = await openApp()
  const job = await read(app)
  await app.handlers['history.trash']({ jobIds: [job.id] })
  expect(await app.history.list()).toEqual([])
  await app.handlers['history.restore']({ jobIds: [job.id] })
  expect(await app.history.list()).toHaveLength(1)
  await app.handlers['history.trash']({ jobIds: [job.id] })
  await close()
  const { app: later } = await openApp(home)
  expect(await later.history.list()).toEqual([])
  expect(await later.handlers['history.trashed']({ limit: 10 })).toMatchObject({ jobs: [{ id: job.id }], total: 1 })
  await later.handlers['history.restore']({ jobIds: [job.id] })
  expect(await later.history.list()).toHaveLength(1)
  await later.handlers['history.trash']({ jobIds: [job.id] })
  expect(await later.handlers['history.emptyTrash']({})).toEqual({ removed: 1 })
  expect(readdirSync(runtime.sourcesFolder)).toEqual([])
})

it('reading again with other options keeps both results', async () => {
  const { app } = await openApp()
  const job = await read(app)
  const again = await app.handlers['jobs.readAgain']({
    jobId: job.id,
    options: { ...job.options, textLayer: 'never' },
  })
  expect(again.id).not.toBe(job.id)
  expect(await app.history.list()).toHaveLength(2)
})

it('an export writes beside what is there and never over it', async () => {
  const { app } = await openApp()
  const job = await read(app)
  const folder = temporaryFolder()
  put(folder, 'sample.md', 'mine')
  const { files } = await app.handlers['history.export']({ jobIds: [job.id], formats: ['md', 'txt'], folder })
  expect(files).toEqual([join(folder, 'sample (2).md'), join(folder, 'sample (2).txt')])
  expect(readFileSync(join(folder, 'sample.md'), 'utf8')).toBe('mine')
})

it('an export is called by the rule, and may stand beside its original', async () => {
  const { app } = await openApp()
  const folder = temporaryFolder()
  const job = await read(app, put(folder, 'lease.pdf', readFileSync(fixture('sample.pdf'))))
  await app.handlers['settings.set']({ patch: { exports: { name: '{name}, {pages} pages' } } })
  const { files } = await app.handlers['history.export']({ jobIds: [job.id], formats: ['txt'], folder: null })
  expect(files).toEqual([join(folder, 'lease, 1 pages.txt')])
  await expect(app.handlers['settings.set']({ patch: { exports: { name: '{nmae}' } } })).rejects.toThrow(
    /exports\.name/,
  )
  const passing = temporaryFolder()
  const { added } = await app.addUpload({
    paths: [put(passing, 'up.pdf', readFileSync(fixture('tagged.pdf')))],
    options: (await defaults()).options,
  })
  rmSync(passing, { recursive: true })
  const upload = added[0]?.job.id ?? ''
  await app.queue.whenEnded(upload, AbortSignal.timeout(60_000))
  await expect(app.handlers['history.export']({ jobIds: [upload], formats: ['txt'], folder: null })).rejects.toThrow(
    /up\.pdf came from is not there/,
  )
})

it('some pages are exported by themselves, under a name that says so', async () => {
  const { app } = await openApp()
  const { added } = await app.handlers['jobs.add']({
    paths: [longPdf(5)],
    options: jobOptions.parse({ textLayer: 'only' }),
  })
  const id = added[0]?.job.id ?? ''
  await app.queue.whenEnded(id, AbortSignal.timeout(60_000))
  const folder = temporaryFolder()
  const some = { jobIds: [id], folder, pages: '2, 4-9' }
  const { files } = await app.handlers['history.export']({ ...some, formats: ['txt', 'pdf'] })
  expect(files).toEqual(['txt', 'pdf'].map((ending) => join(folder, `long-5, p. 2,4-9.${ending}`)))
  const text = readFileSync(files[0] ?? '', 'utf8')
  expect([...text.matchAll(/page (\d) line 1 /g)].map(([, page]) => page)).toEqual(['2', '4', '5'])
  expect((await PDFDocument.load(readFileSync(files[1] ?? ''))).getPageCount()).toBe(3)
  const refused = (pages: string) => app.handlers['history.export']({ ...some, pages, formats: ['txt'] })
  await expect(refused('7')).rejects.toThrow(/not among them/)
  await expect(refused('x')).rejects.toThrow(/given like 1-3,7/)
})

it('all readings of a document are found, the newest first', async () => {
  const { app } = await openApp()
  const job = await read(app)
  const again = await app.handlers['jobs.readAgain']({ jobId: job.id, options: { ...job.options, textLayer: 'never' } })
  await read(app, fixture('tagged.pdf'))
  const readings = await app.handlers['history.readings']({ jobId: job.id })
  expect(readings.map(({ id }) => id)).toEqual([again.id, job.id])
  expect(again.batchId).not.toBe(job.batchId)
})

it('a clean-up says what it freed, and leaves the text', async () => {
  const { app } = await openApp()
  const job = await read(app)
  await app.pagePicture(job.id, 1, 'page')
  const { sourcesBytes } = await app.handlers['history.storage']({})
  expect(sourcesBytes).toBeGreaterThan(1000)
  const { freedBytes } = await app.handlers['history.cleanUp']({ previews: true, sources: true, endedBeforeDay: null })
  expect(freedBytes).toBeGreaterThanOrEqual(sourcesBytes)
  expect((await app.history.pages(job.id))[0]?.result?.text).toMatch(/\w/)
})

it('a setting out of its bounds is refused with its name, and the others stay', async () => {
  const { app, runtime } = await openApp()
  await expect(app.handlers['settings.set']({ patch: { reading: { dpi: 5 } } })).rejects.toThrow(/^reading\.dpi: /)
  await app.handlers['settings.set']({ patch: { window: { appearance: 'dark' } } })
  const saved = JSON.parse(readFileSync(runtime.settingsFile, 'utf8'))
  expect(saved.window).toEqual({ appearance: 'dark', language: 'system' })
  expect(app.settings.window.appearance).toBe('dark')
})

it('two changes of settings at once are both kept, also where writing takes its time', async () => {
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: join(temporaryFolder(), 'home') })
  const inFile = settingsInFile(runtime.settingsFile)
  const settingsStore = {
    read: inFile.read,
    write: async (settings: Settings) => {
      await delay(20)
      inFile.write(settings)
    },
  }
  const app = await createApp({ runtime, scope: 'all', settingsStore })
  if (!app) throw new Error('the data folder is taken')
  onTestFinished(() => app.close())
  const set = app.handlers['settings.set']
  await Promise.all([set({ patch: { pagesInFlight: 2 } }), set({ patch: { window: { appearance: 'dark' } } })])
  expect(inFile.read()).toMatchObject({ pagesInFlight: 2, window: { appearance: 'dark' } })
})

it('diagnostics name no file and no word that was read', async () => {
  const { app } = await openApp()
  const secret = put(temporaryFolder(), 'salary-of-zoe.pdf', readFileSync(fixture('sample.pdf')))
  await read(app, secret)
  const report = await app.handlers['app.diagnostics']({})
  expect(report).not.toMatch(/salary|zoe/i)
  expect(JSON.parse(report).history).toMatchObject({ jobs: 1, states: { completed: 1 } })
})

it('nothing more is told of a deleted job, though its pages end', async () => {
  const { app } = await openApp()
  const told: string[] = []
  const { promise: deleted, resolve } = Promise.withResolvers<string>()
  app.queue.on('event', (event) => {
    told.push(event.type)
    if (event.type !== 'delta') return
    void app.handlers['history.trash']({ jobIds: [event.jobId] })
    resolve(event.jobId)
  })
  await app.handlers['jobs.add']({
    paths: [fixture('page.png')],
    options: { ...(await defaults()).options, pages: null },
  })
  const jobId = await deleted
  const last = told.lastIndexOf('removed')
  await expect.poll(() => app.service.page(jobId, 1)?.status, { timeout: 60_000 }).toBe('completed')
  expect(told.slice(last + 1)).toEqual([])
})

it('undo after the deletion has become final is an error, not a silence', async () => {
  const { app } = await openApp()
  const job = await read(app)
  await app.handlers['history.trash']({ jobIds: [job.id] })
  await app.handlers['history.remove']({ jobIds: [job.id] })
  await expect(app.handlers['history.restore']({ jobIds: [job.id] })).rejects.toThrow(/too late/)
})

it('a start that fails lets go of the data folder, so that the next one can have it', async () => {
  const { home, close, runtime } = await openApp()
  await close()
  const { writeFileSync } = await import('node:fs')
  writeFileSync(runtime.settingsFile, '{"pagesInFlight": 99}')
  await expect(createApp({ runtime, scope: 'all' })).rejects.toThrow(/pagesInFlight/)
  writeFileSync(runtime.settingsFile, '{}')
  await openApp(home)
})

it('what a crash left behind is swept at the next start, and what is needed stays', async () => {
  const { app, home, close, runtime } = await openApp()
  await read(app)
  await close()
  mkdirSync(runtime.uploadsFolder, { recursive: true })
  put(runtime.uploadsFolder, 'half.png', 'x')
  put(runtime.sourcesFolder, 'nobodys.pdf', 'x')
  const { db } = openForWriting(runtime.databaseFile)
  db.prepare(`UPDATE upkeep SET value = 0 WHERE key = 'clean_end'`).run()
  db.close()
  await openApp(home)
  expect(existsSync(runtime.uploadsFolder)).toBe(false)
  await vi.waitFor(() => expect(readdirSync(runtime.sourcesFolder)).not.toContain('nobodys.pdf'))
  expect(readdirSync(runtime.sourcesFolder)).toHaveLength(1)
})

it('a clean-up keeps the only copy of what came as an upload', async () => {
  const { app, runtime } = await openApp()
  mkdirSync(join(runtime.uploadsFolder, 'u-1'), { recursive: true })
  const path = put(join(runtime.uploadsFolder, 'u-1'), 'up.pdf', readFileSync(fixture('sample.pdf')))
  const { added } = await app.addUpload({ paths: [path], options: (await defaults()).options })
  await app.queue.whenEnded(added[0]?.job.id ?? '', AbortSignal.timeout(60_000))
  rmSync(join(runtime.uploadsFolder, 'u-1'), { recursive: true })
  await app.handlers['history.cleanUp']({ previews: true, sources: true, endedBeforeDay: null })
  expect(readdirSync(runtime.sourcesFolder)).toHaveLength(1)
})

it('a clean-up keeps the sources of favourites', async () => {
  const { app, runtime } = await openApp()
  const job = await read(app)
  await app.handlers['history.setFavourite']({ jobIds: [job.id], favourite: true })
  await app.handlers['history.cleanUp']({ previews: true, sources: true, endedBeforeDay: null })
  expect(readdirSync(runtime.sourcesFolder)).toHaveLength(1)
})

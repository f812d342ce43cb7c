/** What the log of the main process holds, and what it never does. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { hasEnded } from '../src-preload/model.ts'
import { fixture, put, temporaryFolder } from '../test/support/folders.ts'
import { makePdf } from '../test/support/make-pdf.ts'
import { createApp } from './app/create-app.ts'
import { lastErrors } from './app/diagnostics.ts'
import { resolveRuntime } from './app/runtime.ts'
import { InkleafError } from './errors.ts'
import { describeError, log } from './log.ts'

async function openApp() {
  const home = join(temporaryFolder(), 'home')
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: home })
  const app = await createApp({ runtime, scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  let open = true
  const close = async () => {
    if (open) await app.close()
    open = false
  }
  onTestFinished(close)
  const lines = () =>
    readFileSync(join(runtime.logsFolder, 'main.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  return { app, runtime, close, lines }
}

it('has the start and the end, what failed with its stack, and no word, password or token', async () => {
  const { app, runtime, close, lines } = await openApp()
  await app.handlers['settings.set']({ patch: { api: { token: 'a-token-of-sixteen' } } })
  const damaged = put(temporaryFolder(), 'broken.pdf', `%PDF-1.7\n${'xylophone '.repeat(50)}`)
  const good = put(temporaryFolder(), 'good.pdf', makePdf([{ lines: ['Glockenspiel in the text of a page'] }]))
  const add = (path: string, password: string | null = null) =>
    app.queue.add({ paths: [path], options: { textLayer: 'only', password } })
  const { added } = await app.queue.add({ paths: [damaged, good], options: { textLayer: 'only' } })
  await add(fixture('encrypted.pdf'), 'open-sesame')
  for (const { job } of added) await app.queue.whenEnded(job.id, AbortSignal.timeout(60_000))
  expect(hasEnded((await app.history.job(added[0]?.job.id ?? '')).state)).toBe(true)
  await app.handlers['pages.edit']({
    jobId: 'x',
    page: 1,
    edits: [{ blockId: 'b1', text: 'balalaika' }],
    checked: [],
  }).catch(() => {})
  await close()
  const said = lines()
  expect(said.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['started', 'a file was not opened', 'ending']))
  const failure = said.find(({ msg }) => msg === 'a file was not opened')
  expect(failure.err).toMatchObject({ code: 'damaged_pdf', kind: 'input', stack: expect.stringMatching(/^\s+at /) })
  const files = readdirSync(runtime.logsFolder).map((name) => join(runtime.logsFolder, name))
  for (const file of files) {
    expect(readFileSync(file, 'utf8')).not.toMatch(/xylophone|glockenspiel|balalaika|sesame|a-token-of/i)
    expect(statSync(file).mode & 0o077).toBe(0)
  }
})

it('tells of an error what it was caused by, and not what a parser could not parse', () => {
  const parser = (() => {
    try {
      return JSON.parse('a secret')
    } catch (caught) {
      return caught
    }
  })()
  const described = describeError(new InkleafError('x', 'defect', 'It failed.', { cause: parser }))
  expect(described).toMatchObject({ code: 'x', message: 'It failed.', cause: { name: 'SyntaxError' } })
  expect(JSON.stringify(described)).not.toContain('secret')
})

it('shows its last errors to the doctor and in the diagnostics, without the names of files', async () => {
  const { app, runtime, close } = await openApp()
  log.error({ err: new InkleafError('odd', 'defect', 'It failed on /home/someone/taxes.pdf.') }, 'something happened')
  log.warn('only a warning')
  await app.handlers['settings.set']({ patch: { pagesInFlight: 2 } })
  await expect.poll(() => lastErrors(runtime)).toHaveLength(1)
  expect((await lastErrors(runtime))[0]).toMatch(/something happened \| odd \| It failed/)
  const report = JSON.parse(await app.handlers['app.diagnostics']({}))
  expect(report.lastErrors).toHaveLength(1)
  expect(JSON.stringify(report)).not.toContain('taxes')
  await close()
})

/** The vision model as its users have it: the real core and queue, and a process of its own with a tiny real checkpoint. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { type JobOptions, jobOptions, type PageView } from '../../../src-preload/model.ts'
import { fixture, freshCopy, temporaryFolder } from '../../../test/support/folders.ts'
import { LATEX, mixedPage, PARAGRAPH, ROWS } from '../../../test/support/mixed-page.ts'
import { tinyModel } from '../../../test/support/vlm/server.ts'
import { type App, createApp } from '../../app/create-app.ts'
import { resolveRuntime } from '../../app/runtime.ts'

async function open(model: string | null, vlm: object = {}) {
  const home = join(temporaryFolder(), 'home')
  const app = await createApp({ runtime: resolveRuntime({ ...process.env, INKLEAF_HOME: home }), scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  onTestFinished(() => app.close())
  await app.handlers['settings.set']({ patch: { vlm: { ...app.settings.vlm, wholePages: true, ...vlm } } })
  if (model) await app.handlers['models.useFolder']({ folder: model })
  return { app, home, read: (path: string, options: Partial<JobOptions> = {}) => read(app, path, options) }
}

async function read(app: App, path: string, options: Partial<JobOptions>): Promise<PageView[]> {
  const whole = jobOptions.parse({ engine: 'vlm', mode: 'markdown', textLayer: 'never', ...options })
  const { added, refused } = await app.handlers['jobs.add']({ paths: [path], options: whole })
  const id = added[0]?.job.id
  if (id === undefined) throw new Error(refused[0]?.message)
  await app.queue.whenEnded(id, AbortSignal.timeout(100_000))
  return app.history.pages(id)
}

let fast: Promise<string> | null = null
/** What the fast engine makes of the page, which is a script for models. */
function pageMarkdown(): Promise<string> {
  fast ??= open(null).then(async ({ read: readWith }) => {
    const [page] = await readWith(fixture('page.png'), { engine: 'local' })
    return page?.result?.markdown ?? ''
  })
  return fast
}

const viewOf = (app: App) => app.engines().find(({ id }) => id === 'vlm')
const codes = (page: PageView | undefined) => page?.result?.warnings.map(({ code }) => code) ?? []
const children = () =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && process.pid === Number(statOf(pid).split(') ')[1]?.split(' ')[1])
    } catch {
      return false
    }
  })
function statOf(pid: string): string {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
}

it('reads a page after the fast engine, in a process of its own that is gone when it is idle', async () => {
  const markdown = await pageMarkdown()
  const { app, read: readWith } = await open(tinyModel(markdown), { idleMinutes: 0.02 })
  expect(viewOf(app)).toMatchObject({ kind: 'vlm', state: 'stopped', host: null })
  const streamed: string[] = []
  app.onEvent((event) => event.type === 'delta' && streamed.push(event.text))
  const [page] = await readWith(fixture('page.png'))
  expect(page?.result).toMatchObject({ engine: 'vlm', markdown, reading: { beside: { unseen: 0, leftOut: 0 } } })
  const { model = 0, detect = 0, recognize = 0, total = 0 } = page?.result?.timingsMs ?? {}
  expect(model).toBeGreaterThan(0)
  expect(total).toBeGreaterThanOrEqual(model + detect + recognize)
  expect(streamed.join('')).toBe(markdown)
  expect(page?.result?.blocks.every(({ lines }) => lines.every(({ quad }) => quad !== null))).toBe(true)
  expect(viewOf(app)?.state).toBe('ready')
  const before = children().length
  for (let n = 0; n < 100 && viewOf(app)?.state === 'ready'; n++) await delay(100)
  expect(viewOf(app)?.state).toBe('stopped')
  expect(children().length).toBe(before - 1)
  // It comes back by itself.
  expect((await readWith(freshCopy('page.png')))[0]?.result?.engine).toBe('vlm')
})

it('four pages at a time are each read as alone, and a drawn page is read as well', async () => {
  const markdown = await pageMarkdown()
  const { read: readWith } = await open(tinyModel(markdown), { pagesAtOnce: 4 })
  const pages = await Promise.all(Array.from({ length: 4 }, () => readWith(freshCopy('page.png'))))
  expect(pages.map(([page]) => page?.result?.markdown)).toEqual(Array(4).fill(markdown))
  const scan = await readWith(fixture('scan.pdf'), { pages: '1' })
  // The model says the other page's text: this one keeps what it was read as.
  expect(codes(scan[0])).toContain('other_page')
})

it('text that goes round in circles is cut in the process, too: it has room for others at once', async () => {
  const markdown = await pageMarkdown()
  const line = 'And so it goes on and on for ever and a day.\n\n'
  const script = `${markdown}\n\n${line}`
  // Back to the piece with which the line begins: pieces are of four characters and none is there twice.
  const model = tinyModel(script, pieceOf(script, script.length - line.length))
  const { app, read: readWith } = await open(model)
  const startedAt = Date.now()
  const [page] = await readWith(fixture('page.png'))
  expect(codes(page)).toContain('answer_looped')
  expect(page?.result?.text.match(/goes on and on/g)).toHaveLength(1)
  expect(Date.now() - startedAt).toBeLessThan(60_000)
  expect(viewOf(app)).toMatchObject({ state: 'ready', restarts: 0 })
})

it('a model that may not be loaded costs each page a line, and no start of a process but the first', async () => {
  const good = tinyModel('x')
  const bad = join(temporaryFolder(), 'bad')
  cpSync(good, bad, { recursive: true })
  writeFileSync(join(bad, 'modeling.py'), 'raise SystemExit')
  const { app, read: readWith } = await open(bad)
  const [page] = await readWith(freshCopy('page.png'))
  expect(codes(page)).toEqual(expect.arrayContaining(['model_refused', 'read_alone']))
  expect(page?.result?.engine).toBe('ppocr')
  await expect(readWith(freshCopy('page.png'))).rejects.toThrow(/neither weights nor words/)
  // Another one is another matter.
  await app.handlers['models.useFolder']({ folder: tinyModel(await pageMarkdown()) })
  expect((await readWith(freshCopy('page.png')))[0]?.result?.engine).toBe('vlm')
})

it('without a model, or with one that went away, it says what to do', async () => {
  const { app, read: readWith } = await open(null)
  expect(viewOf(app)?.state).toBe(process.platform === 'darwin' ? 'needs_model' : 'only_mac')
  await expect(readWith(fixture('page.png'))).rejects.toThrow(/npm run models/)
  const model = tinyModel('x')
  await app.handlers['models.useFolder']({ folder: model })
  expect(viewOf(app)?.state).toBe('stopped')
  rmSync(model, { recursive: true })
  await expect(readWith(fixture('page.png'))).rejects.toThrow(/npm run models/)
})

it('a process that is killed in the middle of a page is started again, and the page is read', async () => {
  const markdown = await pageMarkdown()
  const { app, read: readWith } = await open(tinyModel(`${markdown}\n`))
  let kills = 0
  app.onEvent((event) => {
    if (event.type === 'delta' && kills++ === 0) {
      const pid = children().find((one) => commandOf(one).includes('vlm'))
      if (pid) process.kill(Number(pid), 'SIGKILL')
    }
  })
  const [page] = await readWith(fixture('page.png'))
  expect(page?.result).toMatchObject({ engine: 'vlm', markdown })
  expect(page?.attempts).toBe(1)
})

it('a model of single blocks is shown those of the layout, tables and formulas by prompts of their own', async () => {
  const table = `<table>${ROWS.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`
  const model = tinyModel(PARAGRAPH.join('\n'), undefined, { table, formula: `$$${LATEX}$$` })
  const { app, read: readWith } = await open(model, { wholePages: false })
  const streamed: string[] = []
  app.onEvent((event) => event.type === 'delta' && streamed.push(event.text))
  const [page] = await readWith(mixedPage())
  const { result } = page ?? {}
  expect(result).toMatchObject({ engine: 'vlm', reading: { beside: { unseen: 0, leftOut: 0 } } })
  expect(result?.warnings).toEqual([])
  expect(result?.blocks.map(({ type, text }) => [type, text])).toEqual([
    ['table', ROWS.map((row) => row.join('\t')).join('\n')],
    ['formula', LATEX],
    ['text', PARAGRAPH.join(' ')],
  ])
  expect(result?.markdown).toContain(`$$\n${LATEX}\n$$`)
  expect(result?.blocks.every(({ lines }) => lines.length > 0 && lines.every(({ quad }) => quad !== null))).toBe(true)
  // One after the other, whatever is made first.
  expect(streamed.join('').trim()).toBe(`${table}\n\n$$${LATEX}$$\n\n${PARAGRAPH.join('\n')}`)
})

function commandOf(pid: string): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
}

function pieceOf(script: string, at: number): number {
  const used = new Set<string>()
  let [start, count] = [0, 0]
  while (start < script.length && start < at) {
    let end = Math.min(script.length, start + 4)
    while (used.has(script.slice(start, end)) && end < script.length) end++
    used.add(script.slice(start, end))
    start = end
    count++
  }
  return count
}

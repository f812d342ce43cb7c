/** The window's figures, in real Chromium: on the desktop with Electron's stand-in, and served to a browser. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { openReader } from '../../src-main/history/reader.ts'
import { fillHistory } from '../support/fill-history.ts'
import { makePdf } from '../support/make-pdf.ts'
import { dropFiles, type Kind, type OpenOptions, openIn, type TestWindow, until } from '../support/open-window.ts'
import { median, percentile } from './bench-app.ts'
import { jobName, PAGES_A_JOB, pageTexts } from './search.ts'

const LAUNCHES = 5
const SHOWN = 12
const HEAP_AFTER = [5, 50, 100]
const TYPED = ['invoice', 'common', 'word42', '发票', 'cafe', 'rare77', 'value added', 'report-3']

const scratch = mkdtempSync(join(tmpdir(), 'inkleaf-window-'))
let homes = 0

function newHome(settings: object = {}): string {
  const home = join(scratch, `home${homes++}`)
  mkdirSync(home)
  writeFileSync(join(home, 'settings.json'), JSON.stringify(settings))
  return home
}

async function withWindow<T>(options: OpenOptions, use: (window: TestWindow) => Promise<T>): Promise<T> {
  const window = await openIn(mkdtempSync(join(scratch, 'w-')), options)
  try {
    return await use(window)
  } finally {
    await window.kill()
  }
}

const line = (what: string, times: number[], unit = 'ms') =>
  console.log(
    `  ${what}: median ${median(times).toFixed(0)} ${unit}, p95 ${percentile(times, 0.95).toFixed(0)} ${unit}, worst ${Math.max(...times).toFixed(0)} ${unit} (${times.length})`,
  )

export async function windowBench(pages: number): Promise<void> {
  const many = newHome()
  fillHistory(many, { jobs: 10_000, pages: 1 })
  const large = newHome()
  fillHistory(large, { jobs: pages / PAGES_A_JOB, pages: PAGES_A_JOB, text: pageTexts(), name: jobName })
  const long = newHome()
  fillHistory(long, { jobs: 2, pages: 1000 })
  const hundred = newHome()
  fillHistory(hundred, { jobs: 101, pages: 200 })
  for (const kind of ['stand-in', 'browser'] as const) {
    console.log(`${kind}:`)
    await launch(kind, many)
    await fromResultToPixels(kind)
    await typing(kind, large, pages)
    await scrolling(kind, long)
    await heap(kind, hundred)
  }
  rmSync(scratch, { recursive: true })
}

/** From the start of the process until the queue can be used, with the history shown at once after it. */
async function launch(kind: Kind, home: string): Promise<void> {
  const times: number[] = []
  for (let n = 0; n < LAUNCHES; n++)
    await withWindow({ kind, home }, async (window) => {
      times.push(window.interactiveMs)
      // Node writes down what it has compiled when it ends by itself.
      await window.quit()
    })
  line('launch until interactive, 10,000 jobs in the history', times)
}

/** The time of a page's checkpoint in the database against the time at which its text was painted. */
async function fromResultToPixels(kind: Kind): Promise<void> {
  const home = newHome({ reading: { textLayer: 'never' } })
  const times = await withWindow({ kind, home }, async ({ page }) => {
    await page.evaluate(`{
      window.painted = {}
      new MutationObserver(() => {
        const text = document.querySelector('.text-leaf .doc-block')?.textContent ?? ''
        const found = /picture (\\d+) of/.exec(text)
        if (!found || window.painted[found[1]]) return
        window.painted[found[1]] = -1
        requestAnimationFrame(() => setTimeout(() => (window.painted[found[1]] = Date.now())))
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    }`)
    for (let n = 1; n <= SHOWN; n++) {
      const path = join(scratch, `picture-${kind}-${n}.pdf`)
      writeFileSync(path, makePdf([{ lines: [`picture ${n} of the bench`, 'and a second line'] }]))
      await dropFiles(page, [path])
      await until(() => page.evaluate<boolean>(`window.painted[${n}] > 0`))
    }
    const painted = await page.evaluate<Record<string, number>>('window.painted')
    const reader = openReader(join(home, 'history.db'))
    const stored = new Map(
      reader.list().map((job) => [Number(/-(\d+)\.pdf/.exec(job.name)?.[1]), Date.parse(job.endedAt ?? '')]),
    )
    reader.close()
    return Object.entries(painted).map(([n, time]) => time - (stored.get(Number(n)) ?? 0))
  })
  line('from a page’s result to its pixels', times)
}

/** From each key to the painted list of what it finds. */
async function typing(kind: Kind, home: string, pages: number): Promise<void> {
  const times = await withWindow({ kind, home }, async ({ page }) => {
    await page.getByRole('tab', { name: 'History' }).click()
    await page.getByRole('searchbox').focus()
    await page.evaluate(`{
      window.keys = []
      let since = 0
      document.addEventListener('input', () => (since = performance.now()), true)
      window.answered = (words) => new Promise((done) => {
        const look = () => {
          const list = document.querySelector('[data-words]')
          if (list?.getAttribute('data-words') !== words) return setTimeout(look, 2)
          requestAnimationFrame(() => setTimeout(() => { window.keys.push(performance.now() - since); done() }))
        }
        look()
      })
    }`)
    for (const words of TYPED) {
      await page.getByRole('searchbox').fill('')
      for (let at = 1; at <= words.length; at++) {
        await page.keyboard.insertText(words[at - 1] ?? '')
        await page.evaluate(`window.answered(${JSON.stringify(words.slice(0, at).trim())})`)
      }
    }
    return page.evaluate<number[]>('window.keys')
  })
  line(`typing in the search over ${pages} pages`, times)
}

async function openNth(page: Page, name: string): Promise<void> {
  await page.getByRole('searchbox').fill(`"${name.replace('.pdf', '')}"`)
  await page.getByRole('option').first().click()
  await page.locator('.text-leaf .doc-block').first().waitFor()
}

async function scrolling(kind: Kind, home: string): Promise<void> {
  const times = await withWindow({ kind, home }, async ({ page }) => {
    await page.getByRole('tab', { name: 'History' }).click()
    await openNth(page, 'document 1.pdf')
    await page.evaluate(`{
      window.frames = []
      let last = performance.now()
      const frame = (now) => { window.frames.push(now - last); last = now; requestAnimationFrame(frame) }
      requestAnimationFrame(frame)
    }`)
    await page.locator('.pane-texts').hover()
    for (let n = 0; n < 200; n++) {
      await page.mouse.wheel(0, 700)
      await page.waitForTimeout(16)
    }
    return (await page.evaluate<number[]>('window.frames')).slice(2)
  })
  line('frames while scrolling through 1,000 pages', times)
}

async function heap(kind: Kind, home: string): Promise<void> {
  const sizes = await withWindow({ kind, home }, async ({ page }) => {
    await page.getByRole('tab', { name: 'History' }).click()
    const cdp = await page.context().newCDPSession(page)
    const used = async () => {
      await cdp.send('HeapProfiler.collectGarbage')
      return (await cdp.send('Runtime.getHeapUsage')).usedSize / 1e6
    }
    const after: number[] = []
    for (let n = 1; n <= Math.max(...HEAP_AFTER); n++) {
      await openNth(page, `document ${n}.pdf`)
      await page.locator('.pane-texts').hover()
      await page.mouse.wheel(0, 3000)
      if (HEAP_AFTER.includes(n)) after.push(await used())
    }
    return after
  })
  const [first = 0] = sizes
  const figures = sizes.map(
    (size, n) => `${HEAP_AFTER[n]}: ${size.toFixed(1)} (+${((size / first - 1) * 100).toFixed(0)}%)`,
  )
  console.log(`  heap in MB after so many documents: ${figures.join(', ')}`)
}

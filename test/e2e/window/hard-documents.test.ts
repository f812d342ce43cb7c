/** Documents that are hard to show: words that must not be broken, huge tables and words, writing from the right. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import type { PageResult } from '../../../src-preload/model.ts'
import { fillHistory, pageOf } from '../../support/fill-history.ts'
import { temporaryFolder } from '../../support/folders.ts'
import { openWindow, until } from '../../support/window.ts'
import { jobRow, openedPage, pagePicture } from '../../support/window-parts.ts'

function home(fill: Parameters<typeof fillHistory>[1]): string {
  const folder = join(temporaryFolder(), 'home')
  mkdirSync(folder)
  writeFileSync(join(folder, 'settings.json'), '{}')
  fillHistory(folder, fill)
  return folder
}

/** The same words each time: of letters, figures and strokes, some with a hyphen, in four languages. */
function* words(seed: number): Generator<string> {
  const parts = [
    'A-117',
    '252.0/0',
    'Rindfleischetikettierungsgesetz',
    'the',
    'well-known',
    '3/4',
    'naïve',
    '2026-03-14',
    'écrit',
    '12,480.50',
    'of',
    'Donaudampfschiff',
    'x',
    'data',
    'keepers',
  ]
  for (let state = seed; ; ) {
    state = (state * 1103515245 + 12345) % 2147483648
    yield parts[state % parts.length] ?? ''
  }
}

function withTable(
  page: number,
  rows: number,
  columns: number,
  text: (row: number, column: number) => string,
): PageResult {
  const cells = Array.from({ length: rows * columns }, (_, n) => {
    const [row, column] = [Math.floor(n / columns), n % columns]
    return { row, column, rowSpan: 1, columnSpan: 1, text: text(row, column), lines: [] }
  })
  const result = pageOf(page, cells.map((cell) => cell.text).join('\n'))
  const [block] = result.blocks
  if (block) Object.assign(block, { type: 'table', text: cells.map((cell) => cell.text).join('\t') })
  return { ...result, tables: [{ blockId: 'b1', rows, columns, cells }] }
}

async function open(page: Page, name: string): Promise<void> {
  await jobRow(page, name).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await openedPage(page, 1).locator('.doc-block').first().waitFor()
}

/** Words of the texts in sight that stand on two lines though there was room for them on one. */
const broken = (page: Page) =>
  page.evaluate<string[]>(`(() => {
    const found = []
    for (const block of document.querySelectorAll('.pane-texts .doc-block')) {
      const room = block.getBoundingClientRect().width - 60
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const match of node.data.matchAll(/[^\\s\\u3000-\\u9fff]+/g)) {
          // A browser may break a word of running text behind its hyphen; a cell's words stay whole.
          const range = document.createRange()
          range.setStart(node, match.index)
          range.setEnd(node, match.index + match[0].length)
          const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)))
          const width = [...range.getClientRects()].reduce((sum, box) => sum + box.width, 0)
          const inCell = node.parentElement.closest('td, th')
          if (lines.size > 1 && width < room && (inCell || !/[-\\/]/.test(match[0]))) found.push(match[0])
        }
      }
    }
    return found
  })()`)

describe('in the window', () => {
  it('no word is broken that fits the column, in 50 documents at three widths', async () => {
    const folder = home({
      jobs: 50,
      pages: 1,
      result: (job, page) => {
        const word = words(job + 1)
        const next = () => word.next().value as string
        if (job % 2 === 0) return withTable(page, 6, 3 + (job % 5), next)
        return pageOf(page, Array.from({ length: 12 }, () => Array.from({ length: 11 }, next).join(' ')).join('\n'))
      },
    })
    const { page } = await openWindow({ kind: 'browser', home: folder })
    await page.getByRole('tab', { name: 'History' }).click()
    // The newest stands first.
    await jobRow(page, 'document 49.pdf').click()
    for (let job = 49; job >= 0; job--) {
      await page.getByRole('heading', { level: 1, name: `document ${job}.pdf`, exact: true }).waitFor()
      await openedPage(page, 1).locator('.doc-block').first().waitFor()
      for (const width of [1440, 1100, 760]) {
        await page.setViewportSize({ width, height: 840 })
        expect(await broken(page), `document ${job} at ${width} px`).toEqual([])
      }
      await page.locator('.history-row[data-selected]').press('ArrowDown')
    }
  }, 300_000)

  it('a table of 200 columns, a word of 3,000 letters, Arabic and a picture of a pixel are shown, and keep the rest whole', async () => {
    const long = 'Donau'.repeat(600)
    const arabic = 'هذا نص عربي من اليمين إلى اليسار'
    const pages: PageResult[] = [
      withTable(1, 4, 200, (row, column) => `r${row}c${column}`),
      pageOf(2, `before ${long} after`),
      pageOf(3, arabic),
      { ...pageOf(4, 'a page of one pixel'), widthPx: 1, heightPx: 1 },
    ]
    const folder = home({ jobs: 1, pages: 4, result: (_, page) => pages[page - 1] as PageResult })
    const { page } = await openWindow({ kind: 'browser', home: folder })
    await page.getByRole('tab', { name: 'History' }).click()
    await open(page, 'document 0.pdf')
    await openedPage(page, 1).getByRole('cell', { name: 'r3c199', exact: true }).scrollIntoViewIfNeeded()
    // The table scrolls by itself: the window doesn't.
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    const wide =
      'Math.max(...[...document.querySelectorAll(".pane-texts .leaf")].map((leaf) => leaf.scrollWidth - leaf.clientWidth))'
    for (const number of [2, 3, 4]) {
      await page.keyboard.press('Alt+ArrowDown')
      await page.getByText(`Page ${number} of 4`, { exact: true }).waitFor()
      await openedPage(page, number).locator('.doc-block').first().waitFor()
      expect(await page.evaluate<number>(wide)).toBeLessThan(2)
    }
    const direction = openedPage(page, 3).locator('.doc-block').first()
    expect(await direction.evaluate((block) => block.matches(':dir(rtl)'))).toBe(true)
    await until(async () => ((await pagePicture(page, 4).boundingBox())?.height ?? 0) > 10)
    // The editor of so wide a table opens, too.
    await page.getByText('Page 4 of 4', { exact: true }).click()
    await page.getByLabel('Go to page').fill('1')
    await page.keyboard.press('Enter')
    await openedPage(page, 1).locator('.doc-block:has(table)').dblclick()
    await until(async () => (await openedPage(page, 1).locator('.cell').count()) === 800)
    await openedPage(page, 1).locator('.cell').first().fill('corner')
    await page.getByRole('button', { name: 'Save' }).click()
    await openedPage(page, 1).getByRole('cell', { name: 'corner' }).waitFor()
  })

  it('two windows that edit the same block: the later one is told, and loses nothing that it typed', async () => {
    const folder = home({ jobs: 1, pages: 1 })
    const { page } = await openWindow({ kind: 'browser', home: folder })
    // The cookie lets the same browser open a second one.
    const second = await page.context().newPage()
    await second.goto(page.url())
    for (const one of [page, second]) {
      // A tab in the background draws no frames, which pressing waits for.
      await one.bringToFront()
      await one.getByRole('tab', { name: 'History' }).click()
      await open(one, 'document 0.pdf')
      await openedPage(one, 1).locator('.doc-block').first().dblclick()
    }
    await page.bringToFront()
    await page.getByLabel('Text of this block').fill('first')
    await page.keyboard.press('Control+Enter')
    await openedPage(page, 1).locator('.doc-block', { hasText: 'first' }).waitFor()
    await second.bringToFront()
    await second.getByLabel('Text of this block').fill('second')
    await second.keyboard.press('Control+Enter')
    await second.getByText(/changed in another window/).waitFor()
    expect(await second.getByLabel('Text of this block').inputValue()).toBe('second')
    expect(await openedPage(page, 1).locator('.doc-block').first().textContent()).toContain('first')
    // Having seen that, it may write over it.
    await second.getByText('Changed meanwhile to').waitFor({ state: 'detached' })
    await second.keyboard.press('Control+Enter')
    await page.bringToFront()
    await openedPage(page, 1).locator('.doc-block', { hasText: 'second' }).waitFor()
  })
})

/** The two panes of a document: each with its scroll, kept in step, and holding their place whatever the window does. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { fillHistory } from '../../support/fill-history.ts'
import { fixture, temporaryFolder } from '../../support/folders.ts'
import { kinds, openWindow, sharedWindow, until } from '../../support/window.ts'
import { jobRow, openedPage, pagePicture, settled, waitState } from '../../support/window-parts.ts'

const WORDS = 'the height of the sea, written down twice a day by the keepers of the light'
const LINES = 90
/** The view is the same in all of them. */
const CHANGES = { 'stand-in': 200, browser: 30, electron: 30 }

/** A document of 40 pages, each with more text than its picture has room for. */
async function openLong(kind: (typeof kinds)[number]) {
  const home = join(temporaryFolder(), 'home')
  mkdirSync(home)
  writeFileSync(join(home, 'settings.json'), '{}')
  const text = (_: number, page: number) => Array.from({ length: LINES }, (_, n) => `${page}.${n} ${WORDS}`).join('\n')
  fillHistory(home, { jobs: 1, pages: 40, text })
  const opened = await openWindow({ kind, home })
  await opened.page.getByRole('tab', { name: 'History' }).click()
  await jobRow(opened.page, 'document 0.pdf').click()
  await opened.page.getByRole('radio', { name: 'Lines' }).click()
  await openedPage(opened.page, 1).getByText('1.89 the height').waitFor()
  return opened.page
}

async function goToPage(page: Page, number: number) {
  const pages = page.getByRole('navigation', { name: 'Pages' })
  const thumbnail = pages.getByRole('button', { name: new RegExp(`^${number} `) })
  await pages.hover()
  await until(async () => (await thumbnail.count()) > 0 || (await page.mouse.wheel(0, 300)))
  await thumbnail.click()
  await page.getByText(`Page ${number} of 40`, { exact: true }).waitFor()
}

/** How far the nearest pages of a pane lie over each other, px: 0 where none does. */
const overlap = (page: Page) =>
  page.evaluate<number>(`Math.max(0, ...['.pane-texts', '.pane-pictures'].flatMap((pane) => {
    const boxes = [...document.querySelectorAll(pane + ' .leaf')].map((leaf) => leaf.getBoundingClientRect())
    return boxes.slice(1).map((box, at) => boxes[at].bottom - box.top)
  }))`)

/** Of each pane that is shown: how far the page's top is below the pane's, px. */
const tops = (page: Page, number: number) =>
  page.evaluate<number[]>(`[...document.querySelectorAll('.pane')].map((pane) => {
    const leaf = pane.querySelector('.leaf[data-page="${number}"]')
    return leaf ? leaf.getBoundingClientRect().top - pane.getBoundingClientRect().top : NaN
  })`)

/** Random, and the same each time. */
function dice(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
}

describe.each(kinds)('two panes of long pages (%s)', (kind) => {
  it('hold page 30 through many changes of size, zoom, turn and view, and nothing lies over anything', async () => {
    const page = await openLong(kind)
    await goToPage(page, 30)
    await openedPage(page, 30).getByText('30.0 the height').waitFor()
    const roll = dice(7)
    const changes: (() => Promise<unknown>)[] = [
      () => page.setViewportSize({ width: 700 + roll(900), height: 600 + roll(400) }),
      () => page.keyboard.press('Control+='),
      () => page.keyboard.press('Control+-'),
      () => page.keyboard.press('Control+r'),
      () => page.getByRole('button', { name: 'Show thumbnails' }).click(),
      () => page.getByRole('radio', { name: ['Document', 'Lines', 'Markdown'][roll(3)] ?? '', exact: true }).click(),
    ]
    for (let n = 0; n < CHANGES[kind]; n++) {
      await changes[roll(changes.length)]?.()
      // As it is painted, not after some time.
      if (n % 10 !== 9) continue
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
      expect(await overlap(page), `after ${n + 1} changes`).toBeLessThan(1)
      await page.getByText('Page 30 of 40', { exact: true }).waitFor()
    }
    // At the top of both panes, where it was put: 12 px are around a page.
    await until(async () => (await tops(page, 30)).every((top) => Math.abs(top) < 13))
  }, 300_000)

  it('follow each other by block, both ways', async () => {
    const page = await openLong(kind)
    await goToPage(page, 10)
    await until(async () => (await tops(page, 10)).every((top) => Math.abs(top) < 13))
    await page.locator('.pane-texts').hover()
    await page.mouse.wheel(0, 700)
    const heightOf = (what: string) =>
      page.evaluate<number>(`(document.querySelector(${JSON.stringify(what)})?.getBoundingClientRect().top ?? NaN)`)
    // Both panes show the page at the same part of it.
    const parts = () =>
      page.evaluate<number[]>(`[...document.querySelectorAll('.pane')].map((pane) => {
        const leaf = pane.querySelector('.leaf[data-page="10"]')
        if (!leaf) return NaN
        const [outer, inner] = [pane.getBoundingClientRect(), leaf.getBoundingClientRect()]
        return (outer.top + 0.3 * outer.height - inner.top) / inner.height
      })`)
    const inStep = async () => {
      const [picture = Number.NaN, text = Number.NaN] = await parts()
      return Math.abs(picture - text) < 0.1
    }
    await until(async () => ((await parts())[1] ?? 0) > 0.2 && (await inStep()))
    await page.locator('.pane-pictures').hover()
    const before = await heightOf('.pane-texts .leaf[data-page="10"]')
    await page.mouse.wheel(0, 150)
    await until(async () => (await heightOf('.pane-texts .leaf[data-page="10"]')) < before - 100 && (await inStep()))
  })

  it('stay where they are after a reload', async () => {
    const page = await openLong(kind)
    await goToPage(page, 30)
    if (kind !== 'browser') return
    await page.reload()
    await page.getByText('Page 30 of 40', { exact: true }).waitFor()
    await openedPage(page, 30).locator('.line').first().waitFor()
    await until(async () => (await tops(page, 30)).every((top) => Math.abs(top) < 13))
  })
})

describe.each(kinds)('pictures and texts (%s)', (kind) => {
  const shared = sharedWindow({ kind, files: [fixture('sample.pdf')], settings: {} })
  const openSample = async () => {
    const { page } = shared()
    await waitState(page, 'sample.pdf', 'Done')
    await jobRow(page, 'sample.pdf').click()
    await openedPage(page, 1).locator('.doc-block').first().waitFor()
    return page
  }

  it('are shown alone or both, and what parts them can be moved', async () => {
    const page = await openSample()
    const [pictures, texts] = [page.locator('.pane-pictures'), page.locator('.pane-texts')]
    const widths = async () => [(await pictures.boundingBox())?.width ?? 0, (await texts.boundingBox())?.width ?? 0]
    const [, both = 0] = await widths()
    await page.getByRole('radio', { name: 'Text only' }).click()
    await pictures.waitFor({ state: 'detached' })
    await until(async () => ((await texts.boundingBox())?.width ?? 0) > 1.3 * both)
    await page.getByRole('radio', { name: 'Picture only' }).click()
    await texts.waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: 'Picture and text' }).click()
    const divider = page.getByRole('separator', { name: 'Between picture and text' })
    const place = await settled(divider)
    await page.mouse.move(place.x + place.width / 2, place.y + 200)
    await page.mouse.down()
    await page.mouse.move(place.x + place.width / 2 - 150, place.y + 200, { steps: 4 })
    await page.mouse.up()
    await until(async () => {
      const [picture = 0, text = 0] = await widths()
      return text > picture + 250
    })
    await divider.press('ArrowRight')
    await divider.dblclick()
    await until(async () => {
      const [picture = 0, text = 0] = await widths()
      return Math.abs(text - picture) < 4
    })
  })

  it('lie one below the other in a narrow window', async () => {
    const page = await openSample()
    await page.setViewportSize({ width: 760, height: 840 })
    await until(async () => {
      const [picture, text] = [await pagePicture(page, 1).boundingBox(), await openedPage(page, 1).boundingBox()]
      return picture && text && text.y > picture.y + 100
    })
    await page.setViewportSize({ width: 1280, height: 840 })
  })

  it('a word that is pressed on the picture brings its block into sight, and the picture stays where it is', async () => {
    const page = await openSample()
    await page.setViewportSize({ width: 1280, height: 500 })
    const word = pagePicture(page, 1)
      .locator('.word', { hasText: 'Schließlich' })
      .or(pagePicture(page, 1).locator('.word', { hasText: 'Abschrift' }))
      .first()
    await word.scrollIntoViewIfNeeded()
    await settled(word)
    await page.locator('.pane-texts').hover()
    const place = await settled(word)
    await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2)
    const block = openedPage(page, 1).locator('.doc-block', { hasText: 'Die Abschrift' })
    await until(async () => {
      const [pane, box] = [await page.locator('.pane-texts').boundingBox(), await block.boundingBox()]
      return pane && box && box.y >= pane.y && box.y < pane.y + pane.height
    })
    expect(Math.abs(((await word.boundingBox())?.y ?? 0) - place.y)).toBeLessThan(2)
    await page.setViewportSize({ width: 1280, height: 840 })
  })
})

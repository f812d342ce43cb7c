/** A document in the window: pictures and texts bound to each other, finding, copying, editing, a thousand pages. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { fillHistory } from '../../support/fill-history.ts'
import { fixture, put, temporaryFolder } from '../../support/folders.ts'
import { longPdf } from '../../support/long-pdf.ts'
import { makePdf } from '../../support/make-pdf.ts'
import { dropFiles, kinds, openWindow, sharedWindow, until } from '../../support/window.ts'
import { clipboardText, jobRow, openedPage, pagePicture, settled, waitState } from '../../support/window-parts.ts'

describe.each(kinds)('a document with figures and tables (%s)', (kind) => {
  const shared = sharedWindow({ kind, files: [fixture('two-columns.png'), fixture('invoice.png')], settings: {} })

  it('shows its headings, its figure and its caption', async () => {
    const { page } = shared()
    await waitState(page, 'two-columns.png', 'Done')
    await jobRow(page, 'two-columns.png').click()
    await page.getByRole('radio', { name: 'Document' }).click()
    const first = openedPage(page, 1)
    await first.getByRole('heading', { level: 1, name: 'Moisture in stone walls after a flood' }).waitFor()
    await first.getByRole('heading', { level: 3, name: '2.1 Depths' }).waitFor()
    const figure = first.getByRole('img', { name: 'Figure' })
    const widthPx = () => figure.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)
    await until(async () => (await widthPx().catch(() => 0)) > 200)
    await first.locator('em', { hasText: 'Figure 1: Water content' }).waitFor()
    expect(await first.locator('.rendered').textContent()).not.toContain('203')
  })

  it('shows a table with its cells over several columns, and what was put right in it', async () => {
    const { page } = shared()
    await waitState(page, 'invoice.png', 'Done')
    await jobRow(page, 'invoice.png').click()
    await page.getByRole('radio', { name: 'Document' }).click()
    const total = openedPage(page, 1).locator('td[colspan="4"]', { hasText: 'Total' })
    await total.waitFor()
    // No word is broken at its hyphen.
    const item = await settled(openedPage(page, 1).locator('td .whole', { hasText: 'A-117' }))
    expect(item.height).toBeLessThan(30)
    await page.getByRole('radio', { name: 'Lines' }).click()
    const block = openedPage(page, 1).locator('.block-table')
    await page.setViewportSize({ width: 1000, height: 840 })
    const heights = () =>
      block.locator('.line').evaluateAll((lines) => lines.map((line) => Number((line as never)['offsetHeight'])))
    // No number and no word of a cell is broken, however narrow the column is.
    await until(async () => (await heights()).length > 10)
    expect(Math.max(...(await heights()))).toBeLessThan(30)
    await page.setViewportSize({ width: 1280, height: 840 })
    await block.hover()
    await block.getByRole('button', { name: 'Edit this text' }).click()
    const values = await openedPage(page, 1)
      .locator('.cell')
      .evaluateAll((cells) => cells.map((one) => (one as never)['value']))
    const at = values.indexOf('Total' as never)
    await openedPage(page, 1).locator('.cell').nth(at).fill('Sum')
    await openedPage(page, 1)
      .locator('.cell')
      .nth(at + 1)
      .fill('711.00')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('radio', { name: 'Document' }).click()
    await openedPage(page, 1).locator('td[colspan="4"]', { hasText: 'Sum' }).last().waitFor()
    await openedPage(page, 1).getByRole('cell', { name: '711.00' }).waitFor()
  })

  it('is read again without what a box was drawn over', async () => {
    const { page } = shared()
    await waitState(page, 'two-columns.png', 'Done')
    await jobRow(page, 'two-columns.png').click()
    await page.getByRole('radio', { name: 'Document' }).click()
    await openedPage(page, 1).getByRole('heading', { name: 'Moisture in stone walls' }).waitFor()
    await page.locator('.toolbar').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Recognize again…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Recognize again' })
    const sheet = dialog.getByRole('img', { name: 'Picture of page 1' })
    const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
      const place = await settled(sheet)
      await page.mouse.move(place.x + from[0] * place.width, place.y + from[1] * place.height)
      await page.mouse.down()
      await page.mouse.move(place.x + to[0] * place.width, place.y + to[1] * place.height, { steps: 4 })
      await page.mouse.up()
    }
    await until(async () => ((await sheet.boundingBox())?.height ?? 0) > 100)
    await drag([0.02, 0.5], [0.5, 0.8])
    await drag([0.02, 0.02], [0.98, 0.16])
    await dialog.getByRole('button', { name: 'Stop skipping area 2' }).waitFor()
    await dialog.getByRole('button', { name: 'Stop skipping area 1' }).click()
    await until(async () => (await dialog.locator('.region').count()) === 1)
    await dialog.getByRole('button', { name: 'Recognize', exact: true }).click()
    // The first result is shown until the second document is open.
    const text = () => openedPage(page, 1).locator('.rendered').textContent({ timeout: 1000 })
    await until(async () => {
      const now = await text().catch(() => '')
      return now?.includes('2.1 Depths') && !now.includes('Moisture in stone walls')
    })
  })
})

describe.each(kinds)('a document (%s)', (kind) => {
  const shared = sharedWindow({ kind, files: [fixture('sample.pdf'), longPdf(5)], settings: {} })
  const openSample = async () => {
    const { page } = shared()
    await page.getByRole('tab', { name: 'Queue' }).click()
    await waitState(page, 'sample.pdf', 'Done')
    await jobRow(page, 'sample.pdf').click()
    await openedPage(page, 1).getByText('The tide tables of Harrow Sound').waitFor()
    return page
  }

  it('pointing at a block shows the boxes of its lines, and pointing at a box shows the block', async () => {
    const page = await openSample()
    const first = openedPage(page, 1)
    const block = first.locator('.doc-block', { hasText: 'For two hundred years' })
    await block.hover()
    const picture = pagePicture(page, 1)
    await until(async () => (await picture.locator('.box.pointed').count()) > 2)
    const box = await settled(picture.locator('.box').nth(0))
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await first.locator('.doc-block.pointed', { hasText: 'The tide tables of Harrow Sound' }).waitFor()
    expect(await first.locator('.doc-block.pointed').count()).toBe(1)
  })

  it('pointing at a line shows its box, and pointing at the box shows the line', async () => {
    const page = await openSample()
    await page.getByRole('radio', { name: 'Lines' }).click()
    const first = openedPage(page, 1)
    await first.getByText('The tide tables of Harrow Sound').hover()
    await until(async () => (await pagePicture(page, 1).locator('.box.pointed').count()) === 1)
    const box = await settled(pagePicture(page, 1).locator('.box').nth(2))
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await until(async () => (await first.locator('.line.pointed').count()) === 1)
    expect(await first.locator('.line').nth(2).getAttribute('class')).toContain('pointed')
    await page.getByRole('radio', { name: 'Document' }).click()
  })

  it('lines in a dragged rectangle are chosen and copied, also when the view is rotated', async () => {
    const page = await openSample()
    const picture = pagePicture(page, 1)
    // From the blank beside the first line, where no word is.
    const drag = async (aside: readonly [number, number]) => {
      const from = await settled(picture.locator('.box').nth(0))
      const to = await settled(picture.locator('.box').nth(1))
      await page.mouse.move(
        from.x + from.width / 2 + aside[0] * (from.width / 2 + 8),
        from.y + from.height / 2 + aside[1] * (from.height / 2 + 8),
      )
      await page.mouse.down()
      await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 })
      await page.mouse.up()
      await page.getByRole('button', { name: /^Copy \d+ lines?$/ }).click()
      return until(() => clipboardText(page))
    }
    const text = await drag([-1, 0])
    expect(text).toMatch(/^The tide tables of Harrow Sound\nFor two hundred years/)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Rotate the view' }).click()
    expect(await drag([0, -1])).toBe(text)
    for (let turn = 0; turn < 3; turn++) await page.keyboard.press('Control+r')
  })

  it('find goes to the page, marks the words, and says how many pages have them', async () => {
    const page = await openSample()
    await page.keyboard.press('Control+f')
    await page.getByLabel('Find in document', { exact: true }).last().fill('tide')
    await page.getByText(/^1 of \d+$/).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/^2 of \d+$/).waitFor()
    await until(async () => (await page.locator('mark.current').count()) === 1)
    expect(await openedPage(page, 1).locator('mark').first().textContent()).toBe('tide')
    await page.getByLabel('Find in document', { exact: true }).last().fill('zebra')
    await page.getByText('Not found').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('mark').count()).toBe(0)
  })

  it('copy page and copy all put text on the clipboard', async () => {
    const page = await openSample()
    await page.evaluate("navigator.clipboard.writeText('')")
    await page.getByRole('button', { name: 'Copy page' }).click()
    await page.getByRole('menuitem', { name: 'Copy all' }).click()
    const all = await until(async () => (await clipboardText(page)).startsWith('The tide') && clipboardText(page))
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+C')
    await until(async () => (await clipboardText(page)).length < all.length)
  })

  it('an edit is kept beside the original, shown, exported and can be taken back', async () => {
    const page = await openSample()
    const block = openedPage(page, 1).locator('.doc-block').first()
    await block.hover()
    await block.getByRole('button', { name: 'Edit this text' }).click()
    await page.getByLabel('Text of this block').fill('The tide tables of *Harrow*')
    await page.keyboard.press('Control+Enter')
    await block.getByText('The tide tables of *Harrow*').waitFor()
    await openedPage(page, 1).getByText('Edited').waitFor()
    await page.getByRole('radio', { name: 'Lines' }).click()
    await openedPage(page, 1).locator('.block-edited', { hasText: 'The tide tables of *Harrow*' }).waitFor()
    await page.getByRole('radio', { name: 'Markdown' }).click()
    await openedPage(page, 1).locator('.source', { hasText: 'The tide tables of \\*Harrow\\*' }).waitFor()
    await page.getByRole('radio', { name: 'Document' }).click()
    await block.dblclick()
    await block.getByText('The tide tables of Harrow Sound').waitFor()
    await block.getByRole('button', { name: 'Revert to original' }).click()
    await openedPage(page, 1).getByText('Edited').waitFor({ state: 'detached' })
    await block.getByRole('heading', { name: 'The tide tables of Harrow Sound' }).waitFor()
  })

  it('zoom enlarges the picture, and the pages have thumbnails that lead to them', async () => {
    const page = await openSample()
    const picture = pagePicture(page, 1)
    const before = (await picture.boundingBox())?.width ?? 0
    await page.keyboard.press('Control+=')
    await until(async () => ((await picture.boundingBox())?.width ?? 0) > before * 1.2)
    await page.keyboard.press('Control+0')
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: /^2/ }).click()
    await page.getByText('Page 2 of 2', { exact: true }).waitFor()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByText('Page 1 of 2', { exact: true }).waitFor()
  })

  it('goes to a page by its number, also to the nearest of those that there are', async () => {
    const page = await openSample()
    await page.getByText('Page 1 of 2', { exact: true }).click()
    await page.getByLabel('Go to page').fill('2')
    await page.keyboard.press('Enter')
    await page.getByText('Page 2 of 2', { exact: true }).waitFor()
    await page.keyboard.press('Control+Alt+g')
    await page.getByLabel('Go to page').fill('99')
    await page.keyboard.press('Enter')
    await page.getByText('Page 2 of 2', { exact: true }).waitFor()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByText('Page 1 of 2', { exact: true }).waitFor()
  })

  it('has a menu at the pointer in the queue and in the history', async () => {
    const page = await openSample()
    await jobRow(page, 'sample.pdf').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Remove from the queue' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Export as Markdown' }).count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'History' }).click()
    await jobRow(page, 'sample.pdf').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Add to Favorites' }).click()
    await until(async () => (await jobRow(page, 'sample.pdf').locator('[aria-pressed=true]').count()) === 1)
  })

  it('reading again keeps both results', async () => {
    const page = await openSample()
    await page.locator('header').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Recognize again…' }).click()
    await page.getByRole('button', { name: 'Recognize', exact: true }).click()
    await until(async () => (await page.getByRole('row').filter({ hasText: 'sample.pdf' }).count()) === 2)
  })

  it('a failed page gives its reason and is tried again by a button', async () => {
    const { page } = shared()
    const whole = makePdf([{ lines: ['good'] }, { lines: ['bad'] }]).toString('latin1')
    const broken = whole.replace('/Kids [4 0 R 6 0 R]', '/Kids [4 0 R 99 0 R]')
    await dropFiles(page, [put(temporaryFolder(), 'half.pdf', Buffer.from(broken, 'latin1'))])
    await jobRow(page, 'half.pdf').getByText('Partly done').waitFor()
    await openedPage(page, 2).getByText('This page could not be read').waitFor()
    await openedPage(page, 2).getByRole('button', { name: 'Try again' }).click()
    await openedPage(page, 2).getByText('This page could not be read').waitFor()
  })

  it('text that looks like a page of the web stays text', async () => {
    const { page } = shared()
    const hostile = [
      '<img src=x onerror="document.title=1">',
      '<script>document.title=1</script>',
      '[a](javascript:alert(1))',
    ]
    await dropFiles(page, [put(temporaryFolder(), 'hostile.pdf', makePdf([{ lines: [...hostile, 'and more of it'] }]))])
    await waitState(page, 'hostile.pdf', 'Done')
    await openedPage(page, 1).getByText('<img src=x onerror="document.title=1">').waitFor()
    await page.getByRole('radio', { name: 'Document' }).click()
    await openedPage(page, 1).locator('.rendered').getByText('<img src=x').waitFor()
    expect(await openedPage(page, 1).locator('.rendered img, .rendered script, .rendered a').count()).toBe(0)
    expect(await page.title()).toBe('Inkleaf')
  })
})

describe.each(kinds)('a PDF that says what its words are (%s)', (kind) => {
  const shared = sharedWindow({ kind, files: [fixture('tagged.pdf')], settings: {} })

  it('shows bold words, lists in lists, joined cells and links that open elsewhere', async () => {
    const { page } = shared()
    await waitState(page, 'tagged.pdf', 'Done')
    await jobRow(page, 'tagged.pdf').click()
    const first = openedPage(page, 1)
    await first.locator('strong', { hasText: 'never' }).waitFor()
    await first.locator('ul ol li', { hasText: 'of those that sail' }).waitFor()
    await first.locator('td[rowspan="2"]', { hasText: 'February and March' }).waitFor()
    const link = first.getByRole('link', { name: 'the list of lights' })
    expect([await link.getAttribute('href'), await link.getAttribute('target')]).toEqual([
      'https://example.org/lights',
      '_blank',
    ])
  })

  it('is copied with its headings and tables for programs that take them', async () => {
    const { page } = shared()
    await page.keyboard.press('Control+Shift+C')
    const html = await until(() =>
      page.evaluate<string | null>(
        "navigator.clipboard.read().then(([item]) => item?.types.includes('text/html') ? item.getType('text/html').then((blob) => blob.text()) : null)",
      ),
    )
    expect(html).toContain('<h2>What is kept</h2>')
    expect(html).toContain('<td rowspan="2">February and March</td>')
    expect(html).not.toContain('data-block')
    expect(await clipboardText(page)).toContain('The light is never put out')
  })

  it('is searched over the bounds of bold words', async () => {
    const { page } = shared()
    await page.keyboard.press('Control+f')
    await page.getByLabel('Find in document', { exact: true }).last().fill('"is never put"')
    await page.getByText(/^1 of 1$/).waitFor()
    await until(async () => (await page.locator('strong mark').textContent()) === 'never')
    // On the picture as well.
    expect(await pagePicture(page, 1).locator('.box.found').count()).toBe(1)
    await page.keyboard.press('Escape')
  })
})

describe.each(kinds)('a scan that lies on its side (%s)', (kind) => {
  const shared = sharedWindow({ kind, settings: {} })

  it('is shown as it was read', async () => {
    const { page } = shared()
    const upright = await loadImage(fixture('page.png'))
    const canvas = createCanvas(upright.height, upright.width)
    const context = canvas.getContext('2d')
    context.translate(upright.height, 0)
    context.rotate(Math.PI / 2)
    context.drawImage(upright, 0, 0)
    await dropFiles(page, [put(temporaryFolder(), 'aside.png', canvas.toBuffer('image/png'))])
    await waitState(page, 'aside.png', 'Done')
    const first = openedPage(page, 1)
    await first.locator('.doc-block').first().waitFor()
    await until(async () => {
      const frame = await pagePicture(page, 1).boundingBox()
      return frame !== null && frame.height > frame.width
    })
    // The boxes are turned with it: text runs from left to right.
    const box = await settled(pagePicture(page, 1).locator('.box').nth(1))
    expect(box.width).toBeGreaterThan(3 * box.height)
  })
})

describe.each(kinds)('a thousand pages (%s)', (kind) => {
  it('are opened at once, and few of them are made', async () => {
    const home = join(temporaryFolder(), 'home')
    mkdirSync(home)
    writeFileSync(join(home, 'settings.json'), '{}')
    fillHistory(home, { jobs: 1, pages: 1000 })
    const { page } = await openWindow({ kind, home })
    await page.getByRole('tab', { name: 'History' }).click()
    await jobRow(page, 'document 0.pdf').click()
    await openedPage(page, 1).getByText('page 1 of document 0').first().waitFor()
    await page.locator('.pane-texts').hover()
    for (let n = 0; n < 20; n++) await page.mouse.wheel(0, 20_000)
    await until(async () =>
      /Page [4-9]\d\d of 1000|Page 1000/.test((await page.locator('.toolbar-page').textContent()) ?? ''),
    )
    expect(await page.getByRole('article').count()).toBeLessThan(12)
    await page.locator('.thumbnail').first().waitFor()
    expect(await page.locator('.thumbnail').count()).toBeLessThan(40)
  })
})

/** Proofreading a page with twenty words in doubt by the keyboard alone. */
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { doubtfulHome } from '../../support/doubtful.ts'
import { kinds, openWindow, until } from '../../support/window.ts'
import { clipboardText, jobRow, openedPage, pagePicture } from '../../support/window-parts.ts'

async function opened(kind: (typeof kinds)[number]): Promise<Page> {
  const { page } = await openWindow({ kind, home: doubtfulHome() })
  await page.getByRole('tab', { name: 'History' }).click()
  await jobRow(page, 'document 0.pdf').click()
  await openedPage(page, 1).locator('.doc-block').first().waitFor()
  return page
}

const field = (page: Page) => page.getByLabel('What the word should be')
/** The word that is looked at, once its field has the keyboard. */
async function at(page: Page, word: string): Promise<void> {
  await until(
    async () =>
      (await field(page)
        .inputValue({ timeout: 1000 })
        .catch(() => '')) === word,
  )
  await until(async () => field(page).evaluate((element) => element.ownerDocument.activeElement === element))
}

describe.each(kinds)('proofreading (%s)', (kind) => {
  it('takes a key for a word that is right, and a key and the correction for one that is not', async () => {
    const page = await opened(kind)
    await page.keyboard.press('Control+;')
    await at(page, 'wo0rd')
    await page.getByText('1 of 20 on page 1').waitFor()
    // Marked in the text and on the picture, and shown as it is printed.
    await until(async () => (await openedPage(page, 1).locator('.doubt').count()) === 20)
    expect(await openedPage(page, 1).locator('.doubt.current').textContent()).toBe('wo0rd')
    expect(await pagePicture(page, 1).locator('.doubt-box').count()).toBe(20)
    await page.locator('.crop img').waitFor()
    for (let n = 0; n < 20; n++) {
      await at(page, `wo${n}rd`)
      // Each fourth is put right.
      if (n % 4 === 0) await page.keyboard.type(`fixed${n}`)
      await page.keyboard.press('Enter')
    }
    // The second page has none.
    await at(page, 'wo0rd')
    await page.getByText('1 of 1 on page 3').waitFor()
    await page.keyboard.press('ArrowDown')
    await at(page, 'word')
    await page.keyboard.press('Enter')
    await page.getByText('All uncertain words have been checked.').waitFor()
    await page.locator('.toolbar').getByText('Proofread', { exact: true }).waitFor()
    const text = (await openedPage(page, 3).textContent()) ?? ''
    expect(text).toContain('line 0 has the word in it')
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: /^1 / }).click()
    const first = openedPage(page, 1)
    await first.getByText('line 16 has the fixed16 in it').waitFor()
    expect(await first.textContent()).toContain('line 19 has the wo19rd in it')
    await page.keyboard.press('Escape')
  })

  it('passes over a word, offers other readings, and every step can be undone', async () => {
    const page = await opened(kind)
    await page.keyboard.press('Control+;')
    await at(page, 'wo0rd')
    await page.keyboard.press('Tab')
    await at(page, 'wo1rd')
    await page.getByRole('button', { name: 'Use ward' }).click()
    await at(page, 'wo2rd')
    await openedPage(page, 1).getByText('line 1 has the ward in it').waitFor()
    await page.keyboard.press('Shift+Tab')
    await at(page, 'wo0rd')
    await page.keyboard.press('Enter')
    await at(page, 'wo2rd')
    await page.keyboard.press('Escape')
    await field(page).waitFor({ state: 'detached' })
    await openedPage(page, 1).click()
    await page.keyboard.press('Control+z')
    await page.getByText('Undone: Checked “wo0rd”').waitFor()
    await page.keyboard.press('Control+z')
    await openedPage(page, 1).getByText('line 1 has the wo1rd in it').waitFor()
    await page.keyboard.press('Control+Shift+z')
    await openedPage(page, 1).getByText('line 1 has the ward in it').waitFor()
    // What was put right is found, and what was not is in doubt again.
    await page.keyboard.press('Control+;')
    await at(page, 'wo0rd')
  })

  it('goes to a word that is pressed', async () => {
    const page = await opened(kind)
    await page.getByRole('button', { name: 'Highlight uncertain text' }).click()
    await openedPage(page, 1).locator('.doubt', { hasText: 'wo7rd' }).click()
    await at(page, 'wo7rd')
  })
})

describe.each(kinds)('words on the picture (%s)', (kind) => {
  it('are selected and copied as what they are; Select All means the document', async () => {
    const page = await opened(kind)
    const lines = pagePicture(page, 1).locator('.words')
    const [from, to] = [
      await lines.nth(2).locator('.word').nth(1).boundingBox(),
      await lines.nth(3).locator('.word').nth(1).boundingBox(),
    ]
    if (!from || !to) throw new Error('no words')
    await page.mouse.move(from.x + 1, from.y + from.height / 2)
    await page.mouse.down()
    await page.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 6 })
    await page.mouse.up()
    await page.evaluate("navigator.clipboard.writeText('')")
    await page.keyboard.press('Control+c')
    const text = await until(() => clipboardText(page))
    expect(text).toBe('2 has the wo2rd in it line 3')
    await openedPage(page, 1).locator('.page-head').click()
    await page.keyboard.press('Control+a')
    await page.getByRole('button', { name: 'Copy the whole document' }).waitFor()
    await page.keyboard.press('Control+c')
    const all = await until(async () => ((await clipboardText(page)).length > 1000 ? clipboardText(page) : null))
    expect(all.match(/line 19 has/g)).toHaveLength(3)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Copy the whole document' }).waitFor({ state: 'detached' })
  })
})

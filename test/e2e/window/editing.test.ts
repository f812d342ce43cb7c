/** Putting documents right: tables, all places of a word, and undoing it. */
import { describe, expect, it } from 'vitest'
import { fixture } from '../../support/folders.ts'
import { kinds, sharedWindow, until } from '../../support/window.ts'
import { jobRow, openedPage, waitState } from '../../support/window-parts.ts'

describe.each(kinds)('a document that is put right (%s)', (kind) => {
  const shared = sharedWindow({ kind, files: [fixture('sample.pdf'), fixture('tagged.pdf')], settings: {} })
  const open = async (name: string) => {
    const { page } = shared()
    await page.getByRole('tab', { name: 'Queue' }).click()
    await waitState(page, name, 'Done')
    await jobRow(page, name).click()
    await openedPage(page, 1).locator('.doc-block').first().waitFor()
    return page
  }

  it('has its tables changed by cells, rows and columns, and by joining and parting cells', async () => {
    const page = await open('sample.pdf')
    const table = openedPage(page, 1).locator('.doc-block:has(table)')
    await table.dblclick()
    const cells = openedPage(page, 1).locator('.cell')
    await until(async () => (await cells.count()) === 12)
    await cells.nth(4).fill('Volume I')
    await cells.nth(4).press('Tab')
    await until(async () => cells.nth(5).evaluate((cell) => cell.ownerDocument.activeElement === cell))
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('menuitem', { name: 'Insert column right' }).click()
    await until(async () => (await cells.count()) === 15)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await until(async () => (await cells.count()) === 12)
    // Two cells of the last row become one.
    await cells.nth(10).click()
    await cells.nth(11).click({ modifiers: ['Shift'] })
    await page.getByRole('button', { name: 'Merge cells' }).click()
    await until(async () => (await cells.count()) === 11)
    // Past the last cell there is a new row.
    await cells.nth(10).press('Tab')
    await until(async () => (await cells.count()) === 15)
    await page.getByRole('button', { name: 'Save' }).click()
    await openedPage(page, 1).getByRole('cell', { name: 'Volume I' }).waitFor()
    await openedPage(page, 1).locator('td[colspan="2"]', { hasText: '4,310 4' }).waitFor()
    await page.keyboard.press('Control+z')
    await openedPage(page, 1).getByRole('cell', { name: 'First' }).waitFor()
    expect(await openedPage(page, 1).locator('td[colspan="2"]').count()).toBe(0)
  })

  it('does not lose what was typed into a table by Escape without a question', async () => {
    const page = await open('sample.pdf')
    await openedPage(page, 1).locator('.doc-block:has(table)').dblclick()
    const first = openedPage(page, 1).locator('.cell').first()
    await first.fill('Tome')
    await first.press('Escape')
    await page.getByText('Discard the changes to this table?').waitFor()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    expect(await first.inputValue()).toBe('Tome')
    await first.press('Escape')
    await page.getByRole('button', { name: 'Discard' }).click()
    await openedPage(page, 1).getByText('Book', { exact: true }).waitFor()
  })

  it('has all places of a word replaced but those that are left out, over all pages, and gets them back', async () => {
    const page = await open('sample.pdf')
    await page.keyboard.press('Control+Alt+f')
    const dialog = page.getByRole('dialog', { name: 'Find and replace' })
    await dialog.getByLabel('Find', { exact: true }).fill('keeper')
    await dialog.getByLabel('Replace with').fill('warden')
    await dialog.getByText(/^\d+ places, \d+ selected$/).waitFor()
    const places = dialog.getByRole('checkbox')
    const count = await places.count()
    expect(count).toBeGreaterThan(2)
    await dialog.locator('.replace-check').first().click()
    await dialog.getByRole('button', { name: `Replace ${count - 1}` }).click()
    await page.getByText(`${count - 1} places replaced`).waitFor()
    await openedPage(page, 1).getByText('as the warden wrote them').waitFor()
    await openedPage(page, 1).getByText('the keepers of').waitFor()
    await page.keyboard.press('Control+z')
    await openedPage(page, 1).getByText('as the keeper wrote them').waitFor()
  })

  it('has its paragraphs joined, parted, deleted and turned into headings by a menu', async () => {
    const page = await open('sample.pdf')
    const first = openedPage(page, 1)
    const menu = async (words: string, item: string) => {
      await first.locator('.doc-block', { hasText: words }).first().click({ button: 'right' })
      await page.getByRole('menuitem', { name: item }).click()
      await page.getByRole('menu').waitFor({ state: 'detached' })
    }
    await menu('For two hundred years', 'Join with next paragraph')
    await first.getByText('on this coast. We copied').waitFor()
    await menu('What was found', 'Turn into Heading 3')
    await first.getByRole('heading', { level: 3, name: 'What was found' }).waitFor()
    await menu('Of 4,310 heights', 'Delete paragraph')
    await first.getByText('Of 4,310 heights').waitFor({ state: 'detached' })
    for (const what of ['Paragraph deleted', 'Turned into Heading 3', 'Paragraphs joined']) {
      await page.keyboard.press('Control+z')
      await page.getByText(`Undone: ${what}`).waitFor()
    }
    await first.getByText('Of 4,310 heights').waitFor()
    const order = async () => {
      const all = await first.locator('.doc-block').allInnerTexts()
      return ['For two hundred years', 'We copied the first'].map((words) =>
        all.findIndex((text) => text.includes(words)),
      )
    }
    const [above = 0, below = 0] = await order()
    expect(above).toBeLessThan(below)
    await menu('We copied the first', 'Move up')
    await expect.poll(order).toEqual([below, above])
    await page.keyboard.press('Control+z')
    await page.getByText('Undone: Paragraph moved').waitFor()
    await expect.poll(order).toEqual([above, below])
    await first.locator('.doc-block', { hasText: 'We copied the first' }).dblclick()
    const field = page.getByLabel('Text of this block')
    await field.fill((await field.inputValue()).replace('It took one', '\n\nIt took one'))
    await field.press('Control+Enter')
    await first.locator('p', { hasText: /^It took one person/ }).waitFor()
    await page.keyboard.press('Control+z')
  })

  it('is compared with another reading of it, whose words can be taken over', async () => {
    const page = await open('tagged.pdf')
    await page.locator('header').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Compare readings…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Compare readings' })
    await dialog.getByText('This document was read once.').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    const block = openedPage(page, 1).locator('.doc-block', { has: page.locator('strong', { hasText: 'never' }) })
    await block.first().dblclick()
    const field = page.getByLabel('Text of this block')
    await field.fill((await field.inputValue()).replace('put out', 'pvt ovt'))
    await page.keyboard.press('Control+Enter')
    await openedPage(page, 1).getByText('pvt ovt').waitFor()
    await page.locator('header').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Recognize again…' }).click()
    await page.getByRole('button', { name: 'Recognize', exact: true }).click()
    await until(
      async () =>
        (await page.getByRole('row').filter({ hasText: 'tagged.pdf' }).filter({ hasText: 'Done' }).count()) === 2,
    )
    // The earlier reading, which was put wrong.
    await page.getByRole('row').filter({ hasText: 'tagged.pdf' }).nth(1).click()
    await openedPage(page, 1).getByText('pvt ovt').waitFor()
    await page.locator('header').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Compare readings…' }).click()
    await dialog.getByText('1 difference: this reading, then the other.').waitFor()
    await dialog.locator('del', { hasText: 'pvt ovt' }).waitFor()
    await dialog.getByRole('button', { name: 'Use the other' }).click()
    await dialog.getByText('Both readings say the same.').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await openedPage(page, 1).getByText('never put out').waitFor()
  })

  it('keeps bold words and links where the text beside them is changed', async () => {
    const page = await open('tagged.pdf')
    const block = openedPage(page, 1).locator('.doc-block', { has: page.locator('strong', { hasText: 'never' }) })
    await block.first().dblclick()
    const field = page.getByLabel('Text of this block')
    await field.fill((await field.inputValue()).replace('put out', 'let go out'))
    await page.keyboard.press('Control+Enter')
    await openedPage(page, 1).getByText('let go out').waitFor()
    await openedPage(page, 1).locator('strong', { hasText: 'never' }).waitFor()
    await page.keyboard.press('Control+z')
  })
})

describe.each(kinds)('a deleted document (%s)', (kind) => {
  const shared = sharedWindow({ kind, files: [fixture('sample.pdf')], settings: {} })

  it('is put back by undo, and from the Trash later on, until that is emptied', async () => {
    const { page } = shared()
    await waitState(page, 'sample.pdf', 'Done')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await jobRow(page, 'sample.pdf').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await jobRow(page, 'sample.pdf').waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await jobRow(page, 'sample.pdf').waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'History' }).click()
    await page.getByRole('button', { name: 'Trash' }).click()
    const dialog = page.getByRole('dialog', { name: 'Trash' })
    await dialog.getByText('sample.pdf').waitFor()
    await dialog.getByRole('button', { name: 'Put back' }).click()
    await dialog.getByText('The Trash is empty.').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await jobRow(page, 'sample.pdf').waitFor()
    await jobRow(page, 'sample.pdf').click()
    await page.keyboard.press('Delete')
    await jobRow(page, 'sample.pdf').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Trash' }).click()
    await dialog.getByRole('button', { name: 'Empty Trash…' }).click()
    await dialog.getByText('Delete 1 document for good?').waitFor()
    await dialog.getByRole('button', { name: 'Empty Trash', exact: true }).click()
    await dialog.getByText('The Trash is empty.').waitFor()
  })
})

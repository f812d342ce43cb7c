/** The history in the window: found again, filtered, deleted, exported, also without the recognition process. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fillHistory } from '../../support/fill-history.ts'
import { temporaryFolder } from '../../support/folders.ts'
import { kinds, openWindow, sharedWindow, until } from '../../support/window.ts'
import { jobRow, openedPage } from '../../support/window-parts.ts'

function filledHome(): string {
  const home = join(temporaryFolder(), 'home')
  mkdirSync(home)
  writeFileSync(join(home, 'settings.json'), '{}')
  const texts = [
    'Invoice number 4711 for the delivery of paper\nto be paid within fourteen days of its date\nwithout any deduction whatsoever',
    '增值税发票号码二零二六零三一四开票日期二零二六年三月\n购买方名称某某科技有限公司纳税人识别号',
    'Die Rechnung ist innerhalb von vierzehn Tagen\nohne Abzug zu bezahlen, wenn nichts anderes vereinbart ist',
  ]
  fillHistory(home, { jobs: 6, pages: 3, text: (job, page) => `${texts[job % 3]}\npage ${page} of ${job}` })
  return home
}

/** There is no such program: the recognition process can't start. */
const WITHOUT_ENGINE = { INKLEAF_PYTHON: '/nowhere/python' }

describe.each(kinds)('the history (%s)', (kind) => {
  const home = filledHome()
  const shared = sharedWindow({ kind, home, env: WITHOUT_ENGINE })
  const openHistory = async () => {
    const { page } = shared()
    await page.getByRole('tab', { name: 'History' }).click()
    const search = page.getByRole('searchbox', { name: 'Search everything you ever read' })
    await search.fill('')
    return { page, search }
  }

  it('is there with the recognition process down', async () => {
    const { page } = await openHistory()
    await until(async () => (await page.getByRole('row').count()) === 6)
    await jobRow(page, 'document 0.pdf').click()
    await openedPage(page, 1).getByText('Invoice number 4711').waitFor()
  })

  it.each([
    ['invoi', 'Invoice'],
    ['发票', '发票'],
  ])('finds %s as it is typed, and opens the page with the words marked', async (words, marked) => {
    const { page, search } = await openHistory()
    await search.pressSequentially(words, { delay: 20 })
    const hits = page.locator(`[data-words="${words}"]`).getByRole('option')
    await until(async () => (await hits.count()) === 6)
    expect(await hits.first().locator('mark').first().textContent()).toBe(marked)
    await hits.filter({ hasText: 'Page 3' }).first().click()
    await page.getByText('Page 3 of 3', { exact: true }).waitFor()
    await openedPage(page, 3).locator('mark').first().waitFor()
    await search.fill('zebra')
    await page.getByText('Nothing found').waitFor()
  })

  it('filters by language and sorts by name', async () => {
    const { page } = await openHistory()
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await page.getByRole('button', { name: /Language of the text/ }).click()
    await page.getByRole('option', { name: 'German' }).click()
    await until(async () => (await page.getByRole('row').count()) === 2)
    await page.getByRole('button', { name: 'Reset filters' }).click()
    await page.getByRole('button', { name: /Sort by/ }).click()
    await page.getByRole('option', { name: 'Name', exact: true }).click()
    await until(async () => ((await page.getByRole('row').first().textContent()) ?? '').startsWith('document 0'))
    await page.getByRole('button', { name: /Sort by/ }).click()
    await page.getByRole('option', { name: 'Newest first' }).click()
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
  })

  it('marks favourites', async () => {
    const { page } = await openHistory()
    const star = jobRow(page, 'document 5.pdf').getByRole('button', { name: 'Add to Favorites' })
    await star.click()
    await until(async () => (await star.getAttribute('aria-pressed')) === 'true')
  })

  it('has days, and tags to find documents by', async () => {
    const { page } = await openHistory()
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    await jobRow(page, 'document 1.pdf').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Tags…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Tags' })
    await dialog.getByLabel('New tag').fill('Rent 2026')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Rent 2026', pressed: true }).waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await jobRow(page, 'document 1.pdf').getByText('Rent 2026').waitFor()
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await page.getByRole('button', { name: /^Any Tags|Tags/ }).click()
    await page.getByRole('option', { name: 'Rent 2026' }).click()
    await until(async () => (await page.getByRole('row').count()) === 1)
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await page.getByRole('button', { name: 'Remove filter: Rent 2026' }).click()
    await until(async () => (await page.getByRole('row').count()) === 6)
  })

  it('says what it takes up, and cleans up', async () => {
    const { page } = await openHistory()
    await page.getByText(/6 documents · .*[kM]B/).waitFor()
    await page.getByRole('button', { name: 'Clean up…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Clean up' }).click()
    await page.getByText(/freed$/).waitFor()
  })

  it('deletes several at once, and brings them back', async () => {
    const { page } = await openHistory()
    await jobRow(page, 'document 3.pdf').click()
    await jobRow(page, 'document 2.pdf').click({ modifiers: ['ControlOrMeta'] })
    await page.getByText('2 selected').waitFor()
    await page.keyboard.press('Delete')
    await until(async () => (await page.getByRole('row').count()) === 4)
    await page.getByRole('button', { name: 'Undo' }).click()
    await until(async () => (await page.getByRole('row').count()) === 6)
  })

  it('exports what is selected', async () => {
    const { page, kind: where, ask } = { ...shared(), ...(await openHistory()) }
    await jobRow(page, 'document 4.pdf').click()
    await openedPage(page, 1).getByText('增值税发票').waitFor()
    const folder = temporaryFolder()
    if (where === 'browser') {
      const download = page.waitForEvent('download')
      await page.keyboard.press('Control+e')
      expect((await download).suggestedFilename()).toBe('document 4.md')
    } else {
      await ask('answer', { filePaths: [folder] })
      await page.keyboard.press('Control+e')
      await until(async () => readdirSync(folder).includes('document 4.md'))
      expect(readFileSync(join(folder, 'document 4.md'), 'utf8')).toMatch(/^增值税发票/)
    }
  })

  it('says why a searchable PDF can’t be made', async () => {
    const { page, kind: where, ask } = { ...shared(), ...(await openHistory()) }
    await jobRow(page, 'document 4.pdf').click()
    await openedPage(page, 1).getByText('增值税发票').waitFor()
    if (where !== 'browser') await ask('answer', { filePaths: [temporaryFolder()] })
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Export as searchable PDF' }).click()
    // These documents' sources never were.
    await page.getByText(/The file is not there/).waitFor()
  })
})

it.each(kinds)('a window of a history put aside says so (%s)', async (kind) => {
  const home = join(temporaryFolder(), 'home')
  mkdirSync(home)
  writeFileSync(join(home, 'history.db'), 'this is no database at all, and long enough to be looked at '.repeat(200))
  const { page } = await openWindow({ kind, home, env: WITHOUT_ENGINE })
  await page.getByText(/The history was damaged/).waitFor()
})

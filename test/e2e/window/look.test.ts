/** How the window looks and is used without a mouse: both themes, both languages, accessibility; screenshots of it all. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { doubtfulHome } from '../../support/doubtful.ts'
import { fixture, put, temporaryFolder } from '../../support/folders.ts'
import { longPdf } from '../../support/long-pdf.ts'
import { dropFiles, kinds, openWindow, sharedWindow, until } from '../../support/window.ts'
import { closeByEscape, jobRow, openedPage, waitState } from '../../support/window-parts.ts'

/** Looked at by people, kept out of the repository. */
const folder = resolve(import.meta.dirname, '../../../out/screenshots')
mkdirSync(folder, { recursive: true })

async function inspect(page: Page, name: string): Promise<void> {
  await until(() => page.evaluate<boolean>('[...document.images].every((image) => image.complete)'))
  await page.screenshot({ path: join(folder, `${name}.png`) })
  const { violations } = await new AxeBuilder({ page }).analyze()
  const faults = violations.filter(({ impact }) => impact !== 'minor')
  expect(faults.map(({ id, nodes }) => `${name}: ${id} ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

describe.each(['light', 'dark'] as const)('in %s', (appearance) => {
  it('every view of putting right is accessible', async () => {
    const { page } = await openWindow({
      kind: 'browser',
      home: doubtfulHome({ window: { appearance } }),
      files: [fixture('sample.pdf')],
    })
    await waitState(page, 'sample.pdf', 'Done')
    await jobRow(page, 'sample.pdf').click()
    const first = openedPage(page, 1)
    await first.locator('.doc-block:has(table)').dblclick()
    await first.locator('.cell').nth(3).waitFor()
    await inspect(page, `${appearance}-table`)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Alt+f')
    await page.getByRole('dialog').getByLabel('Find', { exact: true }).fill('tide')
    await page.getByRole('checkbox').first().waitFor()
    await inspect(page, `${appearance}-replace`)
    await closeByEscape(page, page.getByRole('dialog'))
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('tab', { name: 'History' }).click()
    await jobRow(page, 'document 0.pdf').click()
    await first.locator('.doc-block').first().waitFor()
    await page.getByRole('button', { name: 'Proofread' }).click()
    await page.getByLabel('What the word should be').waitFor()
    await inspect(page, `${appearance}-proofreading`)
    await page.getByRole('button', { name: 'Stop proofreading' }).click()
    await page.getByRole('button', { name: 'Trash' }).click()
    await page.getByRole('dialog', { name: 'Trash' }).getByText('sample.pdf').waitFor()
    await inspect(page, `${appearance}-trash`)
  })

  it('every view is accessible', async () => {
    const { page } = await openWindow({ kind: 'browser', settings: { window: { appearance } } })
    await inspect(page, `${appearance}-empty`)
    await dropFiles(page, [fixture('sample.pdf'), fixture('encrypted.pdf'), put(temporaryFolder(), 'notes.txt', 'x')])
    await waitState(page, 'sample.pdf', 'Done')
    await openedPage(page, 1).getByText('The tide tables').waitFor()
    await openedPage(page, 1).locator('.doc-block').nth(1).hover()
    await inspect(page, `${appearance}-document`)
    await page.getByRole('button', { name: 'Highlight uncertain text' }).click()
    await page.keyboard.press('Control+f')
    await page.keyboard.type('keepers')
    await page.locator('mark').first().waitFor()
    await inspect(page, `${appearance}-find`)
    await page.keyboard.press('Escape')
    await page.getByRole('radio', { name: 'Markdown' }).click()
    await page.locator('.source').first().waitFor()
    await inspect(page, `${appearance}-markdown`)
    await page.getByRole('radio', { name: 'Document' }).click()
    const block = openedPage(page, 1).locator('.doc-block').first()
    await block.hover()
    await block.getByRole('button', { name: 'Edit this text' }).click()
    await inspect(page, `${appearance}-edit`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await dropFiles(page, [longPdf(30)])
    await openedPage(page, 2).getByText('page 2 line 1').waitFor()
    await inspect(page, `${appearance}-reading`)
    await page.getByRole('tab', { name: 'History' }).click()
    await jobRow(page, 'sample.pdf').waitFor()
    await inspect(page, `${appearance}-history`)
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await inspect(page, `${appearance}-filters`)
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await page.getByRole('searchbox').fill('tide')
    await page.getByRole('option').first().waitFor()
    await inspect(page, `${appearance}-search`)
    await page.getByRole('searchbox').fill('')
    await page.getByRole('button', { name: /^Engine/ }).click()
    await page.getByRole('dialog').waitFor()
    await inspect(page, `${appearance}-engine`)
    await page.getByRole('button', { name: 'Monitor…' }).click()
    await page.getByRole('dialog', { name: 'Monitor' }).locator('.chart canvas').first().waitFor()
    await inspect(page, `${appearance}-monitor`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Settings' }).click()
    for (const tab of ['Reading', 'Export', 'Storage', 'Window', 'Local API', 'Advanced']) {
      await page.getByRole('tab', { name: tab }).click()
      await inspect(page, `${appearance}-settings-${tab.toLowerCase()}`)
    }
  })
})

describe.each(kinds)('a window (%s)', (kind) => {
  const shared = sharedWindow({ kind, files: [fixture('sample.pdf')], settings: {} })

  it('changes language and colours at once, and remembers them', async () => {
    const { page } = shared()
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('tab', { name: 'Window' }).click()
    await page.getByRole('button', { name: /Language/ }).click()
    await page.getByRole('option', { name: '简体中文' }).click()
    await page.getByRole('tab', { name: '识别' }).waitFor()
    await page.getByRole('button', { name: /外观/ }).click()
    await page.getByRole('option', { name: '深色' }).click()
    await until(async () => (await page.locator('html').getAttribute('data-theme')) === 'dark')
    await closeByEscape(page, page.getByRole('dialog'))
    await waitState(page, 'sample.pdf', '已完成')
    await jobRow(page, 'sample.pdf').click()
    await page.getByText('The tide tables').first().waitFor()
    await inspect(page, `chinese-${kind}`)
    await page.reload()
    await page.getByRole('tab', { name: '队列' }).waitFor()
    await page.getByRole('button', { name: '设置' }).click()
    await page.getByRole('tab', { name: '窗口' }).click()
    await page.getByRole('button', { name: /语言/ }).click()
    await page.getByRole('option', { name: 'English' }).click()
    await page.getByRole('button', { name: /Appearance/ }).click()
    await page.getByRole('option', { name: 'Light' }).click()
    await closeByEscape(page, page.getByRole('dialog'))
  })

  it('is used by the keyboard alone', async () => {
    const { page } = shared()
    await page.keyboard.press('Control+2')
    await page.getByRole('tab', { name: 'History', selected: true }).waitFor()
    await page.keyboard.press('Control+1')
    const tab = page.getByRole('tab', { name: 'Queue', selected: true })
    await page.locator('.queue-row').first().waitFor()
    // On a busy machine the panel that was there a moment ago may take the focus with it.
    await until(async () => {
      await tab.focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      return (await page.locator('.queue-row:focus').count()) === 1
    })
    await page.keyboard.press('Enter')
    await openedPage(page, 1).getByText('The tide tables').waitFor()
    await page.keyboard.press('Control+,')
    await page.getByRole('dialog', { name: 'Settings' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByText('Page 2 of 2', { exact: true }).waitFor()
    await page.keyboard.press('Alt+ArrowUp')
  })

  it('private mode says that it is on, and keeps nothing after it', async () => {
    const { page } = shared()
    const toggle = async () => {
      await page.keyboard.press('Control+,')
      await page.getByRole('tab', { name: 'Storage' }).click()
      await page.getByText('Private mode: keep nothing').click()
    }
    const settings = page.getByRole('dialog', { name: 'Settings' })
    await toggle()
    await page.getByText(/^Private: what is read now/).waitFor()
    await closeByEscape(page, settings)
    await dropFiles(page, [longPdf(2)])
    await waitState(page, 'long-2.pdf', 'Done')
    await toggle()
    const question = page.getByRole('dialog', { name: 'End private mode?' })
    await question.getByText('1 document that was read in private mode will be deleted for good.').waitFor()
    await question.getByRole('button', { name: 'Cancel' }).click()
    await question.waitFor({ state: 'detached' })
    await closeByEscape(page, settings)
    await jobRow(page, 'long-2.pdf').waitFor()
    // The banner has the same way out.
    await page.getByRole('button', { name: 'Turn off' }).click()
    await question.getByRole('button', { name: 'Delete it' }).click()
    await jobRow(page, 'long-2.pdf').waitFor({ state: 'detached' })
    await page.getByText(/^Private: what is read now/).waitFor({ state: 'detached' })
  })

  it('a window that is loaded again shows everything as it is', async () => {
    const { page } = shared()
    await dropFiles(page, [longPdf(10)])
    await openedPage(page, 1).getByText('page 1 line 1').waitFor()
    await page.reload()
    await waitState(page, 'long-10.pdf', 'Done')
    await jobRow(page, 'long-10.pdf').click()
    await openedPage(page, 1).getByText('page 1 line 1').waitFor()
  })

  it('diagnostics are saved', async () => {
    const { page, ask } = shared()
    const save = () => page.getByRole('button', { name: 'Save diagnostics…' }).click()
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Window' }).click()
    if (kind === 'browser') {
      const download = page.waitForEvent('download')
      await save()
      expect((await download).suggestedFilename()).toBe('inkleaf-diagnostics.json')
    } else {
      const { existsSync } = await import('node:fs')
      const file = join(temporaryFolder(), 'd.json')
      await ask('answer', { filePath: file })
      await save()
      await until(async () => existsSync(file))
    }
    await page.keyboard.press('Escape')
  })
})

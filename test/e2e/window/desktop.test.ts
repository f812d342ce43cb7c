/** The desktop's manners, with the stand-in for Electron: what it would ask the system to do. */
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../support/folders.ts'
import { longPdf } from '../../support/long-pdf.ts'
import { dropFiles, openWindow, sharedWindow, type TestWindow, until } from '../../support/window.ts'
import { jobRow, openedPage, waitState } from '../../support/window-parts.ts'

interface Seen {
  what: string
  value: Record<string, unknown> & { options?: { properties?: string[] } }
}
const seen = ({ ask }: TestWindow) => ask<Seen[]>('seen')
const ON_A_MAC = { INKLEAF_TEST_PLATFORM: 'darwin' }

describe('on macOS', () => {
  const shared = sharedWindow({ kind: 'stand-in', env: ON_A_MAC, files: [fixture('sample.pdf')], settings: {} })

  it('the window has the inset title bar, and the page makes room for its buttons', async () => {
    const window = shared()
    expect((await seen(window)).find(({ what }) => what === 'window')?.value).toMatchObject({
      titleBarStyle: 'hiddenInset',
    })
    expect(await window.page.locator('html').getAttribute('data-inset')).toBe('true')
  })

  it('menus have an application menu, recent documents and Text from Screen', async () => {
    const { ask } = shared()
    const menus = JSON.stringify(await ask('menuLabels'))
    for (const part of ['"role":"about"', '"role":"services"', '"role":"recentDocuments"', 'Text from Screen'])
      expect(menus).toContain(part)
  })

  it('one dialog chooses files and folders', async () => {
    const window = shared()
    await window.ask('menu', 'Open…')
    const dialog = await until(async () => (await seen(window)).find(({ what }) => what === 'dialog'))
    expect(dialog.value.options?.properties).toEqual(['openFile', 'multiSelections', 'openDirectory'])
  })

  it('the source is shown in Finder and in Quick Look', async () => {
    const window = shared()
    const { page } = window
    await waitState(page, 'sample.pdf', 'Done')
    await jobRow(page, 'sample.pdf').click()
    for (const entry of ['Show in Finder', 'Quick Look']) {
      await page.locator('header').getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: entry }).click()
    }
    const asked = await until(async () => {
      const all = await seen(window)
      return all.some(({ what }) => what === 'quickLook') && all
    })
    expect(asked).toContainEqual({ what: 'reveal', value: fixture('sample.pdf') })
    expect(asked).toContainEqual({ what: 'quickLook', value: fixture('sample.pdf') })
  })

  it('a document is shared as a file, where the system is a Mac', async () => {
    const window = await openWindow({ kind: 'stand-in', env: ON_A_MAC })
    const { page } = window
    await dropFiles(page, [fixture('sample.pdf')])
    await waitState(page, 'sample.pdf', 'Done')
    await jobRow(page, 'sample.pdf').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Share as Word (DOCX)…' }).click()
    const shared = await until(async () => (await seen(window)).find(({ what }) => what === 'share'))
    expect(shared.value).toEqual([expect.stringMatching(/\/sample\.docx$/)])
  })

  it('a closed window keeps the work going, and the dock brings it back as it is', async () => {
    const window = await openWindow({ kind: 'stand-in', env: ON_A_MAC })
    await dropFiles(window.page, [longPdf(14)])
    await openedPage(window.page, 1).getByText('page 1 line 1').waitFor()
    const context = window.page.context()
    const keeper = await context.newPage()
    await window.ask('closeWindow')
    expect((await seen(window)).some(({ what }) => what === 'quit')).toBe(false)
    await window.ask('emit', ['activate'])
    const back = await until(async () => context.pages().find((one) => one !== keeper && one.url().includes('standin')))
    await waitState(back, 'long-14.pdf', 'Done')
  })

  it('the item in the menu bar reads the clipboard, copies the last captures again, and goes when it is switched off', async () => {
    const window = await openWindow({ kind: 'stand-in', env: ON_A_MAC })
    const { page, ask } = window
    const labels = () => ask<string[] | null>('trayLabels')
    expect(await labels()).toEqual(
      expect.arrayContaining(['Text from Screen', 'OCR Clipboard', 'Show Inkleaf', 'quit']),
    )
    const icon = Buffer.from((await ask<string>('trayIcon')) ?? '', 'base64')
    expect(icon.subarray(1, 4).toString()).toBe('PNG')
    await ask('copy', { 'image/png': fixture('page.png') })
    await ask('tray', 'OCR Clipboard')
    const label = await until(async () => (await labels())?.find((one) => one.startsWith('Goods received')))
    await ask('tray', label)
    await until(async () => (await ask<Record<string, string>>('copied'))['text/plain']?.includes('Goods received'))
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Desktop' }).click()
    await page.getByText('Show in the menu bar').click()
    await until(async () => (await labels()) === null)
  })

  it('a document is dragged out of the window as a file', async () => {
    const window = shared()
    const { page } = window
    await waitState(page, 'sample.pdf', 'Done')
    await jobRow(page, 'sample.pdf').click()
    await openedPage(page, 1).locator('.doc-block').first().waitFor()
    await page.locator('.drag-out').dispatchEvent('dragstart')
    const drag = await until(async () => (await seen(window)).find(({ what }) => what === 'drag'))
    expect(drag.value['file']).toMatch(/\/sample\.docx$/)
    expect(drag.value['text']).toMatch(/^PK/)
  })

  it('a notification leads to the document', async () => {
    const window = await openWindow({ kind: 'stand-in', env: ON_A_MAC })
    const { page, ask } = window
    await ask('blur')
    await dropFiles(page, [longPdf(1)])
    await until(async () => (await seen(window)).some(({ what }) => what === 'notification'))
    await page.getByRole('tab', { name: 'History' }).click()
    await ask('clickNotification')
    await openedPage(page, 1).getByText('page 1 line 1').waitFor()
  })
})

describe('the settings of the desktop', () => {
  const shared = sharedWindow({ kind: 'stand-in', env: { ...ON_A_MAC, INKLEAF_TEST_LOCALE: 'zh-Hans-CN' } })

  it('start at login and shortcuts take effect as they are changed', async () => {
    const window = shared()
    const { page, ask } = window
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Desktop' }).click()
    await page.getByText('Start at login').click()
    await until(async () => (await seen(window)).some(({ what, value }) => what === 'loginItem' && Boolean(value)))
    const field = page.getByLabel('Shortcut: read the clipboard')
    await field.fill('Alt+Shift+V')
    await page.keyboard.press('Tab')
    await until(async () => (await ask<string[]>('shortcuts')).includes('Alt+Shift+V'))
    await page.keyboard.press('Escape')
  })

  it('menus follow the system’s language, and the settings over it', async () => {
    const { page, ask } = shared()
    expect(JSON.stringify(await ask('menuLabels'))).toContain('识别剪贴板')
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Window' }).click()
    await page.getByRole('button', { name: /Language/ }).click()
    await page.getByRole('option', { name: 'English' }).click()
    await until(async () => JSON.stringify(await ask('menuLabels')).includes('OCR Clipboard'))
    await page.keyboard.press('Escape')
  })

  it('menu commands reach the window', async () => {
    const { page, ask } = shared()
    await ask('menu', 'History')
    await page.getByRole('tab', { name: 'History', selected: true }).waitFor()
    await ask('menu', 'Settings…')
    await page.getByRole('dialog', { name: 'Settings' }).waitFor()
    await page.keyboard.press('Escape')
  })
})

describe('the local API', () => {
  const shared = sharedWindow({ kind: 'stand-in' })

  it('is off until it is switched on, and gone when it is switched off', async () => {
    const window = shared()
    const { page } = window
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Local API' }).click()
    await page.getByLabel('Port (0: any)').fill('0')
    await page.keyboard.press('Tab')
    await page.getByText('Let other programs use Inkleaf').click()
    const address = await page.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).textContent()
    const { api } = JSON.parse(readFileSync(join(window.home, 'settings.json'), 'utf8'))
    expect(api.token).toMatch(/^[\w-]{32}$/)
    expect(statSync(join(window.home, 'settings.json')).mode & 0o077).toBe(0)
    await expect(page.getByText(api.token).count()).resolves.toBe(0)
    await page.getByRole('button', { name: 'Show the token' }).click()
    await page.getByText(api.token, { exact: true }).waitFor()
    const ask = (token: string) => fetch(`${address}/api/status`, { headers: { authorization: `Bearer ${token}` } })
    expect((await ask(api.token)).status).toBe(200)
    // It has no window for a browser.
    expect((await fetch(`${address}/`)).status).toBe(401)
    await page.getByRole('button', { name: 'Create new token' }).click()
    // Whoever has the old one is out.
    await until(async () => (await ask(api.token).catch(() => null))?.status !== 200)
    await page.getByText(api.token, { exact: true }).waitFor({ state: 'hidden' })
    await page.getByText('Let other programs use Inkleaf').click()
    await until(async () => (await ask(api.token).catch(() => null)) === null)
    await page.keyboard.press('Escape')
  })

  it('says why it can’t be there', async () => {
    const { page } = shared()
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Local API' }).click()
    await page.getByLabel('Port (0: any)').fill(String(port))
    await page.keyboard.press('Tab')
    await page.getByText('Let other programs use Inkleaf').click()
    await page
      .getByRole('alert')
      .filter({ hasText: `Port ${port} is taken` })
      .waitFor()
    taken.close()
    await page.keyboard.press('Escape')
  })
})

it('the window comes back where it stood', async () => {
  const first = await openWindow({ kind: 'stand-in' })
  await first.ask('setBounds', { x: 40, y: 50, width: 900, height: 700 })
  await first.quit()
  const again = await openWindow({ kind: 'stand-in', home: first.home })
  expect((await seen(again)).find(({ what }) => what === 'window')?.value).toMatchObject({
    x: 40,
    y: 50,
    width: 900,
    height: 700,
  })
})

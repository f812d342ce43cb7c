/** The queue in the window: how files come in, what is shown of them, what can be done with them. */
import { chmodSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixture, freshCopy, put, temporaryFolder } from '../../support/folders.ts'
import { longPdf } from '../../support/long-pdf.ts'
import { makePdf } from '../../support/make-pdf.ts'
import { desktopKinds, dropFiles, kinds, openWindow, sharedWindow, until } from '../../support/window.ts'
import { jobRow, openedPage, sidecarPid, waitState } from '../../support/window-parts.ts'

describe.each(kinds)('in a window (%s)', (kind) => {
  const shared = sharedWindow({ kind })

  it('an empty one says what to do', async () => {
    const { page } = shared()
    await page.getByRole('heading', { name: 'Turn pages into text' }).waitFor()
    await page.getByRole('button', { name: 'Choose files…' }).waitFor()
    await page.getByText('Nothing in the queue').waitFor()
  })

  it('dropped files are read, and pages show while later ones are still at work', async () => {
    const { page } = shared()
    await dropFiles(page, [longPdf(6)])
    await openedPage(page, 1).getByText('page 1 line 1').waitFor()
    await jobRow(page, 'long-6.pdf').getByText('Reading').waitFor({ timeout: 500 })
    await waitState(page, 'long-6.pdf', 'Done')
    await page.getByText('page 1 line 1').waitFor()
  })

  it('a page that waits is read first where that is wished', async () => {
    const { page } = shared()
    // Enough lines that reading takes a while.
    await dropFiles(page, [longPdf(120, 40)])
    await openedPage(page, 1).getByText('page 1 line 1').first().waitFor()
    await page.keyboard.press('Control+Alt+g')
    await page.getByLabel('Go to page').fill('110')
    await page.getByLabel('Go to page').press('Enter')
    const wanted = openedPage(page, 110)
    await wanted.getByRole('button', { name: 'Read this page first' }).click()
    await wanted.getByText('page 110 line 1').first().waitFor()
    await jobRow(page, 'long-120.pdf').getByText('Reading').waitFor({ timeout: 500 })
    await jobRow(page, 'long-120.pdf').getByRole('button', { name: 'Cancel' }).first().click()
  })

  it('a file that is refused says why, and the others go on', async () => {
    const { page } = shared()
    await dropFiles(page, [put(temporaryFolder(), 'notes.txt', 'only text'), fixture('sample.pdf')])
    const refused = page.getByRole('alert')
    await refused.getByText('This is a text file').waitFor()
    await waitState(page, 'sample.pdf', 'Done')
    await refused.getByRole('button', { name: 'Dismiss' }).click()
    await refused.waitFor({ state: 'detached' })
  })

  it('files are added with other options than the settings, and some of their pages only', async () => {
    const window = shared()
    const { page } = window
    const path = put(temporaryFolder(), 'part.pdf', makePdf([1, 2, 3, 4].map((n) => ({ lines: [`only page ${n}`] }))))
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Add files with options…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add files with options' })
    await dialog.getByLabel('Pages', { exact: true }).fill('3-4')
    const choose = dialog.getByRole('button', { name: 'Choose files…' })
    if (kind === 'browser') {
      const chooser = page.waitForEvent('filechooser')
      await choose.click()
      await (await chooser).setFiles(path)
    } else {
      await window.ask('answer', { filePaths: [path] })
      await choose.click()
    }
    await waitState(page, 'part.pdf', 'Done')
    await jobRow(page, 'part.pdf').click()
    await page.getByText('Page 3 (1 of 2)', { exact: true }).waitFor()
    await page.getByRole('article', { name: 'Page 3 (1 of 2)' }).getByText('only page 3').first().waitFor()
  })

  it('files that are dropped together are a batch with its counts and time', async () => {
    const { page } = shared()
    await dropFiles(page, [longPdf(1), longPdf(2)])
    await page.getByText(/Batch of 2: 2 done · in \d+ s/).waitFor()
  })

  it('pause, resume and cancel do what they say', async () => {
    const { page } = shared()
    await dropFiles(page, [longPdf(12)])
    const row = jobRow(page, 'long-12.pdf')
    await row.getByRole('button', { name: 'Pause' }).click()
    await waitState(page, 'long-12.pdf', 'Paused')
    await row.getByRole('button', { name: 'Resume' }).click()
    await row.getByText(/Waiting|Reading/).waitFor()
    await row.getByRole('button', { name: 'Cancel' }).click()
    await waitState(page, 'long-12.pdf', 'Cancelled')
    await row.getByRole('button', { name: 'Try failed pages again' }).click()
    await row.getByText(/Waiting|Reading/).waitFor()
    await row.getByRole('button', { name: 'Cancel' }).click()
  })

  it('a protected PDF asks for its password and goes on', async () => {
    const { page } = shared()
    await dropFiles(page, [fixture('encrypted.pdf')])
    await waitState(page, 'encrypted.pdf', 'Needs a password')
    const field = page.getByLabel('Password of encrypted.pdf').first()
    await field.fill('guess')
    await page.keyboard.press('Enter')
    await page.getByText('The password is wrong').first().waitFor()
    await field.fill('secret')
    await page.getByRole('button', { name: 'Unlock' }).first().click()
    await waitState(page, 'encrypted.pdf', 'Done')
  })

  it('jobs are reordered by the menu and by the keyboard, and priority is raised', async () => {
    const { page } = await openWindow({ kind })
    await page.getByText('Nothing in the queue').waitFor()
    await dropFiles(page, [longPdf(30)])
    await jobRow(page, 'long-30.pdf').waitFor()
    await dropFiles(page, [longPdf(20)])
    await jobRow(page, 'long-20.pdf').waitFor()
    await page.getByRole('button', { name: 'Pause all' }).click()
    await waitState(page, 'long-20.pdf', 'Paused')
    const order = async () => {
      const names = await page.getByRole('grid').getByRole('row').allTextContents()
      return names.map((text) => /long-\d+/.exec(text)?.[0]).join()
    }
    expect(await order()).toBe('long-30,long-20')
    await jobRow(page, 'long-20.pdf').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Move up' }).click()
    await until(async () => (await order()) === 'long-20,long-30')
    // The drag handle works with the keyboard too.
    await jobRow(page, 'long-20.pdf').click()
    for (const key of ['ArrowRight', 'Enter', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    await until(async () => (await order()) === 'long-30,long-20')
    await jobRow(page, 'long-20.pdf').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Raise priority' }).click()
    await until(async () => (await order()) === 'long-20,long-30')
  })

  it('deleting can be undone', async () => {
    const { page } = shared()
    await waitState(page, 'sample.pdf', 'Done')
    await jobRow(page, 'sample.pdf').getByRole('button', { name: 'Delete' }).click()
    await jobRow(page, 'sample.pdf').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await jobRow(page, 'sample.pdf').waitFor()
  })

  it('a pasted picture is read', async () => {
    const { page } = shared()
    const bytes = readFileSync(freshCopy('page.png')).toString('base64')
    await page.evaluate(`{
      const data = new DataTransfer()
      const picture = Uint8Array.from(atob('${bytes}'), (c) => c.charCodeAt(0))
      data.items.add(new File([picture], 'image.png', { type: 'image/png' }))
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
    }`)
    await page
      .getByText(/^Pasted .*\.png$/)
      .first()
      .waitFor()
  })

  it('a page whose process is killed is read all the same, and the window says what goes on', async () => {
    const window = shared()
    const { page } = window
    await dropFiles(page, [longPdf(8)])
    await openedPage(page, 1).getByText('page 1 line 1').waitFor()
    process.kill(await sidecarPid(window), 'SIGKILL')
    await page.getByRole('button', { name: /Engine restarting|Engine starting/ }).waitFor()
    await waitState(page, 'long-8.pdf', 'Done')
    await page.getByRole('button', { name: 'Engine ready' }).click()
    await page.getByRole('dialog').getByText('Restarts').waitFor()
    expect(await page.getByRole('dialog').textContent()).toMatch(/Restarts1/)
    await page.keyboard.press('Escape')
  })

  it('what was not done when it was killed goes on at the next start', async () => {
    const first = await openWindow({ kind })
    await first.page.getByText('Nothing in the queue').waitFor()
    await dropFiles(first.page, [longPdf(9)])
    await openedPage(first.page, 1).getByText('page 1 line 1').waitFor()
    await first.kill()
    const { page } = await openWindow({ kind, home: first.home })
    await waitState(page, 'long-9.pdf', 'Done')
    await jobRow(page, 'long-9.pdf').click()
    await openedPage(page, 1).getByText('page 1 line 1').waitFor()
  })

  it('a folder is walked', async () => {
    const { page } = shared()
    const folder = dirname(freshCopy('page.png', 'one.png'))
    put(folder, 'notes.txt', 'text')
    await dropFiles(page, [folder])
    await jobRow(page, 'one.png').waitFor()
  })
})

describe.each(desktopKinds.filter((kind) => kind === 'stand-in'))('on the desktop (%s)', (kind) => {
  const camera = put(temporaryFolder(), 'camera.sh', `#!/bin/sh\ncp '${freshCopy('page.png')}' "$3"\n`)
  chmodSync(camera, 0o755)
  const shared = sharedWindow({ kind, files: [fixture('page.png')], env: { INKLEAF_SCREENCAPTURE: camera } })

  it('Open With and a second start hand files over', async () => {
    const { page, ask } = shared()
    await jobRow(page, 'page.png').waitFor()
    await ask('emit', ['open-file', fixture('sample.pdf')])
    await jobRow(page, 'sample.pdf').waitFor()
    await ask('emit', ['second-instance', ['node', 'main.js', 'scan.pdf'], join(fixture('.'))])
    await jobRow(page, 'scan.pdf').waitFor()
    expect(await ask('seen')).toContainEqual({ what: 'recent', value: fixture('sample.pdf') })
  })

  it('File > Open reads what is chosen', async () => {
    const { page, ask } = shared()
    await ask('answer', { filePaths: [fixture('page.heic')] })
    await ask('menu', 'Open…')
    await jobRow(page, 'page.heic').waitFor()
  })

  it('quitting with work in hand asks, and a no keeps it going', async () => {
    const { page, ask, quit, home } = await openWindow({ kind })
    await page.getByText('Nothing in the queue').waitFor()
    await dropFiles(page, [longPdf(40)])
    await openedPage(page, 1).getByText('page 1 line 1').waitFor()
    await ask('answer', { response: 1 })
    await ask('quit')
    const seen = await ask<{ what: string; value: { options?: { message: string } } }[]>('seen')
    expect(seen.find(({ what }) => what === 'dialog')?.value.options?.message).toMatch(/^Quit while/)
    await page.getByText('Reading').first().waitFor()
    await ask('answer', { response: 0 })
    await quit()
    const again = await openWindow({ kind, home })
    await jobRow(again.page, 'long-40.pdf').getByText('Reading').waitFor()
  })

  it('the dock shows what is left, the machine is kept awake, and an end in the background is told', async () => {
    const { page, ask } = await openWindow({ kind })
    await ask('blur')
    await dropFiles(page, [fixture('sample.pdf')])
    await waitState(page, 'sample.pdf', 'Done')
    const told = await until(async () => {
      const seen = await ask<{ what: string; value: unknown }[]>('seen')
      return seen.some(({ what }) => what === 'notification') && seen
    })
    const values = (wanted: string) => told.filter(({ what }) => what === wanted).map(({ value }) => value)
    expect(values('badge')).toContain(1)
    expect(values('badge').at(-1)).toBe(0)
    expect(values('progress').at(-1)).toBe(-1)
    expect(values('awake')).toEqual([true, false])
    expect(values('notification')).toEqual([{ title: 'Reading is done', body: 'sample.pdf' }])
  })

  it('text from the screen is read ahead of all else and lands on the clipboard', async () => {
    const { page, ask } = shared()
    expect(await ask('shortcuts')).toEqual(['CommandOrControl+Shift+2'])
    await ask('shortcut', 'CommandOrControl+Shift+2')
    const copied = await until(async () => (await ask<Record<string, string>>('copied'))['text/plain'])
    expect(copied).toMatch(/\w{4,}/)
    await page
      .getByText(/^Screen .*\.png$/)
      .first()
      .waitFor()
  })

  it('a capture has an engine of its own: what files are read with may be slow, or a service', async () => {
    const services = [{ id: 'away', name: 'Away', model: 'm', address: 'http://127.0.0.1:1/v1' }]
    const settings = { services, reading: { engine: 'away' } }
    const { page, ask } = await openWindow({ kind, settings, env: { INKLEAF_SCREENCAPTURE: camera } })
    await page.getByText('Nothing in the queue').waitFor()
    await ask('shortcut', 'CommandOrControl+Shift+2')
    await page
      .getByText(/^Screen .*\.png$/)
      .first()
      .waitFor()
    await openedPage(page, 1).locator('.doc-block').first().waitFor()
    expect(await openedPage(page, 1).locator('.page-warning').count()).toBe(0)
  })

  it('OCR Clipboard reads a picture, and files that were copied', async () => {
    const { page, ask } = shared()
    await ask('copy', { 'image/png': freshCopy('page.png') })
    await ask('menu', 'OCR Clipboard')
    await page
      .getByText(/^Clipboard .*\.png$/)
      .first()
      .waitFor()
    const address = `file://${fixture('sample.pdf')}`
    await ask('copy', { 'electron application/osclipboard;format="public.file-url"': address })
    await ask('menu', 'OCR Clipboard')
    await jobRow(page, 'sample.pdf').waitFor()
  })
})

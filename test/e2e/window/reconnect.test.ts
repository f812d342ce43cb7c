/** The window in a browser whose server ends and is started again. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { it, onTestFinished } from 'vitest'
import { fixture } from '../../support/folders.ts'
import { dropFiles, openWindow, serveAgain, type TestWindow } from '../../support/window.ts'
import { jobRow, openedPage, waitState } from '../../support/window-parts.ts'

async function opened() {
  const window = await openWindow({ kind: 'browser', files: [fixture('sample.pdf')], settings: {} })
  await waitState(window.page, 'sample.pdf', 'Done')
  await jobRow(window.page, 'sample.pdf').click()
  await openedPage(window.page, 1).locator('.doc-block').first().waitFor()
  return window
}

/** As by a crash; returns how to start it again, where it was. */
async function crash({ page, home, process: server }: TestWindow): Promise<() => Promise<void>> {
  const ended = new Promise((done) => server?.once('exit', done))
  server?.kill('SIGKILL')
  await ended
  return async () => {
    const again = await serveAgain(home, Number(new URL(page.url()).port))
    onTestFinished(() => void again.kill('SIGKILL'))
  }
}

it('goes on by itself once the server is back, with the same document, and reads what was dropped meanwhile', async () => {
  const window = await opened()
  const { page } = window
  const startAgain = await crash(window)
  await page.getByText("Inkleaf isn't running. Reconnecting…").waitFor()
  await page.getByRole('button', { name: 'Not connected' }).waitFor()
  await dropFiles(page, [fixture('page.png')])
  await page.getByText('1 file will be added once it is back.').waitFor()
  await startAgain()
  await page.getByText("Inkleaf isn't running").waitFor({ state: 'detached' })
  await waitState(page, 'page.png', 'Done')
  await jobRow(page, 'sample.pdf').click()
  await openedPage(page, 1).getByText('The tide tables of Harrow Sound').first().waitFor()
})

it('says what to open where the server no longer knows the browser', async () => {
  const window = await opened()
  const startAgain = await crash(window)
  rmSync(join(window.home, 'sessions.json'))
  await startAgain()
  await window.page.getByText('Open the address shown in its terminal.').waitFor()
})

/** What people meet who have just installed it: a sample to try, a folder that is watched, links, the command. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { fixture, temporaryFolder } from '../../support/folders.ts'
import { kinds, openWindow, sharedWindow, until } from '../../support/window.ts'
import { jobRow, waitState } from '../../support/window-parts.ts'

const project = resolve(import.meta.dirname, '../../..')

interface Seen {
  what: string
  value: { method?: string; options?: { message?: string; detail?: string } }
}

describe.each(kinds)('the first window (%s)', (kind) => {
  const shared = sharedWindow({ kind, settings: {} })

  it('reads a sample page at once', async () => {
    const { page } = shared()
    await page.getByRole('button', { name: 'Read a sample page' }).click()
    await waitState(page, 'sample.pdf', 'Done')
    await page.getByRole('heading', { name: 'The tide tables of Harrow Sound' }).waitFor()
  })

  it('watches a folder that was chosen, and stops', async () => {
    const window = shared()
    const { page } = window
    const folder = temporaryFolder()
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('tab', { name: 'Folder', exact: true }).click()
    if (kind === 'browser') {
      await page.getByText('The folder is chosen in the desktop app, or by the command').waitFor()
      await page.keyboard.press('Escape')
      return
    }
    await window.ask('answer', { filePaths: [folder] })
    await page.getByRole('button', { name: 'Choose…' }).first().click()
    await page.getByText(folder, { exact: true }).waitFor()
    await page.getByText(`${folder}/Inkleaf`).waitFor()
    writeFileSync(join(folder, 'letter.png'), readFileSync(fixture('page.png')))
    await until(async () => existsSync(join(folder, 'Inkleaf', 'letter.md')))
    await page.getByRole('button', { name: 'Stop watching' }).click()
    await page.getByText('none', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await jobRow(page, 'letter.png').waitFor()
  })
})

describe('a link, on the desktop', () => {
  const shared = sharedWindow({ kind: 'stand-in', files: [fixture('sample.pdf')] })

  it('searches the history', async () => {
    const { page, ask } = shared()
    await waitState(page, 'sample.pdf', 'Done')
    await ask('emit', ['open-url', 'inkleaf://search?q=lighthouse%20keeper'])
    const field = page.getByRole('searchbox')
    await until(async () => (await field.inputValue()) === 'lighthouse keeper')
  })

  it('has files read only when the user says so', async () => {
    const { page, ask } = shared()
    const link = `inkleaf://read?file=${encodeURIComponent(fixture('page.png'))}`
    await ask('answer', { response: 1 })
    await ask('emit', ['open-url', link])
    const asked = await until(async () => (await ask<Seen[]>('seen')).find(({ what }) => what === 'dialog'))
    expect(asked.value.options).toMatchObject({
      message: 'Read “page.png”?',
      detail: expect.stringContaining(fixture('page.png')),
    })
    await ask('answer', { response: 0 })
    await ask('emit', ['open-url', `inkleaf://read?file=${encodeURIComponent(fixture('invoice.png'))}`])
    await waitState(page, 'invoice.png', 'Done')
    expect(await jobRow(page, 'page.png').count()).toBe(0)
  })
})

it('the app runs commands without a window, beside itself', async () => {
  const { home, page } = await openWindow({ kind: 'stand-in', files: [fixture('page.png')] })
  await waitState(page, 'page.png', 'Done')
  const register = join(project, 'test/support/electron/register.mjs')
  const inkleaf = async (...words: string[]) => {
    const args = ['--import', register, join(project, 'out/main/main.js'), '--command', '--', ...words]
    return promisify(execFile)(process.execPath, args, { env: { ...process.env, INKLEAF_HOME: home } })
  }
  expect((await inkleaf('history', 'list')).stdout).toContain('page.png')
  expect((await inkleaf('ocr', fixture('sample.pdf'))).stdout).toContain('Harrow Sound')
  await waitState(page, 'sample.pdf', 'Done')
  await expect(inkleaf('ocr', '/nowhere.pdf')).rejects.toMatchObject({ code: 1 })
})

/** Protected documents whose password is asked for, also in a later run. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixture, temporaryFolder } from '../../support/folders.ts'
import { kinds, openWindow, until } from '../../support/window.ts'
import { jobRow, openedPage, pagePicture, waitState } from '../../support/window-parts.ts'

describe.each(kinds.filter((kind) => kind !== 'electron'))('a protected document (%s)', (kind) => {
  it('that was read keeps its text in a later run, and shows its pages once its password is given again', async () => {
    const home = join(temporaryFolder(), 'home')
    mkdirSync(home)
    writeFileSync(join(home, 'settings.json'), '{}')
    const first = await openWindow({ kind, home, files: [fixture('encrypted.pdf')] })
    await waitState(first.page, 'encrypted.pdf', 'Needs a password')
    await first.page.getByLabel('Password of encrypted.pdf').first().fill('secret')
    await first.page.getByRole('button', { name: 'Unlock' }).first().click()
    await waitState(first.page, 'encrypted.pdf', 'Done')
    await first.quit()
    // What was drawn then may have been swept.
    rmSync(join(home, 'previews'), { recursive: true, force: true })
    const { page } = await openWindow({ kind, home })
    await page.getByRole('tab', { name: 'History' }).click()
    await jobRow(page, 'encrypted.pdf').click()
    await openedPage(page, 1).locator('.doc-block').first().waitFor()
    const picture = pagePicture(page, 1)
    await picture.getByText('This document is protected.').waitFor()
    await picture.getByLabel('Password').fill('wrong')
    await picture.getByRole('button', { name: 'Unlock' }).click()
    await picture.getByText('The password is wrong').waitFor()
    await picture.getByLabel('Password').fill('secret')
    await picture.getByRole('button', { name: 'Unlock' }).click()
    const image = picture.locator('img')
    await until(
      async () => (await image.evaluate((one) => (one as never)['naturalWidth'] as number).catch(() => 0)) > 100,
    )
    expect(await picture.getByLabel('Password').count()).toBe(0)
  })
})

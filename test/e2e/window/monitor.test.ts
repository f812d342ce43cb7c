/** The window tells how the machine does, and who else reads. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { startRedis, startWorker } from '../../support/cluster/machines.ts'
import { fixture } from '../../support/fixtures.ts'
import { desktopKinds, dropFiles, kinds, openWindow, until } from '../../support/window.ts'
import { jobRow, openedPage, waitState } from '../../support/window-parts.ts'

const USUAL = { reading: { textLayer: 'never' } }

describe.each(kinds)('in %s', (kind) => {
  it('the monitor shows speed, memory and processor over time, and what pages took', async () => {
    const { page } = await openWindow({ kind, files: [fixture('sample.pdf')] })
    await waitState(page, 'sample.pdf', 'Done')
    await page.getByRole('button', { name: 'Engine ready' }).click()
    await page.getByRole('button', { name: 'Monitor…' }).click()
    const sheet = page.getByRole('dialog', { name: 'Monitor' })
    await sheet.getByText('No page is being read on this machine.').waitFor()
    // Two points make a line.
    await sheet.locator('.chart canvas').nth(3).waitFor({ timeout: 30_000 })
    const memory = sheet.locator('.chart').filter({ hasText: 'Ceiling' })
    expect(await memory.textContent()).toMatch(/Inkleaf [\d.,]+ MB/)
    const row = sheet.getByRole('row', { name: /Last 10 pages/ })
    await until(async () => Number(await row.getByRole('cell').nth(0).textContent()) > 0)
    await sheet.getByText('Since the start: 2 pages read · 0 pages failed · 0 restarts of engines').waitFor()
    await sheet.getByRole('radio', { name: 'Last day' }).click()
    // A minute has not passed yet.
    await sheet.getByText('Nothing has been recorded yet').waitFor()
  })

  it('other machines are named in Settings, shown as they come, and read what is added', async () => {
    const redis = await startRedis()
    onTestFinished(() => redis.end())
    const { page } = await openWindow({ kind, settings: USUAL })
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Engines' }).click()
    const machines = page.getByRole('listitem', { name: 'Other machines' })
    await machines.getByText('Needs the address of a Redis').waitFor()
    await machines.getByText('Redis and workers').click()
    const address = machines.getByLabel(/^Redis \(redis:/)
    // A password has a place of its own.
    await address.fill('redis://:secret@host')
    await address.blur()
    await page.getByText('The password is entered below').first().waitFor()
    await address.fill(redis.url)
    await address.blur()
    await machines.getByText('No worker is there', { exact: true }).waitFor({ timeout: 30_000 })
    const worker = await startWorker(redis.url, ['--ms', '300', '--slots', '2'])
    onTestFinished(() => worker.kill())
    const old = await startWorker(redis.url, ['--version', '0.0.9'])
    onTestFinished(() => old.kill())
    await machines.getByText('Ready', { exact: true }).waitFor({ timeout: 30_000 })
    const workers = machines.getByRole('table', { name: 'Workers' })
    await workers.getByText('version 0.0.9; this is').waitFor()
    await workers.getByText('0/2').first().waitFor()
    await page
      .getByLabel('For new files')
      .or(page.getByRole('button', { name: /For new files/ }))
      .first()
      .click()
    await page.getByRole('option', { name: 'Other machines' }).click()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await dropFiles(page, [fixture('page.png')])
    await waitState(page, 'page.png', 'Done')
    await jobRow(page, 'page.png').click()
    await openedPage(page, 1).getByText('page 1', { exact: true }).waitFor()
    await openedPage(page, 1)
      .getByText(/^Read on \S+/)
      .waitFor()
    expect(await redis.keysOfPages()).toEqual([])
  })
})

describe.each(desktopKinds)('in %s', (kind) => {
  // The stand-in can say that it is on battery.
  it.runIf(kind === 'stand-in')('on battery and in heat fewer pages are read at a time', async () => {
    const { page, ask } = await openWindow({ kind, settings: USUAL })
    await ask('power', { thermal: 'serious' })
    await page.getByRole('button', { name: /^Engine/ }).click()
    await page.getByRole('button', { name: 'Monitor…' }).click()
    await page.getByRole('dialog', { name: 'Monitor' }).waitFor()
    const pace = () =>
      page.evaluate<{ pages: number }>(`window.inkleaf.call('monitor.look', {}).then(({ pace }) => pace)`)
    await until(async () => (await pace()).pages === 1)
    await ask('power', { thermal: 'nominal', onBattery: false })
    await until(async () => (await pace()).pages > 1)
  })
})

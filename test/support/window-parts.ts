/** Parts of the window as the specs name them. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright'
import { type TestWindow, until } from './window.ts'

/** A file's row in the queue or the history. */
export function jobRow(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ hasText: name }).first()
}

export async function waitState(page: Page, name: string, state: string): Promise<void> {
  await jobRow(page, name).getByText(state, { exact: true }).waitFor({ timeout: 90_000 })
}

export function openedPage(page: Page, number: number): Locator {
  return page.getByRole('article', { name: new RegExp(`^Page ${number} of`) })
}

export function pagePicture(page: Page, number: number): Locator {
  return page.getByRole('figure', { name: `Picture of page ${number}`, exact: true })
}

/** Presses Escape until it is gone: a key that comes while a list or a tooltip closes is theirs. */
export async function closeByEscape(page: Page, from: Locator): Promise<void> {
  await until(async () => {
    if ((await from.count()) === 0) return true
    await page.keyboard.press('Escape')
    return from.waitFor({ state: 'detached', timeout: 1000 }).then(
      () => true,
      () => false,
    )
  })
}

/** Where it is, once it has stopped moving. */
export async function settled(locator: Locator) {
  let last = ''
  return until(async () => {
    const box = await locator.boundingBox()
    const same = box && JSON.stringify(box) === last && box
    last = JSON.stringify(box)
    return same
  })
}

export const clipboardText = (page: Page) => page.evaluate<string>('navigator.clipboard.readText()')

/** The recognition process that the window's process has started. */
export function sidecarPid(window: TestWindow): Promise<number> {
  return until(async () =>
    childrenOf(window.process?.pid ?? 0).find((pid) => commandOf(pid).includes('inkleaf_sidecar')),
  )
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === parent
      } catch {
        return false
      }
    })
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Windows that a test opens, and that end with it. */
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { temporaryFolder } from './folders.ts'
import { type OpenOptions, openIn, type TestWindow } from './open-window.ts'

export * from './open-window.ts'

/** A window of the test's own. */
export async function openWindow(options: OpenOptions): Promise<TestWindow> {
  const opened = await openIn(temporaryFolder(), options)
  onTestFinished(() => opened.kill())
  return opened
}

/** One window for all tests of a group: starting the models takes longer than most tests. */
export function sharedWindow(options: OpenOptions): () => TestWindow {
  let opened: TestWindow | null = null
  beforeAll(async () => {
    opened = await openIn(temporaryFolder(), options)
  })
  afterAll(() => opened?.kill())
  return () => {
    if (!opened) throw new Error('the window is not open yet')
    return opened
  }
}

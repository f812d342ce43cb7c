/** The API for a test file. */
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Settings } from '../../src-preload/settings.ts'
import { startApi, type TestApi } from './api-server.ts'
import { temporaryFolder } from './folders.ts'

export { form, type Json, type TestApi } from './api-server.ts'

export function openApi(
  settings: Partial<Settings> = {},
  home = join(temporaryFolder(), 'home'),
  more: Parameters<typeof startApi>[2] = {},
): Promise<TestApi> {
  return startApi(home, settings, more)
}

/** One for all tests of a file. */
export function sharedApi(settings: Partial<Settings> = {}): TestApi {
  const api = {} as TestApi
  beforeAll(async () => {
    Object.assign(api, await openApi(settings))
  })
  afterAll(() => api.close())
  return api
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { settingsSchema } from '../../src-preload/settings.ts'
import { openApi } from '../../test/support/api.ts'
import { temporaryFolder } from '../../test/support/folders.ts'

it('what holds for one run is not kept, also where something beside it was changed', async () => {
  const home = join(temporaryFolder(), 'home')
  const usual = settingsSchema.parse({})
  const run = { api: { ...usual.api, token: 'only-for-this-run-1', title: 'Scans' }, pagesInFlight: 3 as const }
  const api = await openApi(run, home)
  await api.app.handlers['settings.set']({ patch: { api: { fetchUrls: true }, trashDays: 7 } })
  expect(api.app.settings.api).toMatchObject({ token: 'only-for-this-run-1', title: 'Scans', fetchUrls: true })
  await api.close()
  const kept = settingsSchema.parse(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8')))
  expect(kept).toMatchObject({ trashDays: 7, pagesInFlight: 'auto', api: { fetchUrls: true, title: '' } })
  expect(kept.api.token).not.toBe('only-for-this-run-1')
})

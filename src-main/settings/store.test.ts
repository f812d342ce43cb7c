import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { settingsSchema } from '../../src-preload/settings.ts'
import { put, temporaryFolder } from '../../test/support/folders.ts'
import { readSettings, writeSettings } from './store.ts'

const folder = temporaryFolder()

it('no file is all defaults', () => {
  expect(readSettings(join(folder, 'none.json'))).toMatchObject({
    pagesInFlight: 'auto',
    memory: { maxPercent: 80, maxBytes: null },
    retries: { maxAttempts: 5 },
    timeouts: { pageMs: 180_000 },
  })
})

it('what was written is read, and what an older app does not know is dropped', () => {
  const file = join(folder, 'settings.json')
  writeSettings(file, settingsSchema.parse({ pagesInFlight: 5, retries: { maxAttempts: 2 }, theme: 'blue' }))
  expect(readSettings(file)).toMatchObject({ pagesInFlight: 5, retries: { maxAttempts: 2, baseDelayMs: 1000 } })
  expect(readSettings(file)).not.toHaveProperty('theme')
})

it('a file that makes no sense is named, with the place', () => {
  expect(() => readSettings(put(folder, 'a.json', '{'))).toThrow(/a\.json is no valid JSON/)
  expect(() => readSettings(put(folder, 'b.json', '{"limits":{"maxPages":-1}}'))).toThrow(/b\.json: limits\.maxPages/)
})

it('a setting that had another name before keeps its value', () => {
  const file = join(temporaryFolder(), 'settings.json')
  writeFileSync(file, JSON.stringify({ retries: { maxTries: 3, baseDelayMs: 7 } }))
  expect(readSettings(file).retries).toMatchObject({ maxAttempts: 3, baseDelayMs: 7 })
})

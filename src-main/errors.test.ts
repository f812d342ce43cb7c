import { expect, it } from 'vitest'
import { coerceError } from './errors.ts'

const sqlite = (code: string) => coerceError(Object.assign(new Error('the library’s words'), { code }))

it('a database that can not share memory is on a network volume, and is told so in words', () => {
  for (const code of ['SQLITE_IOERR_SHMMAP', 'SQLITE_IOERR_SHMOPEN', 'SQLITE_IOERR_LOCK'])
    expect(sqlite(code)).toMatchObject({ code: 'network_volume', message: expect.stringMatching(/INKLEAF_HOME/) })
  // A full volume and a busy file say something like it.
  expect(sqlite('SQLITE_IOERR_SHMSIZE').code).toBe('database_failed')
  expect(sqlite('SQLITE_PROTOCOL').code).toBe('database_failed')
  expect(sqlite('SQLITE_FULL').code).toBe('disk_full')
})

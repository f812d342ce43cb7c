import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folders.ts'
import { openForWriting } from './database.ts'
import { RepeatableRequests } from './repeatable-requests.ts'

function opened(now: () => number = Date.now) {
  return new RepeatableRequests(openForWriting(join(temporaryFolder(), 'history.db')).db, now)
}

it('the second time nothing is made: the first answer is given, also while it is still being made', async () => {
  const requests = opened()
  let made = 0
  const make = async () => ({ id: ++made })
  const both = await Promise.all([requests.answer('k', 'f', make), requests.answer('k', 'f', make)])
  expect([...both, await requests.answer('k', 'f', make)]).toEqual([{ id: 1 }, { id: 1 }, { id: 1 }])
})

it('a key that is used for something else is an error, and what failed may be tried again', async () => {
  const requests = opened()
  await expect(requests.answer('k', 'f', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await requests.answer('k', 'f', async () => 1)
  await expect(requests.answer('k', 'other', async () => 2)).rejects.toMatchObject({ code: 'repeated_key' })
})

it('is forgotten after a day', async () => {
  let time = 1
  const requests = opened(() => time)
  await requests.answer('k', 'f', async () => 'first')
  time += 24 * 3600_000
  expect(await requests.answer('k', 'f', async () => 'second')).toBe('second')
})

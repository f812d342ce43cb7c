import { expect, it, onTestFinished, vi } from 'vitest'
import { newStore } from '../../test/support/store.ts'
import type { OpenDocuments } from './open-documents.ts'
import { Trash } from './trash.ts'

function newTrash(trashDays = 0) {
  const { store, maintenance, addJob } = newStore()
  const trash = new Trash({
    store,
    maintenance,
    documents: { forget: async () => {} } as unknown as OpenDocuments,
    sourcesFolder: '/nowhere',
    settings: { trashDays },
    cancel: () => {},
    pause: () => [],
    goOn: () => {},
    tellRemoved: () => {},
  })
  return { store, trash, addJob }
}

it('a job that was brought back and deleted again has its whole minute again', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { store, trash, addJob } = newTrash()
  const id = addJob(1)
  trash.throwAway([id])
  vi.advanceTimersByTime(20_000)
  store.restore([id])
  vi.advanceTimersByTime(30_000)
  trash.throwAway([id])
  vi.advanceTimersByTime(20_000)
  expect(store.job(id)).not.toBeNull()
  await vi.advanceTimersByTimeAsync(41_000)
  vi.useRealTimers()
  await vi.waitUntil(() => store.job(id) === null)
})

it('of hundreds of jobs whose minute is over, one that is brought back at the last moment stays', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { store, trash, addJob } = newTrash()
  const ids = Array.from({ length: 450 }, () => addJob(1))
  trash.throwAway(ids)
  vi.advanceTimersByTime(61_000)
  // The first of them are marked now; the others have their turn after whatever else waits.
  const last = store.inTrash(Date.now(), -1).at(-1) ?? ''
  trash.restore([last])
  vi.useRealTimers()
  await vi.waitUntil(() => ids.every((id) => id === last || store.job(id) === null))
  expect(store.job(last)).not.toBeNull()
})

it('stays in the Trash for the days of the setting, also over a restart, and goes then by itself', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { store, trash, addJob } = newTrash(30)
  const id = addJob(1)
  await trash.start()
  trash.throwAway([id])
  await trash.close()
  await vi.advanceTimersByTimeAsync(29 * 86_400_000)
  expect(store.inTrash(Date.now(), 10)).toEqual([id])
  await trash.start()
  await vi.advanceTimersByTimeAsync(86_400_000 + 3_600_000)
  vi.useRealTimers()
  await vi.waitUntil(() => store.job(id) === null)
})

it('a job that was at work goes on when it is brought back in a later run, one that was paused stays so', () => {
  const { store, addJob } = newTrash(30)
  const [working, paused] = [addJob(1), addJob(1)]
  store.throwAway([working, paused], [working])
  expect(store.restore([working, paused])).toEqual([
    { id: working, resume: true },
    { id: paused, resume: false },
  ])
})

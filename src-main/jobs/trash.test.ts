import { expect, it, onTestFinished, vi } from 'vitest'
import { newStore } from '../../test/support/store.ts'
import type { OpenDocuments } from './open-documents.ts'
import { Trash } from './trash.ts'

function newTrash() {
  const { store, maintenance, addJob } = newStore()
  const trash = new Trash({
    store,
    maintenance,
    documents: { forget: async () => {} } as unknown as OpenDocuments,
    sourcesFolder: '/nowhere',
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

import { expect, it, onTestFinished, vi } from 'vitest'
import { newStore } from '../../test/support/store.ts'
import type { OpenDocuments } from './open-documents.ts'
import { Trash } from './trash.ts'

it('a job that was brought back and deleted again has its whole minute again', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { store, maintenance, addJob } = newStore()
  const id = addJob(1)
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

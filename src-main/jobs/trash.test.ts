import { expect, it, onTestFinished, vi } from 'vitest'
import { newStore } from '../../test/support/store.ts'
import type { OpenDocuments } from './open-documents.ts'
import { Trash } from './trash.ts'

it('a job that was brought back and deleted again has its whole minute again', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { store, addJob } = newStore()
  const id = addJob(1)
  const removed: string[][] = []
  const trash = new Trash({
    store,
    documents: { forget: async () => {} } as unknown as OpenDocuments,
    sourcesFolder: '/nowhere',
    cancel: () => {},
    pause: () => [],
    goOn: () => {},
    tellRemoved: (ids) => void (store.job(ids[0] ?? '') ?? removed.push(ids)),
  })
  trash.throwAway([id])
  vi.advanceTimersByTime(20_000)
  store.setDeleted([id], false)
  vi.advanceTimersByTime(30_000)
  trash.throwAway([id])
  vi.advanceTimersByTime(20_000)
  expect(removed).toEqual([])
  await vi.advanceTimersByTimeAsync(41_000)
  expect(removed).toEqual([[id]])
})

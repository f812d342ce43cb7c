import { expect, it, onTestFinished, vi } from 'vitest'
import { newStore } from '../../test/support/store.ts'
import type { JobQueue } from '../jobs/queue.ts'
import { Trash } from './trash.ts'

it('a job that was brought back and deleted again has its whole minute again', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { store, addJob } = newStore()
  const id = addJob(1)
  const removed: string[][] = []
  const queue = {
    trash: (ids: string[]) => store.setDeleted(ids, true),
    remove: async (ids: string[]) => removed.push(ids),
  } as unknown as JobQueue
  const trash = new Trash(queue, store)
  trash.throwAway([id])
  vi.advanceTimersByTime(20_000)
  store.setDeleted([id], false)
  vi.advanceTimersByTime(30_000)
  trash.throwAway([id])
  vi.advanceTimersByTime(20_000)
  expect(removed).toEqual([])
  vi.advanceTimersByTime(41_000)
  expect(removed).toEqual([[id]])
})

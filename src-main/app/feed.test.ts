import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { CoreEvent, FeedMessage, Snapshot } from '../../src-preload/contract.ts'
import { EventFeed, merged } from './feed.ts'

const delta = (text: string, attemptId = 1): CoreEvent => ({
  type: 'delta',
  jobId: 'a',
  page: 1,
  attemptId,
  sequence: 0,
  text,
})
const job = (id: string, state: string) => ({ type: 'job', job: { id, state } }) as unknown as CoreEvent

it('a window gets the snapshot, then what happened since, in few messages', async () => {
  const feed = new EventFeed(() => ({ jobs: [] }) as unknown as Snapshot)
  const heard: FeedMessage[] = []
  feed.tell(job('before', 'pending'))
  const end = feed.subscribe((message) => heard.push(message))
  for (let n = 0; n < 500; n++) {
    feed.tell({ type: 'removed', jobIds: [String(n)] })
    if (n % 50 === 0) await delay(10)
  }
  const events = () => heard.flatMap((message) => (message.type === 'events' ? message.events : []))
  await expect.poll(() => events().length, { timeout: 20_000 }).toBe(500)
  end()
  expect(heard[0]?.type).toBe('snapshot')
  expect(heard.length).toBeLessThan(15)
})

it('only the newest view of a job counts, and pieces of text are joined within a try', () => {
  expect(
    merged([job('a', 'pending'), delta('x'), delta('y'), job('a', 'processing'), delta('z', 2), job('b', 'pending')]),
  ).toEqual([job('a', 'processing'), delta('xy'), delta('z', 2), job('b', 'pending')])
})

it('a job that comes back after it was removed is not moved before its removal', () => {
  const removed: CoreEvent = { type: 'removed', jobIds: ['a'] }
  expect(merged([job('a', 'paused'), removed, job('a', 'pending')])).toEqual([
    job('a', 'paused'),
    removed,
    job('a', 'pending'),
  ])
})

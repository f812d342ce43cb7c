import { expect, it, onTestFinished } from 'vitest'
import { resultFor } from '../../test/support/result.ts'
import type { AttemptEnd } from '../jobs/queue.ts'
import { Monitor } from './monitor.ts'

function opened(now: () => number = Date.now) {
  const monitor = new Monitor({ dataFolder: '/', engine: () => ({ status: null, restarts: 3 }), now })
  onTestFinished(() => monitor.stop())
  return monitor
}

function attempt(outcome: AttemptEnd['outcome'], code: string | null = null): AttemptEnd {
  const status = outcome === 'completed' ? 'completed' : 'failed'
  const page = { page: 1, status, attempts: 1, result: resultFor(1, 'x'), edits: [], checked: [], error: null } as const
  return { jobId: 'j', page: { ...page, edits: [], checked: [] }, outcome, code }
}

it('counts how tries end, by error', () => {
  const monitor = opened()
  for (const one of [
    attempt('completed'),
    attempt('again', 'page_timeout'),
    attempt('again', 'engine_crashed'),
    attempt('failed', 'page_timeout'),
    attempt('released'),
  ])
    monitor.attempted(one)
  expect(monitor.counts).toMatchObject({
    pagesCompleted: 1,
    pagesFailed: 1,
    pagesRetried: 2,
    timeouts: 2,
    errors: { page_timeout: 2, engine_crashed: 1 },
  })
  expect(monitor.engineRestarts).toBe(3)
})

it('throughput is that of the last minute', () => {
  let time = 0
  const monitor = opened(() => time)
  time = 100_000
  for (let n = 0; n < 30; n++) monitor.attempted(attempt('completed'))
  expect(monitor.pagesPerSecond()).toBe(0.5)
  time += 61_000
  expect(monitor.pagesPerSecond()).toBe(0)
})

it('tells what the machine has left', async () => {
  const { cores, memoryTotalBytes, memoryAvailableBytes, diskFreeBytes, diskTotalBytes } = await opened().resources()
  expect(cores).toBeGreaterThan(0)
  expect(memoryAvailableBytes).toBeLessThanOrEqual(memoryTotalBytes)
  expect(diskFreeBytes).toBeLessThan(diskTotalBytes)
})

import { expect, it, onTestFinished } from 'vitest'
import { distributionOf, type Sample } from '../../src-preload/monitor.ts'
import { resultFor } from '../../test/support/result.ts'
import type { AttemptEnd } from '../jobs/queue.ts'
import { type Look, Looks } from './looks.ts'
import { Monitor, merged } from './monitor.ts'

function opened(now: () => number = Date.now) {
  const looks = new Looks({ readers: () => [{ state: 'stopped', restarts: 3, refresh: async () => null }], now })
  const kept: Sample[] = []
  const monitor = new Monitor({
    dataFolder: '/',
    looks,
    pace: () => ({
      pages: 2,
      reason: 'best',
      memory: 'free',
      machineCeilingBytes: 1,
      ownCeilingBytes: null,
      gpuCeilingBytes: null,
    }),
    waiting: () => 7,
    keep: (sample) => kept.push(sample),
    now,
  })
  // It is told when to look.
  looks.stop()
  onTestFinished(() => monitor.stop())
  return Object.assign(monitor, { kept })
}

const look = (at: number, more: Partial<Look> = {}): Look => ({
  at,
  busy: 0.5,
  own: 0.25,
  engines: 0.2,
  memoryTotalBytes: 1000,
  memoryUsedBytes: 500,
  appBytes: 100,
  engineBytes: 200,
  gpu: null,
  pagesInFlight: 1,
  pagesRead: 0,
  restarts: 3,
  isLoaded: true,
  ...more,
})

function took(seconds: number): AttemptEnd {
  const end = attempt('completed')
  const { result } = end.page
  return { ...end, page: { ...end.page, result: result && { ...result, timingsMs: { total: seconds * 1000 } } } }
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

it('sums up what the last ten and hundred pages took', async () => {
  const monitor = opened()
  expect((await monitor.view()).last10).toBeNull()
  for (let n = 1; n <= 120; n++) monitor.attempted(took(n))
  const { last10, last100 } = await monitor.view()
  expect(last10).toEqual({ pages: 10, mean: 115.5, p50: 115, p95: 120 })
  expect(last100).toEqual({ pages: 100, mean: 70.5, p50: 70, p95: 115 })
  expect(distributionOf([3])).toEqual({ pages: 1, mean: 3, p50: 3, p95: 3 })
})

it('a minute of samples is kept as one: means, the most memory, the sum of errors', async () => {
  const monitor = opened()
  for (let second = 0; second <= 60; second += 5) {
    if (second === 20) monitor.attempted(attempt('again', 'page_timeout'))
    if (second === 30) monitor.attempted(took(4))
    await monitor.sample(look(second * 1000, { busy: second < 30 ? 0 : 1, engineBytes: second === 10 ? 900 : 200 }))
  }
  expect(monitor.kept).toHaveLength(1)
  expect(monitor.kept[0]).toMatchObject({
    at: 0,
    cpuPercent: 50,
    engineBytes: 900,
    errors: 1,
    secondsPerPage: 4,
    pagesWaiting: 7,
    gpuBytes: null,
  })
  const { recent, now } = await monitor.view()
  expect(recent).toHaveLength(13)
  expect(now.pagesWaiting).toBe(7)
})

it('what is not known in a minute stays unknown', () => {
  const one: Sample = {
    at: 1,
    cpuPercent: 1,
    ownCpuPercent: 1,
    memoryTotalBytes: 1,
    memoryUsedBytes: 1,
    appBytes: 1,
    engineBytes: 1,
    gpuBytes: null,
    gpuTotalBytes: null,
    pagesPerSecond: 0,
    secondsPerPage: null,
    pagesInFlight: 0,
    pagesWaiting: 0,
    errors: 0,
    restarts: 0,
  }
  expect(merged([one, one])).toEqual(one)
  expect(merged([one, { ...one, gpuBytes: 5 }]).gpuBytes).toBe(5)
})

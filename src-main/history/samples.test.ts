import { expect, it } from 'vitest'
import type { Sample } from '../../src-preload/monitor.ts'
import { newStore } from '../../test/support/store.ts'

const HOUR_MS = 3_600_000

const sampleAt = (at: number): Sample => ({
  at,
  cpuPercent: 12.5,
  ownCpuPercent: 10,
  memoryTotalBytes: 16e9,
  memoryUsedBytes: 8e9,
  appBytes: 2e8,
  engineBytes: 6e8,
  gpuBytes: null,
  gpuTotalBytes: null,
  pagesPerSecond: 0.4,
  secondsPerPage: null,
  pagesInFlight: 2.5,
  pagesWaiting: 100,
  errors: 0,
  restarts: 0,
})

it('samples stay for a day, in order, and come back as they were', () => {
  const { store } = newStore()
  const start = 1_700_000_000_000
  for (let hour = 0; hour <= 30; hour++) store.keepSample(sampleAt(start + hour * HOUR_MS))
  const kept = store.samples(0)
  expect(kept).toHaveLength(24)
  expect(kept[0]).toEqual(sampleAt(start + 7 * HOUR_MS))
  expect(store.samples(start + 29 * HOUR_MS)).toEqual([sampleAt(start + 30 * HOUR_MS)])
})

it('what a clock that was ahead has left goes with the next one', () => {
  const { store } = newStore()
  store.keepSample(sampleAt(9e12))
  store.keepSample(sampleAt(1.7e12))
  expect(store.samples(0)).toEqual([sampleAt(1.7e12)])
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Buckets } from './buckets.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'Date', 'setTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Takes as often as it may for so many seconds; when it did, ms. */
function takeAll(buckets: Buckets, tokens: number, seconds: number): number[] {
  const times: number[] = []
  for (let ms = 0; ms < seconds * 1000; ms += 20) {
    while (buckets.take(tokens)) times.push(ms)
    vi.advanceTimersByTime(20)
  }
  return times
}

it.each([10, 60, 100, 500, 1000])('%i requests a minute: in no minute more, and 95%% of them', (limit) => {
  const buckets = new Buckets(() => ({ requestsPerMinute: limit, tokensPerMinute: null }))
  const times = takeAll(buckets, 1, 300)
  for (let start = 0; start <= 240_000; start += 1000) {
    const within = times.filter((at) => at >= start && at < start + 60_000).length
    expect(within).toBeLessThanOrEqual(limit + 1)
    expect(within).toBeGreaterThanOrEqual(Math.floor(0.95 * limit) - 1)
  }
})

it('tokens are limited as well, and what one took more than was thought is owed', () => {
  const buckets = new Buckets(() => ({ requestsPerMinute: null, tokensPerMinute: 60_000 }))
  let used = 0
  for (let ms = 0; ms < 300_000; ms += 20) {
    while (buckets.take(2000)) {
      buckets.settle(2000, 3000)
      used += 3000
    }
    vi.advanceTimersByTime(20)
  }
  expect(used).toBeLessThanOrEqual(5 * 60_000 + 3000)
  expect(used).toBeGreaterThanOrEqual(0.95 * 5 * 57_000)
})

it('a request that is larger than the bucket goes when the bucket is full, not never', () => {
  const buckets = new Buckets(() => ({ requestsPerMinute: null, tokensPerMinute: 1000 }))
  expect(buckets.take(50_000)).toBe(true)
  expect(buckets.take(50)).toBe(false)
  expect(buckets.waitMs(50)).toBeGreaterThan(60_000)
  expect(Number.isFinite(buckets.waitMs(50))).toBe(true)
})

it('it says beforehand how many may go, and a change of the limits holds at once', () => {
  const limits = { requestsPerMinute: 100 as number | null, tokensPerMinute: null }
  const buckets = new Buckets(() => limits)
  expect(buckets.affordable(1)).toBe(5)
  for (let n = 0; n < 5; n++) expect(buckets.take(1)).toBe(true)
  expect(buckets.affordable(1)).toBe(0)
  vi.advanceTimersByTime(buckets.waitMs(1))
  expect(buckets.affordable(1)).toBe(1)
  limits.requestsPerMinute = null
  expect(buckets.affordable(1)).toBe(Number.POSITIVE_INFINITY)
})

it('pages that take more than the bucket holds keep to the limit as well', () => {
  const buckets = new Buckets(() => ({ requestsPerMinute: null, tokensPerMinute: 30_000 }))
  const times = takeAll(buckets, 3500, 600)
  expect(times.length * 3500).toBeLessThanOrEqual(10 * 30_000 + 3500)
  expect(times.length * 3500).toBeGreaterThanOrEqual(0.95 * 10 * 28_500)
})

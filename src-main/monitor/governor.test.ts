import { expect, it } from 'vitest'
import { settingsSchema } from '../../src-preload/settings.ts'
import { Governor, workRateOf } from './governor.ts'
import type { Look } from './looks.ts'
import { cores } from './machine.ts'

const look = (more: Partial<Look> = {}): Look => ({
  at: 0,
  busy: 0.5,
  own: 0.4,
  engines: 0.4,
  memoryTotalBytes: 16e9,
  memoryUsedBytes: 4e9,
  appBytes: 2e8,
  engineBytes: 5e8,
  gpu: null,
  pagesInFlight: 0,
  pagesRead: 0,
  restarts: 0,
  isLoaded: true,
  ...more,
})

function governed(settings: object = {}) {
  let given = 0
  let slept = 0
  let now = 0
  let waiting = 100
  const governor = new Governor({
    settings: settingsSchema.parse(settings),
    waiting: () => waiting,
    giveBack: async () => {
      given++
    },
    sleep: async () => {
      slept++
    },
    now: () => now,
  })
  const told: string[] = []
  governor.on('changed', ({ pages, memory }) => told.push(`${pages} ${memory}`))
  return {
    governor,
    told,
    given: () => given,
    slept: () => slept,
    pass: (ms: number) => (now += ms),
    wait: (pages: number) => (waiting = pages),
  }
}

it('a number that is set is kept, as long as memory allows', () => {
  const { governor } = governed({ pagesInFlight: 5 })
  expect(governor.pages()).toBe(5)
  governor.take(look())
  expect(governor.pace).toMatchObject({ pages: 5, reason: 'fixed', memory: 'free' })
})

it('memory that is short makes fewer pages, gives caches back, waits, and goes on by itself', () => {
  const { governor, told, given } = governed({ pagesInFlight: 5 })
  governor.take(look())
  governor.take(look({ memoryUsedBytes: 11.4e9 }))
  expect(governor.pace).toMatchObject({ pages: 3, memory: 'fewer' })
  expect(given()).toBe(0)
  governor.take(look({ memoryUsedBytes: 13e9 }))
  expect(governor.pace).toMatchObject({ pages: 0, memory: 'waiting' })
  expect(given()).toBe(1)
  governor.take(look())
  expect(governor.pages()).toBe(5)
  expect(told).toEqual(['5 free', '3 fewer', '0 waiting', '5 free'])
})

it('the clock runs at our part of a machine that is fully used, else in full', () => {
  expect(workRateOf({ busy: 0.5, own: 0.1, engines: 0.1 })).toBe(1)
  expect(workRateOf({ busy: 1, own: 0.2, engines: 0.2 })).toBeCloseTo(0.2)
  // Nothing of ours works: it hangs.
  expect(workRateOf({ busy: 1, own: 0.1, engines: 0.001 / cores })).toBe(1)
})

it('with nothing to read nobody hears of memory, and nothing is given back', () => {
  const { governor, given, wait } = governed({ pagesInFlight: 5 })
  wait(0)
  governor.take(look({ memoryUsedBytes: 13e9 }))
  expect(governor.pace.memory).toBe('free')
  expect(given()).toBe(0)
  // What comes then meets the ceiling all the same.
  expect(governor.pages()).toBe(0)
})

it('what only the engine itself holds goes with its process', () => {
  const { governor, given, slept, pass } = governed({ pagesInFlight: 1, memory: { maxBytes: 1e9 } })
  governor.take(look({ engineBytes: 8e8 }))
  expect(governor.pace.memory).toBe('waiting')
  expect(given()).toBe(1)
  pass(31_000)
  governor.take(look({ engineBytes: 8e8 }))
  expect(slept()).toBe(1)
  pass(1000)
  governor.take(look({ engineBytes: 0, isLoaded: false, appBytes: 1e8 }))
  expect(governor.pages()).toBe(1)
})

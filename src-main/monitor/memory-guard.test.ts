import { expect, it } from 'vitest'
import { FIRST_PAGE_BYTES, type Held, MemoryGuard } from './memory-guard.ts'

const MB = 1e6

function guarded(ceilings: { part?: number; ownBytes?: number | null } = {}) {
  let now = 0
  const guard = new MemoryGuard(
    () => ({ part: 0.8, ownBytes: null, ...ceilings }),
    () => now,
  )
  let ended = 0
  const look = (held: Partial<Held>, wanted = 4) => {
    now += 1000
    ended += held.pagesInFlight ?? 0
    const usual = { ownBytes: 700 * MB, machineUsedBytes: 4000 * MB, machineTotalBytes: 16_000 * MB, gpu: null }
    guard.look({ ...usual, pagesInFlight: 0, pagesEnded: ended, isLoaded: true, ...held }, wanted)
    return { pages: guard.fits, scale: guard.scale, memory: guard.memory }
  }
  return { guard, look, sleep: (ms: number) => (now += ms) }
}

it('where there is plenty nothing is held back', () => {
  const { look } = guarded()
  expect(look({})).toMatchObject({ memory: 'free', scale: 1 })
  expect(look({ ownBytes: 1500 * MB, pagesInFlight: 4 }).pages).toBeGreaterThanOrEqual(4)
})

it('before a page was seen it is taken to be a large one', () => {
  const { look } = guarded({ ownBytes: 700 * MB + 2 * FIRST_PAGE_BYTES })
  expect(look({})).toEqual({ memory: 'fewer', pages: 2, scale: 1 })
})

it('as many pages as fit by what pages have taken, fewer when they are larger', () => {
  const { look } = guarded({ ownBytes: 1500 * MB })
  look({})
  // 100 MB a page: 800 MB of room are 6 of them, with a margin.
  for (let n = 0; n < 8; n++) look({ ownBytes: 900 * MB, pagesInFlight: 2 })
  expect(look({ ownBytes: 900 * MB, pagesInFlight: 2 }, 8)).toEqual({ memory: 'fewer', pages: 6, scale: 1 })
  expect(look({ ownBytes: 900 * MB, pagesInFlight: 2 }, 4).memory).toBe('free')
  // 300 MB a page.
  expect(look({ ownBytes: 1300 * MB, pagesInFlight: 2 }, 8).pages).toBe(2)
})

it('what was large is forgotten after a minute', () => {
  const { look, sleep } = guarded({ ownBytes: 1500 * MB })
  look({})
  for (let n = 0; n < 8; n++) look({ ownBytes: 1300 * MB, pagesInFlight: 2 })
  sleep(61_000)
  // Nothing is known any more.
  expect(look({ ownBytes: 900 * MB, pagesInFlight: 2 }, 8).pages).toBe(1)
  for (let n = 0; n < 8; n++) look({ ownBytes: 900 * MB, pagesInFlight: 2 })
  expect(look({ ownBytes: 900 * MB, pagesInFlight: 2 }, 8).pages).toBe(6)
})

it('where not one page fits the next is smaller, then none is read, then it goes on', () => {
  const { look } = guarded({ ownBytes: 1500 * MB })
  look({})
  // 800 MB a page with the margin is 1,040: more than there is, and its smaller form 374. It is still the first one.
  for (let n = 0; n < 5; n++) look({ ownBytes: 1500 * MB, pagesInFlight: 1, pagesEnded: 0 })
  expect(look({ ownBytes: 1500 * MB, pagesInFlight: 1, pagesEnded: 0 })).toEqual({
    memory: 'smaller',
    pages: 1,
    scale: 0.6,
  })
  expect(look({ ownBytes: 1300 * MB })).toEqual({ memory: 'waiting', pages: 0, scale: 0.6 })
  expect(look({ ownBytes: 700 * MB }).memory).not.toBe('waiting')
})

it('a page that was read smaller is not taken for what it needs in full', () => {
  const { look } = guarded({ ownBytes: 1500 * MB })
  look({})
  for (let n = 0; n < 5; n++) look({ ownBytes: 1500 * MB, pagesInFlight: 1, pagesEnded: 0 })
  // The same page at 0.6 takes 288 MB.
  for (let n = 0; n < 90; n++) look({ ownBytes: 988 * MB, pagesInFlight: 1 })
  expect(look({ ownBytes: 988 * MB, pagesInFlight: 1 })).toMatchObject({ memory: 'smaller', pages: 1 })
})

it('one page that was too large does not keep the next from being read for ever', () => {
  const { look, sleep } = guarded({ ownBytes: 1500 * MB })
  look({})
  for (let n = 0; n < 5; n++) look({ ownBytes: 3500 * MB, pagesInFlight: 1 })
  expect(look({}).memory).toBe('waiting')
  sleep(61_000)
  expect(look({}).pages).toBe(1)
})

it('it does not go to and fro where there is just room', () => {
  const { look } = guarded({ ownBytes: 700 * MB + FIRST_PAGE_BYTES })
  expect(look({ ownBytes: 701 * MB }).memory).toBe('smaller')
  expect(look({ ownBytes: 699 * MB }).memory).toBe('smaller')
  expect(look({ ownBytes: 600 * MB }).memory).toBe('fewer')
})

it('its own ceiling is kept however long it waits', () => {
  const { look, sleep } = guarded({ ownBytes: 800 * MB })
  expect(look({}).memory).toBe('waiting')
  sleep(3_600_000)
  expect(look({}).memory).toBe('waiting')
})

it('a machine that others fill gets a small page at a time after half a minute', () => {
  const { look, sleep } = guarded()
  expect(look({ machineUsedBytes: 13_000 * MB })).toMatchObject({ memory: 'waiting', pages: 0 })
  sleep(31_000)
  expect(look({ machineUsedBytes: 13_000 * MB })).toEqual({ memory: 'smaller', pages: 1, scale: 0.6 })
  // One after the other, until there is room.
  expect(look({ machineUsedBytes: 13_000 * MB, pagesInFlight: 1 })).toMatchObject({ memory: 'smaller', pages: 1 })
  expect(look({ machineUsedBytes: 13_000 * MB })).toMatchObject({ memory: 'smaller', pages: 1 })
  expect(look({ machineUsedBytes: 4000 * MB })).toMatchObject({ memory: 'free' })
})

it('the GPU has a ceiling of its own', () => {
  const { look } = guarded()
  const gpu = (activeBytes: number) => ({ gpu: { activeBytes, workingSetBytes: 10_000 * MB } })
  look(gpu(6000 * MB))
  for (let n = 0; n < 6; n++) look({ ...gpu(7500 * MB), pagesInFlight: 3, ownBytes: 800 * MB })
  // 8,000 MB are 80%; 6,000 are there without pages; 500 MB and a margin each.
  expect(look({ ...gpu(7500 * MB), pagesInFlight: 3, ownBytes: 800 * MB }, 8)).toMatchObject({
    memory: 'fewer',
    pages: 3,
  })
})

it('an engine that is not started yet will need its own', () => {
  const { look } = guarded({ ownBytes: 700 * MB + FIRST_PAGE_BYTES })
  expect(look({ ownBytes: 200 * MB, isLoaded: false })).toEqual({ memory: 'fewer', pages: 1, scale: 1 })
})

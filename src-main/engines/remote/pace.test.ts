import { expect, it } from 'vitest'
import { RemotePace } from './pace.ts'

it('a service that asks to wait gets half as many pages at a time, and one more after each round that went well', () => {
  const pace = new RemotePace()
  expect(pace.allowed(8)).toBe(8)
  pace.refused(8)
  expect(pace.allowed(8)).toBe(4)
  for (let n = 0; n < 3; n++) pace.answered(8)
  expect(pace.allowed(8)).toBe(4)
  pace.answered(8)
  expect(pace.allowed(8)).toBe(5)
  pace.refused(5)
  pace.refused(2)
  pace.refused(1)
  expect(pace.allowed(8)).toBe(1)
  for (let n = 0; n < 28; n++) pace.answered(8)
  expect(pace.allowed(8)).toBe(8)
  // What the user allows counts at once.
  expect(pace.allowed(3)).toBe(3)
})

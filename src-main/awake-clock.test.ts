import { expect, it } from 'vitest'
import { AwakeClock } from './awake-clock.ts'

it('rings after so long awake; a night asleep does not count', () => {
  let now = 0
  const clock = new AwakeClock(() => now)
  const rung: string[] = []
  clock.after(3000, () => rung.push('three'))
  const off = clock.after(1000, () => rung.push('one'))
  off()
  const pass = (ms: number) => {
    now += ms
    clock.tick()
  }
  pass(1500)
  pass(8 * 3_600_000)
  expect(rung).toEqual([])
  pass(900)
  expect(rung).toEqual([])
  pass(200)
  expect(rung).toEqual(['three'])
  clock.stop()
})

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

it('never rings early, however long ago the last tick was', () => {
  let now = 0
  const clock = new AwakeClock(() => now)
  let rung = false
  now = 490
  clock.after(300, () => {
    rung = true
  })
  now = 500
  clock.tick()
  expect(rung).toBe(false)
  now = 1000
  clock.tick()
  expect(rung).toBe(true)
  clock.stop()
})

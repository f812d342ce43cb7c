import { expect, it, onTestFinished } from 'vitest'
import { AwakeClock } from './awake-clock.ts'
import { HARD_LIMIT, WorkClock } from './work-clock.ts'

function clocks() {
  let rate = 1
  const awake = new AwakeClock()
  onTestFinished(() => awake.stop())
  return { awake, work: new WorkClock(awake, () => rate), set: (next: number) => (rate = next) }
}

it('time counts as far as the processor is ours', () => {
  const { awake, work, set } = clocks()
  let rung = 0
  work.after(1000, () => rung++)
  set(0.1)
  awake.pass(5000)
  expect(rung).toBe(0)
  set(1)
  awake.pass(400)
  expect(rung).toBe(0)
  awake.pass(200)
  awake.pass(50)
  expect(rung).toBe(1)
  // Once.
  awake.pass(60_000)
  expect(rung).toBe(1)
})

it('however slowly it counts, it is over at ten times the limit', () => {
  const { awake, work, set } = clocks()
  let rung = 0
  set(0)
  work.after(1000, () => rung++)
  awake.pass(1000 * HARD_LIMIT - 1)
  expect(rung).toBe(0)
  awake.pass(600)
  expect(rung).toBe(1)
})

it('what was called off rings no more', () => {
  const { awake, work } = clocks()
  let rung = 0
  const callOff = work.after(1000, () => rung++)
  callOff()
  awake.pass(100_000)
  expect(rung).toBe(0)
})

it('an alarm that can’t be heard now is rung again', () => {
  const { awake, work } = clocks()
  let rung = 0
  work.after(100, () => {
    if (++rung === 1) throw new Error('the disk is full')
  })
  for (let n = 0; n < 20; n++) awake.pass(500)
  expect(rung).toBe(2)
})

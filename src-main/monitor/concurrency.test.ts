import { expect, it } from 'vitest'
import { type Circumstances, Concurrency } from './concurrency.ts'

/** A machine on which `pages` at a time bring `perSecond(pages)`; each page takes its own time, seeded. */
class Machine {
  now = 0
  ended = 0
  perSecond: (pages: number) => number
  readonly pace: Concurrency
  circumstances: Partial<Circumstances> = {}
  readonly levels: number[] = []
  #seed = 1
  #work = 0

  constructor(perSecond: (pages: number) => number, most = 8) {
    this.perSecond = perSecond
    this.pace = new Concurrency({ most }, () => this.now)
  }

  #random(): number {
    this.#seed = (this.#seed * 16_807) % 2_147_483_647
    return this.#seed / 2_147_483_647
  }

  run(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.now += 1000
      const power = { onBattery: false, thermal: 'nominal' as const, ...this.circumstances }
      const pages = this.pace.pages(power)
      this.levels.push(pages)
      // Pages differ by half of what they take on average.
      this.#work += this.perSecond(pages) * (0.5 + this.#random())
      const whole = Math.floor(this.#work)
      this.#work -= whole
      this.ended += whole
      this.pace.look({
        pagesEnded: this.ended,
        pagesInFlight: pages,
        hasBacklog: true,
        others: 0,
        ...power,
        ...this.circumstances,
      })
    }
  }

  get reason() {
    return this.pace.reason({ onBattery: false, thermal: 'nominal', ...this.circumstances })
  }

  get level(): number {
    return this.levels.at(-1) ?? 0
  }
}

/** `cores` work in parallel; every page beyond costs the others a little. */
const loadOf = (cores: number, seconds: number) => (pages: number) =>
  (Math.min(pages, cores) / seconds) * 0.98 ** Math.max(0, pages - cores)

it.each([
  ['prose', loadOf(4, 1)],
  ['dense pages', loadOf(2, 3)],
  ['large photos', loadOf(3, 2)],
  ['one at a time', loadOf(1, 0.5)],
])('%s: within a tenth of the best fixed number, and settled', (_name, perSecond) => {
  const machine = new Machine(perSecond)
  machine.run(600)
  const best = Math.max(...Array.from({ length: 8 }, (_, n) => perSecond(n + 1)))
  const settled = machine.levels.slice(-300)
  const mean = settled.reduce((sum, pages) => sum + perSecond(pages), 0) / settled.length
  expect(mean).toBeGreaterThan(0.9 * best)
  const changes = settled.filter((pages, at) => at > 0 && pages !== settled[at - 1]).length
  // Two a minute at most.
  expect(changes).toBeLessThanOrEqual(10)
})

it('another load is found out by itself', () => {
  const machine = new Machine(loadOf(2, 1))
  machine.run(400)
  machine.perSecond = loadOf(6, 0.3)
  machine.run(500)
  expect(loadOf(6, 0.3)(machine.level)).toBeGreaterThan(0.9 * loadOf(6, 0.3)(6))
})

it('fewer while others need the machine, and back when they are done', () => {
  const machine = new Machine(loadOf(4, 1))
  machine.run(300)
  const before = machine.level
  machine.circumstances = { others: 0.8 }
  machine.run(120)
  expect(machine.level).toBe(1)
  expect(machine.reason).toBe('busy')
  machine.circumstances = { others: 0 }
  machine.run(120)
  expect(machine.level).toBeGreaterThanOrEqual(before - 1)
})

it('half on battery, one when it is hot', () => {
  const machine = new Machine(loadOf(4, 1))
  machine.run(300)
  const { level } = machine
  expect(level).toBeGreaterThanOrEqual(4)
  machine.circumstances = { onBattery: true }
  machine.run(2)
  expect(machine.level).toBe(Math.floor(level / 2))
  expect(machine.reason).toBe('battery')
  machine.circumstances = { thermal: 'serious' }
  machine.run(2)
  expect(machine.level).toBe(1)
  expect(machine.reason).toBe('hot')
  machine.circumstances = {}
  machine.run(2)
  expect(machine.level).toBe(level)
})

it('a few pages that leave nothing waiting teach nothing', () => {
  const machine = new Machine(loadOf(4, 1))
  machine.circumstances = { hasBacklog: false }
  machine.run(300)
  expect(machine.pace.changes).toBe(0)
})

/** Time that counts only while the machine is awake, so that sleep fires no time-out. */

const TICK_MS = 500
/** A tick this late means that the machine slept, or that this process was stopped. */
const SLEPT_MS = 5000

interface Alarm {
  at: number
  ring: () => void
}

export class AwakeClock {
  readonly #now: () => number
  readonly #timer: NodeJS.Timeout
  readonly #alarms = new Set<Alarm>()
  #last: number
  #awakeMs = 0

  /** `now`: any clock in milliseconds that also goes on while the machine sleeps. */
  constructor(now: () => number = Date.now) {
    this.#now = now
    this.#last = now()
    this.#timer = setInterval(() => this.tick(), TICK_MS).unref()
  }

  /** Calls `ring` after so many milliseconds awake. Returns how to call it off. */
  after(ms: number, ring: () => void): () => void {
    const alarm: Alarm = { at: this.#awakeMs + ms, ring }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  tick(): void {
    const now = this.#now()
    const passed = now - this.#last
    this.#last = now
    this.#awakeMs += passed > SLEPT_MS || passed < 0 ? TICK_MS : passed
    for (const alarm of [...this.#alarms]) {
      if (alarm.at > this.#awakeMs) continue
      this.#alarms.delete(alarm)
      alarm.ring()
    }
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#alarms.clear()
  }
}

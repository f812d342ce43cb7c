/** Time that counts only while the machine is awake, so that sleep fires no time-out. */
import { coerceError } from './errors.ts'
import { log } from './log.ts'

const TICK_MS = 500
/** A tick this late means that the machine slept, or that this process was stopped. */
const SLEPT_MS = 5000

interface Alarm {
  at: number
  ring: () => void
}

/** What keeps time-outs: the awake clock, or (in a worker, in a test) one of its like. */
export interface Clock {
  after(ms: number, ring: () => void): () => void
}

export class AwakeClock implements Clock {
  readonly #now: () => number
  readonly #timer: NodeJS.Timeout
  readonly #alarms = new Set<Alarm>()
  readonly #listeners = new Set<(ms: number) => void>()
  #last: number
  #awakeMs = 0

  /** `now`: any clock in milliseconds that also goes on while the machine sleeps. */
  constructor(now: () => number = Date.now) {
    this.#now = now
    this.#last = now()
    this.#timer = setInterval(() => this.tick(), TICK_MS).unref()
  }

  /** Milliseconds awake since the start. */
  get awakeMs(): number {
    return this.#awakeMs
  }

  /** Calls `ring` after so many milliseconds awake. Returns how to call it off. */
  after(ms: number, ring: () => void): () => void {
    // What has passed since the last tick is not counted yet: no alarm may ring early by it.
    const sinceTick = Math.min(Math.max(0, this.#now() - this.#last), SLEPT_MS)
    const alarm: Alarm = { at: this.#awakeMs + sinceTick + ms, ring }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  /** Told how many milliseconds awake have passed, twice a second. Returns how to stop listening. */
  onPass(listener: (ms: number) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tick(): void {
    const now = this.#now()
    const passed = now - this.#last
    this.#last = now
    this.pass(passed > SLEPT_MS || passed < 0 ? TICK_MS : passed)
  }

  /** So many milliseconds awake have passed. */
  pass(ms: number): void {
    this.#awakeMs += ms
    for (const listener of [...this.#listeners]) listener(ms)
    for (const alarm of [...this.#alarms]) {
      // One may have been called off by another's ring.
      if (alarm.at > this.#awakeMs || !this.#alarms.has(alarm)) continue
      this.#alarms.delete(alarm)
      try {
        alarm.ring()
      } catch (caught) {
        // One that can't be heard now (a full disk) keeps no other from ringing.
        log.error({ err: coerceError(caught) }, 'a time-out could not be acted on; it is again in a moment')
        alarm.at = this.#awakeMs + SLEPT_MS
        this.#alarms.add(alarm)
      }
    }
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#alarms.clear()
  }
}

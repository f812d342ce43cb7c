/** How long jobs may take: the time counts only while a job is at work, not while it is paused or waits for the user. */
import type { AwakeClock } from '../awake-clock.ts'

interface Timer {
  leftMs: number
  /** While it counts. */
  running: { since: number; callOff: () => void } | null
}

export class JobTimers {
  readonly #clock: AwakeClock
  readonly #limitMs: () => number | null
  readonly #onTimeout: (taskId: string, limitMs: number) => void
  readonly #timers = new Map<string, Timer>()

  constructor(clock: AwakeClock, limitMs: () => number | null, onTimeout: (taskId: string, limitMs: number) => void) {
    this.#clock = clock
    this.#limitMs = limitMs
    this.#onTimeout = onTimeout
  }

  /** Counts from now on, what is left of it. */
  run(taskId: string): void {
    const limitMs = this.#limitMs()
    if (limitMs === null) return
    const timer = this.#timers.get(taskId) ?? { leftMs: limitMs, running: null }
    this.#timers.set(taskId, timer)
    if (timer.running) return
    const callOff = this.#clock.after(timer.leftMs, () => this.#onTimeout(taskId, limitMs))
    timer.running = { since: this.#clock.awakeMs, callOff }
  }

  hold(taskId: string): void {
    const timer = this.#timers.get(taskId)
    if (!timer?.running) return
    timer.running.callOff()
    timer.leftMs = Math.max(0, timer.leftMs - (this.#clock.awakeMs - timer.running.since))
    timer.running = null
  }

  end(taskId: string): void {
    this.#timers.get(taskId)?.running?.callOff()
    this.#timers.delete(taskId)
  }
}

/**
 * Time that counts only as far as we get the processor: on a machine that others keep busy a page takes longer and is not
 * given up for it.
 */
import type { AwakeClock, Clock } from './awake-clock.ts'

/** However slowly it counts, after so many times the limit awake it is over. */
export const HARD_LIMIT = 10

export class WorkClock implements Clock {
  readonly #awake: AwakeClock
  readonly #rate: () => number

  /** `rate`: how much of the time that passes counts, 0 to 1. */
  constructor(awake: AwakeClock, rate: () => number) {
    this.#awake = awake
    this.#rate = rate
  }

  after(ms: number, ring: () => void): () => void {
    let left = ms
    let callOff = this.#awake.after(ms * HARD_LIMIT, () => {
      stopListening()
      ring()
    })
    const stopListening = this.#awake.onPass((passed) => {
      left -= passed * this.#rate()
      if (left > 0) return
      stopListening()
      callOff()
      // An alarm that can't be heard now is rung again.
      callOff = this.#awake.after(0, ring)
    })
    return () => {
      stopListening()
      callOff()
    }
  }
}

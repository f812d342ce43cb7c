/** Listens to a text as it is made, and stops it where it goes round in circles. */
import { cutLoop } from './loops.ts'

/** Characters between two looks. */
const LOOK_EVERY = 80

export class LoopGuard {
  readonly #seen: string
  readonly #stop = new AbortController()
  #looked = 0
  text = ''
  /** It went round in circles: `text` has what it repeated once. */
  looped = false

  /** `seen`: what the fast engine reads, which may come as often as it is there. */
  constructor(seen: string) {
    this.#seen = seen
  }

  /** Aborted when the text loops. */
  get signal(): AbortSignal {
    return this.#stop.signal
  }

  hear(more: string): void {
    this.text += more
    if (this.looped || this.text.length - this.#looked < LOOK_EVERY) return
    this.#looked = this.text.length
    const end = cutLoop(this.text, this.#seen)
    if (end === null) return
    this.text = this.text.slice(0, end)
    this.looped = true
    this.#stop.abort()
  }
}

export const LOOPED = {
  code: 'answer_looped',
  message: 'The model began to repeat itself; it was stopped there, and what it repeated is kept once.',
}

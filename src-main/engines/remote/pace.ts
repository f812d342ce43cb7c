/**
 * How many pages a service takes at a time before it asks to wait: half of what it had when it does, one more each time that
 * so many were answered. Additive increase, multiplicative decrease (Chiu and Jain, 1989), as in TCP.
 */
export class RemotePace {
  /** Null: as many as the user allows. */
  #allowed: number | null = null
  #answered = 0

  /** Of `most` that the user allows. */
  allowed(most: number): number {
    return Math.min(most, this.#allowed ?? most)
  }

  /** It asked to wait while `asking` pages were with it. Not to be told twice for one time of waiting. */
  refused(asking: number): void {
    this.#allowed = Math.max(1, Math.floor(Math.min(this.#allowed ?? asking, asking) / 2))
    this.#answered = 0
  }

  answered(most: number): void {
    if (this.#allowed === null || ++this.#answered < this.#allowed) return
    this.#answered = 0
    this.#allowed = this.#allowed + 1 < most ? this.#allowed + 1 : null
  }
}

/** Two token buckets: requests and tokens a minute, as services count them. */
import { TokenBucket } from 'limiter'

export interface RateLimits {
  requestsPerMinute: number | null
  tokensPerMinute: number | null
}

/** So much of a minute's worth may go at once: what is over the rest comes evenly, 95% of the limit and more. */
const BURST = 0.05
const MINUTE_MS = 60_000

export class Buckets {
  readonly #limits: () => RateLimits
  #requests: TokenBucket | null = null
  #tokens: TokenBucket | null = null
  #made = ''

  constructor(limits: () => RateLimits) {
    this.#limits = limits
  }

  /** How many requests of so many tokens could go now. */
  affordable(tokens: number): number {
    this.#renew()
    const counts = [
      this.#requests && contentOf(this.#requests),
      this.#tokens && contentOf(this.#tokens) / within(this.#tokens, tokens),
    ].filter((count) => count !== null)
    return Math.max(0, Math.floor(Math.min(Number.POSITIVE_INFINITY, ...counts)))
  }

  /** Until one of so many tokens can go, ms. */
  waitMs(tokens: number): number {
    this.#renew()
    return Math.max(this.#requests?.getWaitTime(1) ?? 0, this.#tokens?.getWaitTime(within(this.#tokens, tokens)) ?? 0)
  }

  /** Takes from both or from none. */
  take(tokens: number): boolean {
    if (this.waitMs(tokens) > 0) return false
    this.#requests?.tryRemoveTokens(1)
    // All of them, also where the bucket holds less: the rest is owed.
    if (this.#tokens) this.#tokens.content -= tokens
    return true
  }

  /** It took more or less than was thought: what is too much is owed. */
  settle(thought: number, took: number): void {
    if (this.#tokens) {
      contentOf(this.#tokens)
      this.#tokens.content = Math.min(this.#tokens.bucketSize, this.#tokens.content + thought - took)
    }
  }

  /** A change of the limits holds from now on. */
  #renew(): void {
    const limits = this.#limits()
    const made = JSON.stringify(limits)
    if (made === this.#made) return
    this.#made = made
    this.#requests = bucket(limits.requestsPerMinute)
    this.#tokens = bucket(limits.tokensPerMinute)
  }
}

/** In no minute more than the limit: what may go at once is taken off the rate. */
function bucket(perMinute: number | null): TokenBucket | null {
  if (perMinute === null) return null
  const burst = Math.max(1, Math.floor(BURST * perMinute))
  const made = new TokenBucket({
    bucketSize: burst,
    tokensPerInterval: perMinute - burst + 1,
    interval: MINUTE_MS,
  })
  // A new one starts empty.
  made.content = burst
  return made
}

function contentOf(one: TokenBucket): number {
  one.drip()
  return one.content
}

/** What is more than a bucket holds would never go. */
function within({ bucketSize }: TokenBucket, tokens: number): number {
  return Math.max(1, Math.min(tokens, bucketSize))
}

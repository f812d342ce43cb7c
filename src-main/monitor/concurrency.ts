/**
 * How many pages at a time bring the most, found by trying: one more as long as that reads more pages a second, back where
 * it doesn't, then left alone for a while. Fewer while others need the machine, on battery, and when it is hot.
 *
 * Hill climbing over measured throughput, as in .NET's thread pool (Hellerstein and others, "Optimizing Concurrency Levels in
 * the .NET ThreadPool", 2009), without its signal processing: pages are few and long.
 */
import type { Pace } from '../../src-preload/monitor.ts'

/** A level is judged by so many pages, and by so long a time. */
const JUDGED_PAGES = 12
const JUDGED_MS = 10_000
/** ... but not for ever: large pages are few. */
const JUDGED_AT_MOST_MS = 60_000
/** One more page at a time must bring so much more, and one less may lose so much. */
const GAIN = 1.05
const LOSS = 0.98
/** How long a level that was found stays; twice as long each time it is confirmed. */
const REST_MS = 120_000
const REST_AT_MOST_MS = 960_000
/** Another throughput at the same level is another load: it is tried anew. */
const OTHER_LOAD = 1.5
/** Part of all cores that others use, from which on they need the machine; and until which they are left alone. */
const OTHERS_BUSY = 0.5
const OTHERS_QUIET = 0.25
/** How long they have to be so before a step is taken, and between two steps, ms. */
const SUSTAINED_MS = 5000
const STEP_MS = 15_000

export interface Circumstances {
  /** Pages that have ended since the start. */
  pagesEnded: number
  pagesInFlight: number
  /** More wait than are at work: the level is what limits. */
  hasBacklog: boolean
  /** Part of all cores that others use, 0 to 1. */
  others: number
  onBattery: boolean
  /** As macOS calls it (Electron's powerMonitor). */
  thermal: 'nominal' | 'fair' | 'serious' | 'critical' | 'unknown'
}

/** A level that was found. */
interface Settled {
  until: number
  restMs: number
  rate: number
}

export class Concurrency {
  readonly #now: () => number
  readonly least: number
  readonly most: number
  #level: number
  /** The level to go back to where the one that is tried is no better. */
  #from: { level: number; rate: number } | null = null
  /** Taken off for others; given back when they are quiet. */
  #yielded = 0
  #steppedAt = Number.NEGATIVE_INFINITY
  /** How others use the machine, and since when. */
  #company: { are: Company; since: number } = { are: 'usual', since: 0 }
  #window: { at: number; ended: number } | null = null
  /** Pages that began before the level was changed are not its own. */
  #ownFrom = 0
  #settled: Settled | null = null
  #direction: 1 | -1 = 1
  #restMs = REST_MS
  #endedNow = 0
  #inFlightNow = 0
  /** Changes of the level since the start. */
  changes = 0

  constructor(
    { least = 1, most, start = 2 }: { least?: number; most: number; start?: number },
    now: () => number = Date.now,
  ) {
    this.least = least
    this.most = Math.max(least, most)
    this.#level = Math.min(this.most, Math.max(least, start))
    this.#now = now
  }

  reason({ onBattery, thermal }: Pick<Circumstances, 'onBattery' | 'thermal'>): Pace['reason'] {
    if (isHot(thermal)) return 'hot'
    if (onBattery) return 'battery'
    if (this.#yielded > 0) return 'busy'
    return this.#settled ? 'best' : 'trying'
  }

  /** Pages that may be at work now. */
  pages({ onBattery, thermal }: Pick<Circumstances, 'onBattery' | 'thermal'>): number {
    const level = Math.max(this.least, this.#level - this.#yielded)
    if (isHot(thermal)) return this.least
    return onBattery ? Math.min(level, Math.max(this.least, Math.floor(this.#level / 2))) : level
  }

  /** To be called every second or so while there is work. */
  look(now: Circumstances): void {
    this.#yieldTo(now.others)
    if (isHot(now.thermal) || now.onBattery || this.#yielded > 0 || !now.hasBacklog) {
      this.#window = null
      return
    }
    const rate = this.#rate(now)
    if (rate === null) return
    if (this.#settled) this.#whileSettled(rate, this.#settled)
    else this.#judge(rate)
  }

  /** Nothing is at work: what was left to others is of no use to them. */
  idle(): void {
    this.#window = null
    this.#yielded = 0
  }

  /** Pages a second at this level, when enough have ended; the next window begins then. */
  #rate({ pagesEnded, pagesInFlight }: Circumstances): number | null {
    const now = this.#now()
    if (this.#window === null) {
      if (pagesEnded < this.#ownFrom) return null
      this.#window = { at: now, ended: pagesEnded }
      return null
    }
    const ms = now - this.#window.at
    const pages = pagesEnded - this.#window.ended
    const enough = pages >= Math.max(JUDGED_PAGES, 2 * pagesInFlight) && ms >= JUDGED_MS
    if (!enough && (ms < JUDGED_AT_MOST_MS || pages < 2)) return null
    this.#window = { at: now, ended: pagesEnded }
    this.#endedNow = pagesEnded
    this.#inFlightNow = pagesInFlight
    return pages / (ms / 1000)
  }

  #judge(rate: number): void {
    const from = this.#from
    const isBetter = from === null || (this.#level > from.level ? rate > from.rate * GAIN : rate >= from.rate * LOSS)
    if (!isBetter && from) {
      this.#to(from.level)
      // The other way, where that was the first step.
      this.#rest(from.rate)
      return
    }
    const next = this.#level + this.#direction
    if (next < this.least || next > this.most) {
      this.#rest(rate)
      return
    }
    this.#from = { level: this.#level, rate }
    this.#to(next)
  }

  #whileSettled(rate: number, settled: Settled): void {
    const isOther = rate > settled.rate * OTHER_LOAD || rate < settled.rate / OTHER_LOAD
    if (isOther) {
      this.#restMs = REST_MS
      this.#settled = { until: this.#now(), restMs: REST_MS, rate }
      return
    }
    // What it brings drifts with the pages.
    settled.rate = (settled.rate + rate) / 2
    if (this.#now() < settled.until) return
    this.#direction = this.#direction === 1 ? -1 : 1
    this.#settled = null
    this.#from = null
    this.#restMs = Math.min(REST_AT_MOST_MS, settled.restMs * 2)
    this.#judge(settled.rate)
  }

  #rest(rate: number): void {
    this.#from = null
    this.#settled = { until: this.#now() + this.#restMs, restMs: this.#restMs, rate }
  }

  #to(level: number): void {
    if (level === this.#level) return
    this.#level = level
    this.changes++
    this.#window = null
    this.#ownFrom = this.#endedNow + this.#inFlightNow
  }

  #yieldTo(others: number): void {
    const now = this.#now()
    const are = companyOf(others)
    if (this.#company.are !== are) this.#company = { are, since: now }
    if (now - this.#company.since < SUSTAINED_MS || now - this.#steppedAt < STEP_MS) return
    if (are === 'busy' && this.#level - this.#yielded > this.least) this.#yielded++
    else if (are === 'quiet' && this.#yielded > 0) this.#yielded--
    else return
    this.#steppedAt = now
    this.changes++
  }
}

function isHot(thermal: Circumstances['thermal']): boolean {
  return thermal === 'serious' || thermal === 'critical'
}

type Company = 'busy' | 'usual' | 'quiet'

function companyOf(others: number): Company {
  if (others > OTHERS_BUSY) return 'busy'
  return others < OTHERS_QUIET ? 'quiet' : 'usual'
}

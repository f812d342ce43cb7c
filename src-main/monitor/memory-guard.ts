/**
 * Keeps Inkleaf within a ceiling of memory: as many pages at a time as fit, where not even one fits a smaller one, and
 * where that does not fit either none, until there is room.
 *
 * What a page takes is learned: what is held with pages at work, less what is held without any, over their number.
 */
import type { Pace } from '../../src-preload/monitor.ts'

/** What a page is taken to need before some were seen: a drawn page of 40 million pixels. Pictures may be larger. */
export const FIRST_PAGE_BYTES = 450_000_000
/** What an engine that is not started yet will hold without pages: the nets and Python (490 MB were measured). */
const ENGINE_BYTES = 500_000_000
/** What was learned counts once so many pages have ended: a page that has just begun has not grown yet. */
const PAGES_TO_LEARN = 10
/** Between two looks a page may have been larger. */
const MARGIN = 1.3
/** How long the largest page is remembered, ms. */
const REMEMBERED_MS = 60_000
/** A page at this part of the usual resolution needs the square of it. */
export const SMALLER = 0.6
/** So much more room than a state needs there has to be to come back to it. */
const TO_SPARE = 1.1
/** A machine that others fill makes us wait for so long; then small pages go, one at a time, so that work ends at all, ms. */
const WAITS_MS = 30_000

export interface Held {
  /** Inkleaf's own processes. */
  ownBytes: number
  machineUsedBytes: number
  machineTotalBytes: number
  /** What MLX holds, without what it keeps for reuse, and what Metal recommends at most. */
  gpu: { activeBytes: number; workingSetBytes: number } | null
  pagesInFlight: number
  /** Since the start. */
  pagesEnded: number
  /** Whether the engine's process is there. */
  isLoaded: boolean
}

export interface Ceilings {
  /** Of the machine's memory, and of the GPU's working set, 0 to 1. */
  part: number
  /** Of Inkleaf's own processes; null: only the machine's. */
  ownBytes: number | null
}

interface Seen {
  at: number
  bytes: number
  gpuBytes: number
  pagesEnded: number
}

interface Room {
  room: number
  page: number
  /** Others have no part in it: waiting for them is no use. */
  isOwn: boolean
}

export class MemoryGuard {
  readonly #ceilings: () => Ceilings
  readonly #now: () => number
  /** Held without pages. */
  #idleBytes: number | null = null
  #idleGpuBytes = 0
  #seen: Seen[] = []
  #waitsSince: number | null = null
  #goesOn = false
  /** So many pages have to have ended until those at work are small ones; null: they are read in full. */
  #smallFrom: number | null = null
  #memory: Pace['memory'] = 'free'
  #fits: number | null = null

  constructor(ceilings: () => Ceilings, now: () => number = Date.now) {
    this.#ceilings = ceilings
    this.#now = now
  }

  /** Pages that fit at a time; null before the first look. */
  get fits(): number | null {
    return this.#fits
  }

  /** Part of the usual resolution at which the next page is read. */
  get scale(): number {
    return this.#memory === 'smaller' || this.#memory === 'waiting' ? SMALLER : 1
  }

  get memory(): Pace['memory'] {
    return this.#memory
  }

  /** How long it has waited for what only our own processes hold, ms. */
  get waitsForOwnMs(): number {
    return this.#waitsSince === null || this.#goesOn ? 0 : this.#now() - this.#waitsSince
  }

  /** `wanted`: pages that would be at work if memory were no matter. */
  look(held: Held, wanted: number): void {
    this.#learn(held)
    const rooms = this.#rooms(held)
    const tightest = rooms.reduce((least, one) => (one.room / one.page < least.room / least.page ? one : least))
    const fits = tightest.room / tightest.page
    const isShort = this.#memory === 'smaller' || this.#memory === 'waiting'
    const least = SMALLER ** 2 * (this.#memory === 'waiting' ? TO_SPARE : 1)
    if (fits >= (isShort ? TO_SPARE : 1)) this.#tell(fits >= wanted ? 'free' : 'fewer', Math.floor(fits))
    else if (fits >= least) this.#tell('smaller', 1)
    else this.#wait(tightest.isOwn)
    if (this.scale === 1) this.#smallFrom = null
    else this.#smallFrom ??= held.pagesEnded + held.pagesInFlight
  }

  #tell(memory: Pace['memory'], pages: number): void {
    this.#memory = memory
    this.#fits = pages
    this.#waitsSince = null
    this.#goesOn = false
  }

  #wait(isOwn: boolean): void {
    this.#waitsSince ??= this.#now()
    // What others hold may never go; a small page at a time is not what fills a machine.
    this.#goesOn = !isOwn && this.#now() - this.#waitsSince > WAITS_MS
    this.#memory = this.#goesOn ? 'smaller' : 'waiting'
    this.#fits = this.#goesOn ? 1 : 0
  }

  #learn({ ownBytes, gpu, pagesInFlight, pagesEnded, isLoaded }: Held): void {
    const now = this.#now()
    this.#seen = this.#seen.filter(({ at }) => at > now - REMEMBERED_MS)
    if (pagesInFlight === 0) {
      this.#idleBytes = ownBytes + (isLoaded ? 0 : ENGINE_BYTES)
      this.#idleGpuBytes = gpu?.activeBytes ?? 0
      return
    }
    this.#idleBytes ??= ownBytes
    const areSmall = this.#smallFrom !== null && pagesEnded >= this.#smallFrom
    // As if they were read in full.
    const pages = pagesInFlight * (areSmall ? SMALLER ** 2 : 1)
    const bytes = (ownBytes - this.#idleBytes) / pages
    const gpuBytes = ((gpu?.activeBytes ?? 0) - this.#idleGpuBytes) / pages
    this.#seen.push({ at: now, bytes, gpuBytes, pagesEnded })
  }

  /** What each ceiling leaves for pages, and what one needs. */
  #rooms({ ownBytes, machineUsedBytes, machineTotalBytes, gpu }: Held): [Room, ...Room[]] {
    const { part, ownBytes: ownCeiling } = this.#ceilings()
    const idle = this.#idleBytes ?? ownBytes
    const page = this.#pageBytes('bytes')
    const others = Math.max(0, machineUsedBytes - ownBytes)
    const rooms: [Room, ...Room[]] = [{ room: part * machineTotalBytes - others - idle, page, isOwn: false }]
    if (ownCeiling !== null) rooms.push({ room: ownCeiling - idle, page, isOwn: true })
    if (gpu) {
      const room = part * gpu.workingSetBytes - this.#idleGpuBytes
      rooms.push({ room, page: this.#pageBytes('gpuBytes'), isOwn: true })
    }
    return rooms
  }

  #pageBytes(of: 'bytes' | 'gpuBytes'): number {
    const ended = (this.#seen.at(-1)?.pagesEnded ?? 0) - (this.#seen[0]?.pagesEnded ?? 0)
    // Pages that were too quick to be seen need something, too.
    const most = MARGIN * Math.max(1e6, ...this.#seen.map((one) => one[of]))
    return ended >= PAGES_TO_LEARN ? most : Math.max(FIRST_PAGE_BYTES, most)
  }
}

/**
 * Keeps Inkleaf within a ceiling of memory: as many pages at a time as fit, where not even one fits a smaller one, and
 * where that does not fit either none, until there is room.
 *
 * What a page takes is learned: what is held with pages at work, less what is held without any, over their number.
 */
import type { Pace } from '../../src-preload/monitor.ts'

/** What a page is taken to need before one was seen: a page of 40 million pixels, which is the largest that is drawn. */
export const FIRST_PAGE_BYTES = 450_000_000
/** What an engine that is not started yet will hold without pages: the nets and Python (490 MB were measured). */
const ENGINE_BYTES = 500_000_000
/** What was learned counts once so many pages have ended: a page that has just begun has not grown yet. */
const PAGES_TO_LEARN = 3
/** Between two looks a page may have been larger. */
const MARGIN = 1.2
/** How long the largest page is remembered, ms. */
const REMEMBERED_MS = 60_000
/** A page at this part of the usual resolution needs the square of it. */
export const SMALLER = 0.6
/** A machine that others fill makes us wait for so long; then a small page goes, so that work ends at all, ms. */
const WAITS_MS = 30_000

export interface Held {
  /** Inkleaf's own processes. */
  ownBytes: number
  machineUsedBytes: number
  machineTotalBytes: number
  /** What MLX holds, and what Metal recommends at most. */
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

interface Grown {
  at: number
  bytes: number
}

export class MemoryGuard {
  readonly #ceilings: () => Ceilings
  readonly #now: () => number
  /** Held without pages. */
  #idleBytes: number | null = null
  #idleGpuBytes = 0
  #pages: Grown[] = []
  #gpuPages: Grown[] = []
  /** Pages that had ended when the first was seen at work. */
  #endedBefore: number | null = null
  #learned = false
  #waitsSince: number | null = null
  #state: Pick<Pace, 'memory' | 'ceilingBytes' | 'heldBytes'> & { fits: number } = {
    memory: 'free',
    fits: 1,
    ceilingBytes: 0,
    heldBytes: 0,
  }

  constructor(ceilings: () => Ceilings, now: () => number = Date.now) {
    this.#ceilings = ceilings
    this.#now = now
  }

  /** Pages that fit at a time. */
  get fits(): number {
    return this.#state.fits
  }

  /** Part of the usual resolution at which the next page is read. */
  get scale(): number {
    return this.#state.memory === 'smaller' ? SMALLER : 1
  }

  get state(): Pick<Pace, 'memory' | 'ceilingBytes' | 'heldBytes'> {
    const { memory, ceilingBytes, heldBytes } = this.#state
    return { memory, ceilingBytes, heldBytes }
  }

  /** `wanted`: pages that would be at work if memory were no matter. */
  look(held: Held, wanted: number): void {
    this.#learn(held)
    const now = this.#now()
    const rooms = this.#rooms(held)
    const fits = rooms.map(({ room, page }) => room / page)
    const least = Math.min(...fits)
    const tightest = rooms[fits.indexOf(least)] ?? rooms[0]
    const tell = (memory: Pace['memory'], pages: number) => {
      if (memory !== 'waiting') this.#waitsSince = null
      const { ceiling = 0, bytes = 0 } = tightest ?? {}
      this.#state = { memory, fits: pages, ceilingBytes: ceiling, heldBytes: bytes }
    }
    if (least >= wanted) tell('free', Math.floor(least))
    else if (least >= 1) tell('fewer', Math.floor(least))
    else if (least >= SMALLER ** 2) tell('smaller', 1)
    else {
      this.#waitsSince ??= now
      const waited = now - this.#waitsSince
      // What others hold may never go; a page at a time is not what fills a machine.
      const goesOn = waited > WAITS_MS && held.pagesInFlight === 0 && !tightest?.isOwn
      if (goesOn) tell('smaller', 1)
      else tell('waiting', 0)
    }
  }

  #learn({ ownBytes, gpu, pagesInFlight, pagesEnded, isLoaded }: Held): void {
    const now = this.#now()
    if (pagesInFlight > 0) this.#endedBefore ??= pagesEnded
    this.#learned ||= this.#endedBefore !== null && pagesEnded - this.#endedBefore >= PAGES_TO_LEARN
    if (pagesInFlight === 0) {
      this.#idleBytes = ownBytes + (isLoaded ? 0 : ENGINE_BYTES)
      this.#idleGpuBytes = gpu?.activeBytes ?? 0
      return
    }
    this.#idleBytes ??= ownBytes
    const recent = (all: Grown[]) => all.filter(({ at }) => at > now - REMEMBERED_MS)
    this.#pages = [...recent(this.#pages), { at: now, bytes: (ownBytes - this.#idleBytes) / pagesInFlight }]
    if (gpu)
      this.#gpuPages = [
        ...recent(this.#gpuPages),
        { at: now, bytes: (gpu.activeBytes - this.#idleGpuBytes) / pagesInFlight },
      ]
  }

  /** What each ceiling leaves for pages, and what one needs. */
  #rooms({ ownBytes, machineUsedBytes, machineTotalBytes, gpu }: Held) {
    const { part, ownBytes: ownCeiling } = this.#ceilings()
    const idle = this.#idleBytes ?? ownBytes
    const page = this.#pageBytes(this.#pages)
    const others = Math.max(0, machineUsedBytes - ownBytes)
    const machine = part * machineTotalBytes
    const rooms = [{ room: machine - others - idle, page, ceiling: machine, bytes: machineUsedBytes, isOwn: false }]
    if (ownCeiling !== null)
      rooms.push({ room: ownCeiling - idle, page, ceiling: ownCeiling, bytes: ownBytes, isOwn: true })
    if (gpu) {
      const ceiling = part * gpu.workingSetBytes
      const gpuPage = this.#pageBytes(this.#gpuPages)
      rooms.push({ room: ceiling - this.#idleGpuBytes, page: gpuPage, ceiling, bytes: gpu.activeBytes, isOwn: true })
    }
    return rooms
  }

  #pageBytes(seen: readonly Grown[]): number {
    // Pages that were too quick to be seen need something, too.
    const most = MARGIN * Math.max(1e6, ...seen.map(({ bytes }) => bytes))
    return this.#learned ? most : Math.max(FIRST_PAGE_BYTES, most)
  }
}

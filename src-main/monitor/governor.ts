/** How many pages are at work on this machine, how large, and how fast their clock runs: by memory, throughput and company. */
import { EventEmitter } from 'node:events'
import type { Pace } from '../../src-preload/monitor.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { log, logged } from '../log.ts'
import { type Circumstances, Concurrency } from './concurrency.ts'
import type { Look } from './looks.ts'
import { type CpuShares, cores } from './machine.ts'
import { MemoryGuard } from './memory-guard.ts'

/** More never paid, with any number of cores; each costs memory. */
const MOST = 16
/** Beside what the cores read some pages are decoded, drawn and stored. */
const BESIDE = 2
/** Above it the processor is taken to be fully used. */
const SATURATED = 0.9
/** A process that works gets at least so much of a core, however busy the machine is; one that gets less hangs. */
const HANGS = 0.01

export interface GovernorOptions {
  settings: Pick<Settings, 'pagesInFlight' | 'memory'>
  /** Pages that wait. */
  waiting(): number
  /** Engines on this machine give back what they keep for later. */
  giveBack(): Promise<void>
  now?: () => number
}

export type Power = Pick<Circumstances, 'onBattery' | 'thermal'>

export class Governor extends EventEmitter<{ changed: [pace: Pace] }> {
  readonly #options: GovernorOptions
  readonly #guard: MemoryGuard
  readonly #concurrency: Concurrency
  #power: Power = { onBattery: false, thermal: 'unknown' }
  #said = ''
  /** How much of the time that passes is ours; see WorkClock. */
  workRate = 1

  constructor(options: GovernorOptions, { most = Math.min(MOST, cores + BESIDE) } = {}) {
    super()
    this.#options = options
    const { settings, now = Date.now } = options
    this.#guard = new MemoryGuard(
      () => ({ part: settings.memory.maxPercent / 100, ownBytes: settings.memory.maxBytes }),
      now,
    )
    this.#concurrency = new Concurrency({ most }, now)
  }

  /** Pages that may be at work now; 0: memory is waited for. */
  pages(): number {
    return Math.min(this.#wanted(), this.#guard.state.ceilingBytes === 0 ? this.#wanted() : this.#guard.fits)
  }

  /** Part of the usual resolution at which the next page is read. */
  get scale(): number {
    return this.#guard.scale
  }

  get pace(): Pace {
    const { pagesInFlight } = this.#options.settings
    const reason = pagesInFlight === 'auto' ? this.#concurrency.reason : 'fixed'
    return { pages: this.pages(), reason, ...this.#guard.state }
  }

  /** Of the machine, as the desktop is told. */
  setPower(power: Power): void {
    this.#power = power
    this.#tell()
  }

  take(look: Look): void {
    const { busy, own, pagesInFlight, pagesRead } = look
    this.workRate = workRateOf(look)
    const before = this.#guard.state.memory
    const ownBytes = look.appBytes + look.engineBytes
    this.#guard.look(
      {
        ownBytes,
        machineUsedBytes: look.memoryUsedBytes,
        machineTotalBytes: look.memoryTotalBytes,
        gpu: look.gpu,
        pagesInFlight,
        pagesEnded: pagesRead,
        isLoaded: look.isLoaded,
      },
      this.#wanted(),
    )
    const { memory } = this.#guard.state
    if (memory !== before) log.info({ memory, ownBytes, pagesInFlight }, 'the memory guard')
    if (memory === 'waiting' || (memory === 'smaller' && before !== 'smaller'))
      void this.#options.giveBack().catch(logged('caches could not be given back'))
    if (this.#options.settings.pagesInFlight === 'auto' && pagesInFlight > 0)
      this.#concurrency.look({
        ...this.#power,
        pagesEnded: pagesRead,
        pagesInFlight,
        hasBacklog: this.#options.waiting() > pagesInFlight && memory === 'free',
        others: Math.max(0, busy - own),
      })
    this.#tell()
  }

  #wanted(): number {
    const { pagesInFlight } = this.#options.settings
    return pagesInFlight === 'auto' ? this.#concurrency.pages(this.#power) : pagesInFlight
  }

  #tell(): void {
    const { pace } = this
    const { pages, reason, memory } = pace
    const said = `${pages} ${reason} ${memory}`
    if (said === this.#said) return
    this.#said = said
    this.emit('changed', pace)
  }
}

/**
 * How much of the time that passes counts for a page: all of it while a core is free, or while nothing of ours works, which
 * hangs then; on a machine that is fully used our part of what is used.
 */
export function workRateOf({ busy, own, engines }: CpuShares): number {
  if (busy < SATURATED || engines * cores < HANGS) return 1
  return own / busy
}

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
/** Before anything is known: what read well on machines of two to ten cores. */
const USUAL = 3
/** Above it the processor is taken to be fully used. */
const SATURATED = 0.9
/** A process that works gets at least so much of a core, however busy the machine is; one that gets less hangs. */
const HANGS = 0.01
/** How often caches are given back while memory is short, and after how long the engine itself is ended for it, ms. */
const GIVE_BACK_MS = 30_000

export interface GovernorOptions {
  settings: Pick<Settings, 'pagesInFlight' | 'memory'>
  /** Pages that wait. */
  waiting(): number
  /** Engines on this machine give back what they keep for later. */
  giveBack(): Promise<void>
  /** The engine that reads print ends, with all that it holds; it is started again for the next page. */
  sleep(): Promise<void>
  now?: () => number
}

export type Power = Pick<Circumstances, 'onBattery' | 'thermal'>

export class Governor extends EventEmitter<{ changed: [pace: Pace] }> {
  readonly #options: Required<GovernorOptions>
  readonly #guard: MemoryGuard
  readonly #concurrency: Concurrency
  #power: Power = { onBattery: false, thermal: 'unknown' }
  #look: Look | null = null
  #gaveBackAt = Number.NEGATIVE_INFINITY
  #said = ''
  /** How much of the time that passes is ours; see WorkClock. */
  workRate = 1

  constructor(options: GovernorOptions, { most = Math.min(MOST, cores + BESIDE) } = {}) {
    super()
    this.#options = { now: Date.now, ...options }
    const { settings, now } = this.#options
    this.#guard = new MemoryGuard(
      () => ({ part: settings.memory.maxPercent / 100, ownBytes: settings.memory.maxBytes }),
      now,
    )
    this.#concurrency = new Concurrency({ most, start: USUAL }, now)
  }

  /** Pages that may be at work now; 0: memory is waited for. */
  pages(): number {
    return Math.min(this.#wanted(), this.#guard.fits ?? Number.POSITIVE_INFINITY)
  }

  /** Part of the usual resolution at which the next page is read. */
  get scale(): number {
    return this.#guard.scale
  }

  get pace(): Pace {
    const { pagesInFlight, memory } = this.#options.settings
    const look = this.#look
    return {
      pages: this.pages(),
      reason: pagesInFlight === 'auto' ? this.#concurrency.reason(this.#power) : 'fixed',
      // Nobody needs to know of it while nothing is to be read.
      memory: this.#hasWork() ? this.#guard.memory : 'free',
      machineCeilingBytes: ((look?.memoryTotalBytes ?? 0) * memory.maxPercent) / 100,
      ownCeilingBytes: memory.maxBytes,
      gpuCeilingBytes: look?.gpu ? (look.gpu.workingSetBytes * memory.maxPercent) / 100 : null,
    }
  }

  /** Of the machine, as the desktop is told. */
  setPower(power: Power): void {
    this.#power = power
    this.#tell()
  }

  take(look: Look): void {
    this.#look = look
    this.workRate = workRateOf(look)
    this.#guardMemory(look)
    const { busy, own, pagesInFlight, pagesRead } = look
    if (pagesInFlight === 0) this.#concurrency.idle()
    else if (this.#options.settings.pagesInFlight === 'auto')
      this.#concurrency.look({
        ...this.#power,
        pagesEnded: pagesRead,
        pagesInFlight,
        hasBacklog: this.#options.waiting() > 0 && this.#guard.memory === 'free',
        others: Math.max(0, busy - own),
      })
    this.#tell()
  }

  #guardMemory(look: Look): void {
    const { pagesInFlight, pagesRead, isLoaded, gpu } = look
    const before = this.#guard.memory
    const ownBytes = look.appBytes + look.engineBytes
    this.#guard.look(
      {
        ownBytes,
        machineUsedBytes: look.memoryUsedBytes,
        machineTotalBytes: look.memoryTotalBytes,
        gpu,
        pagesInFlight,
        pagesEnded: pagesRead,
        isLoaded,
      },
      this.#wanted(),
    )
    const { memory } = this.#guard
    const isShort = memory === 'smaller' || memory === 'waiting'
    if (!this.#hasWork()) return
    if (memory !== before && (isShort || before === 'waiting' || before === 'smaller'))
      log.info({ memory, ownBytes, pagesInFlight }, 'the memory guard')
    const now = this.#options.now()
    if (!isShort || now - this.#gaveBackAt < GIVE_BACK_MS) return
    this.#gaveBackAt = now
    // What nothing else gives back goes with the process.
    const inVain = memory === 'waiting' && pagesInFlight === 0 && this.#guard.waitsForOwnMs >= GIVE_BACK_MS
    const { giveBack, sleep } = this.#options
    void (inVain ? sleep() : giveBack()).catch(logged('memory could not be given back'))
  }

  #hasWork(): boolean {
    return (this.#look?.pagesInFlight ?? 0) > 0 || this.#options.waiting() > 0
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

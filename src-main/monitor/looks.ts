/** Looks at the machine and at our processes: each second while pages are at work, else every five. */
import { EventEmitter } from 'node:events'
import { totalmem } from 'node:os'
import { logged } from '../log.ts'
import type { SidecarStatus } from '../sidecar/client.ts'
import { type CpuShares, type CpuTimes, cpuShares, cpuTimes, shareBytes } from './machine.ts'

const BUSY_MS = 1000
const QUIET_MS = 5000
/** A process that is too busy to say how it does is taken to do as it did. */
const ANSWER_MS = 900

export interface EngineProcess {
  /** `ready`: it runs. */
  readonly state: string
  readonly restarts: number
  refresh(timeoutMs: number): Promise<SidecarStatus | null>
}

export interface Look extends CpuShares {
  at: number
  memoryTotalBytes: number
  memoryUsedBytes: number
  appBytes: number
  engineBytes: number
  gpu: { activeBytes: number; workingSetBytes: number } | null
  /** Of engines on this machine. */
  pagesInFlight: number
  pagesRead: number
  restarts: number
  /** Whether an engine's process is there. */
  isLoaded: boolean
}

export class Looks extends EventEmitter<{ look: [look: Look] }> {
  readonly #processes: () => readonly EngineProcess[]
  readonly #now: () => number
  #cpu: CpuTimes = cpuTimes()
  /** What each process had used and read when it was last asked. */
  #before = new Map<EngineProcess, SidecarStatus>()
  #pagesRead = 0
  #timer: NodeJS.Timeout | null = null
  #stopped = false
  last: Look | null = null

  constructor(processes: () => readonly EngineProcess[], now: () => number = Date.now) {
    super()
    this.#processes = processes
    this.#now = now
    this.#again()
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** Soon, since something has begun. */
  hurry(): void {
    if (this.last && this.last.pagesInFlight === 0) this.#again(BUSY_MS)
  }

  /** Ends of our processes by themselves. */
  get restarts(): number {
    return this.#processes().reduce((sum, { restarts }) => sum + restarts, 0)
  }

  async look(): Promise<Look> {
    const processes = this.#processes()
    const statuses = await Promise.all(processes.map((one) => one.refresh(ANSWER_MS)))
    let enginesMs = 0
    let pagesInFlight = 0
    let engineBytes = 0
    let gpu: Look['gpu'] = null
    processes.forEach((one, index) => {
      const before = this.#before.get(one)
      const now = statuses[index] ?? (one.state === 'ready' ? before : null)
      if (!now) return
      // One that was started anew counts from nothing, its start included.
      const isSame = before?.pid === now.pid
      enginesMs += 1000 * Math.max(0, now.cpuSeconds - (isSame ? before.cpuSeconds : 0))
      this.#pagesRead += Math.max(0, now.pagesRead - (isSame ? before.pagesRead : 0))
      pagesInFlight += now.cluster ? 0 : now.pagesInFlight
      engineBytes += now.shareBytes ?? now.rssBytes
      if (now.gpu)
        gpu = {
          activeBytes: (gpu?.activeBytes ?? 0) + now.gpu.activeBytes + now.gpu.cacheBytes,
          workingSetBytes: now.gpu.workingSetBytes,
        }
      this.#before.set(one, now)
    })
    const times = cpuTimes()
    const shares = cpuShares(this.#cpu, times, enginesMs)
    this.#cpu = times
    const total = totalmem()
    const look: Look = {
      at: this.#now(),
      ...shares,
      memoryTotalBytes: total,
      memoryUsedBytes: Math.max(0, total - process.availableMemory()),
      appBytes: await shareBytes(),
      engineBytes,
      gpu,
      pagesInFlight,
      pagesRead: this.#pagesRead,
      restarts: this.restarts,
      isLoaded: engineBytes > 0,
    }
    this.last = look
    return look
  }

  #again(ms = 0): void {
    if (this.#stopped) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#round().catch(logged('the machine could not be looked at')), ms).unref()
  }

  async #round(): Promise<void> {
    try {
      this.emit('look', await this.look())
    } finally {
      this.#again(this.last && this.last.pagesInFlight > 0 ? BUSY_MS : QUIET_MS)
    }
  }
}

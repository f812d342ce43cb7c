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
  /** `cacheBytes`: what MLX keeps for reuse. */
  gpu: { activeBytes: number; cacheBytes: number; workingSetBytes: number } | null
  /** Of the engines that read print on this machine; neither models' requests nor pages that are handed on. */
  pagesInFlight: number
  pagesRead: number
  restarts: number
  /** Whether the process of one of these is there. */
  isLoaded: boolean
}

export interface LooksOptions {
  /** Those that read print on this machine, and all the others. */
  readers(): readonly EngineProcess[]
  others?(): readonly EngineProcess[]
  /** What the app holds besides this process: the desktop's windows. */
  besidesBytes?(): number
  now?: () => number
}

/** What a process said when it last answered. */
interface Answer {
  at: number
  status: SidecarStatus
  /** Of its processor time, ms a ms. */
  rate: number
}

export class Looks extends EventEmitter<{ look: [look: Look] }> {
  readonly #options: Required<LooksOptions>
  #cpu: CpuTimes = cpuTimes()
  #cpuAt = performance.now()
  readonly #answers = new Map<EngineProcess, Answer>()
  #pagesRead = 0
  #timer: NodeJS.Timeout | null = null
  #dueAt = 0
  #stopped = false
  last: Look | null = null

  constructor(options: LooksOptions) {
    super()
    this.#options = { others: () => [], besidesBytes: () => 0, now: Date.now, ...options }
    this.#again(0)
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** Soon, since something has begun. */
  hurry(): void {
    if (this.#timer && this.#dueAt > performance.now() + BUSY_MS) this.#again(BUSY_MS)
  }

  /** Ends of our processes by themselves. */
  get restarts(): number {
    const { readers, others } = this.#options
    return [...readers(), ...others()].reduce((sum, { restarts }) => sum + restarts, 0)
  }

  async look(): Promise<Look> {
    const readers = this.#options.readers()
    const all = [...readers, ...this.#options.others()]
    const statuses = await Promise.all(all.map((one) => one.refresh(ANSWER_MS)))
    const at = performance.now()
    const sinceMs = at - this.#cpuAt
    let enginesMs = 0
    let pagesInFlight = 0
    let engineBytes = 0
    let isLoaded = false
    let gpu: Look['gpu'] = null
    all.forEach((one, index) => {
      const answer = this.#heard(one, statuses[index] ?? null, at)
      if (!answer) return
      const { status } = answer
      enginesMs += answer.rate * sinceMs
      engineBytes += status.shareBytes ?? status.rssBytes
      if (status.gpu) {
        const { activeBytes, cacheBytes, workingSetBytes } = status.gpu
        gpu = {
          activeBytes: (gpu?.activeBytes ?? 0) + activeBytes,
          cacheBytes: (gpu?.cacheBytes ?? 0) + cacheBytes,
          workingSetBytes,
        }
      }
      if (index >= readers.length) return
      isLoaded = true
      pagesInFlight += status.pagesInFlight
    })
    const times = cpuTimes()
    const shares = cpuShares(this.#cpu, times, enginesMs)
    this.#cpu = times
    this.#cpuAt = at
    const total = memoryTotal()
    const look: Look = {
      at: this.#options.now(),
      ...shares,
      memoryTotalBytes: total,
      memoryUsedBytes: Math.max(0, total - this.#available()),
      appBytes: (await shareBytes()) + this.#options.besidesBytes(),
      engineBytes,
      gpu,
      pagesInFlight,
      pagesRead: this.#pagesRead,
      restarts: this.restarts,
      isLoaded,
    }
    this.last = look
    return look
  }

  /** What a process says now, or said last where it is too busy; null where there is none. */
  #heard(one: EngineProcess, status: SidecarStatus | null, at: number): Answer | null {
    const before = this.#answers.get(one)
    if (!status) return one.state === 'ready' ? (before ?? null) : null
    // One that was started anew counts from nothing, its start included.
    const isSame = before?.status.pid === status.pid
    const cpuSeconds = Math.max(0, status.cpuSeconds - (isSame ? before.status.cpuSeconds : 0))
    const sinceMs = isSame ? at - before.at : Math.max(1, at - this.#cpuAt)
    const answer = { at, status, rate: (1000 * cpuSeconds) / Math.max(1, sinceMs) }
    if (this.#options.readers().includes(one))
      this.#pagesRead += Math.max(0, status.pagesRead - (isSame ? before.status.pagesRead : 0))
    this.#answers.set(one, answer)
    return answer
  }

  /** macOS counts as used what it would give at once; its kernel's own word is asked for by the sidecar (memory.py). */
  #available(): number {
    if (process.platform !== 'darwin') return process.availableMemory()
    const said = [...this.#answers.values()].map(({ status }) => status.machineAvailableBytes)
    return said.find((bytes) => bytes !== undefined) ?? process.availableMemory()
  }

  #again(ms: number): void {
    if (this.#stopped) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#dueAt = performance.now() + ms
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.#round().catch(logged('the machine could not be looked at'))
    }, ms).unref()
  }

  async #round(): Promise<void> {
    try {
      this.emit('look', await this.look())
    } finally {
      this.#again(this.last && this.last.pagesInFlight > 0 ? BUSY_MS : QUIET_MS)
    }
  }
}

/** The machine's, or what the container may have of it. */
function memoryTotal(): number {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}

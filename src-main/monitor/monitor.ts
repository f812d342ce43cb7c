/** How the work goes: what was read since the start, how fast, what failed, and what the machine has left. */
import { EventEmitter } from 'node:events'
import { statfs } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import type { AttemptEnd } from '../jobs/queue.ts'
import { logged } from '../log.ts'
import type { SidecarStatus } from '../sidecar/client.ts'

const SAMPLE_MS = 5000
/** Throughput is that of the last minute. */
const WINDOW_MS = 60_000
const LITTLE_DISK_BYTES = 1e9
const LITTLE_MEMORY = 0.05

export interface MonitorOptions {
  dataFolder: string
  engine(): { status: SidecarStatus | null; restarts: number }
  now?: () => number
}

export interface Interruption {
  jobIds: string[]
  pages: number
}

export interface Warning {
  code: 'little_disk' | 'little_memory'
  message: string
}

export interface Counts {
  pagesCompleted: number
  pagesFailed: number
  pagesRetried: number
  timeouts: number
  /** By error code, of every attempt that failed. */
  errors: Record<string, number>
  lastCheckpointAt: number | null
}

export interface Resources {
  cores: number
  /** Of all cores, 0 to 100, over the last seconds. */
  cpuPercent: number
  loadAverage: number[]
  memoryTotalBytes: number
  memoryAvailableBytes: number
  appBytes: number
  engineBytes: number | null
  diskTotalBytes: number
  diskFreeBytes: number
}

export class Monitor extends EventEmitter<{ warning: [warning: Warning] }> {
  readonly #options: Required<MonitorOptions>
  readonly startedAt: number
  readonly counts: Counts = {
    pagesCompleted: 0,
    pagesFailed: 0,
    pagesRetried: 0,
    timeouts: 0,
    errors: {},
    lastCheckpointAt: null,
  }
  /** What the last run was interrupted at. */
  interrupted: Interruption = { jobIds: [], pages: 0 }
  #finished: number[] = []
  #cpu = cpuTimes()
  #cpuPercent = 0
  /** Told once, until it is better again. */
  readonly #warned = new Set<Warning['code']>()
  readonly #timer: NodeJS.Timeout

  constructor(options: MonitorOptions) {
    super()
    this.#options = { now: Date.now, ...options }
    this.startedAt = this.#options.now()
    this.#timer = setInterval(
      () => void this.sample().catch(logged('the machine could not be looked at')),
      SAMPLE_MS,
    ).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** An attempt at a page has ended. */
  attempted({ outcome, code }: AttemptEnd): void {
    const { counts } = this
    const now = this.#options.now()
    if (code !== null) counts.errors[code] = (counts.errors[code] ?? 0) + 1
    if (code === 'page_timeout') counts.timeouts++
    if (outcome === 'again') counts.pagesRetried++
    if (outcome === 'completed') counts.pagesCompleted++
    if (outcome === 'failed') counts.pagesFailed++
    if (outcome !== 'completed' && outcome !== 'failed') return
    counts.lastCheckpointAt = now
    this.#finished.push(now)
    this.#forgetOld(now)
  }

  pagesPerSecond(): number {
    const now = this.#options.now()
    this.#forgetOld(now)
    const spanMs = Math.min(WINDOW_MS, Math.max(1000, now - this.startedAt))
    return this.#finished.length / (spanMs / 1000)
  }

  #forgetOld(now: number): void {
    this.#finished = this.#finished.filter((at) => at > now - WINDOW_MS)
  }

  async resources(): Promise<Resources> {
    const { dataFolder, engine } = this.#options
    const { blocks, bavail, bsize } = await statfs(dataFolder)
    return {
      cores: availableParallelism(),
      cpuPercent: this.#cpuPercent,
      loadAverage: loadavg(),
      memoryTotalBytes: totalmem(),
      memoryAvailableBytes: process.availableMemory(),
      appBytes: process.memoryUsage.rss(),
      engineBytes: engine().status?.rssBytes ?? null,
      diskTotalBytes: blocks * bsize,
      diskFreeBytes: bavail * bsize,
    }
  }

  get engineRestarts(): number {
    return this.#options.engine().restarts
  }

  /** What there is too little of now. */
  async warnings(): Promise<Warning[]> {
    const { diskFreeBytes, memoryAvailableBytes, memoryTotalBytes } = await this.resources()
    const found: Warning[] = []
    if (diskFreeBytes < LITTLE_DISK_BYTES)
      found.push({ code: 'little_disk', message: `Only ${megabytes(diskFreeBytes)} are free on the disk.` })
    if (memoryAvailableBytes < LITTLE_MEMORY * memoryTotalBytes)
      found.push({ code: 'little_memory', message: `Only ${megabytes(memoryAvailableBytes)} of memory are left.` })
    return found
  }

  /** Looks at the machine, and warns of what has become too little. */
  async sample(): Promise<void> {
    const before = this.#cpu
    this.#cpu = cpuTimes()
    const all = this.#cpu.all - before.all
    this.#cpuPercent = all > 0 ? Math.round((1000 * (all - (this.#cpu.idle - before.idle))) / all) / 10 : 0
    const found = await this.warnings()
    for (const code of this.#warned) if (!found.some((warning) => warning.code === code)) this.#warned.delete(code)
    for (const warning of found) {
      if (this.#warned.has(warning.code)) continue
      this.#warned.add(warning.code)
      this.emit('warning', warning)
    }
  }
}

function cpuTimes(): { all: number; idle: number } {
  const times = cpus().map((cpu) => cpu.times)
  const idle = times.reduce((sum, one) => sum + one.idle, 0)
  const all = times.reduce((sum, { user, nice, sys, irq, idle: free }) => sum + user + nice + sys + irq + free, 0)
  return { all, idle }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

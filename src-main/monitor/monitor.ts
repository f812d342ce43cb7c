/** How the work goes: what was read since the start, how fast, what failed, and what the machine has left. */
import { EventEmitter } from 'node:events'
import { statfs } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { distributionOf, type MonitorView, type Pace, type Sample } from '../../src-preload/monitor.ts'
import type { AttemptEnd } from '../jobs/queue.ts'
import { logged } from '../log.ts'
import type { Look, Looks } from './looks.ts'
import { cores } from './machine.ts'

const SAMPLE_MS = 5000
/** Throughput is that of the last minute. */
const WINDOW_MS = 60_000
/** Ten minutes, as they were sampled; older ones are kept as one a minute. */
const RECENT_SAMPLES = 120
const RECENT_PAGES = 100
const LITTLE_DISK_BYTES = 1e9
const LITTLE_MEMORY = 0.05

export interface MonitorOptions {
  dataFolder: string
  looks: Looks
  pace(): Pace
  /** Pages that wait. */
  waiting(): number
  /** Keeps the sample of a whole minute. */
  keep(sample: Sample): void
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
  engineBytes: number
  gpu: Look['gpu']
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
  /** Seconds that the last pages took, the newest last. */
  #took: number[] = []
  /** ... and those since the last sample. */
  #tookLately: number[] = []
  #errorsBefore = 0
  #restartsBefore = 0
  #sampledAt = Number.NEGATIVE_INFINITY
  readonly #recent: Sample[] = []
  #minute: Sample[] = []
  /** Told once, until it is better again. */
  readonly #warned = new Set<Warning['code']>()
  readonly #onLook = (look: Look) => {
    if (Math.abs(look.at - this.#sampledAt) >= SAMPLE_MS - 500)
      void this.sample(look).catch(logged('the machine could not be looked at'))
  }

  constructor(options: MonitorOptions) {
    super()
    this.#options = { now: Date.now, ...options }
    this.startedAt = this.#options.now()
    options.looks.on('look', this.#onLook)
  }

  stop(): void {
    this.#options.looks.off('look', this.#onLook)
  }

  /** An attempt at a page has ended. */
  attempted({ outcome, code, page }: AttemptEnd): void {
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
    const ms = outcome === 'completed' ? page.result?.timingsMs['total'] : undefined
    if (ms === undefined) return
    this.#took = [...this.#took, ms / 1000].slice(-RECENT_PAGES)
    this.#tookLately.push(ms / 1000)
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

  async view(): Promise<MonitorView> {
    const look = await this.#look()
    const { pagesCompleted, pagesFailed } = this.counts
    return {
      now: this.#sampleOf(look, this.#tookLately),
      recent: this.#recent,
      last10: distributionOf(this.#took.slice(-10)),
      last100: distributionOf(this.#took),
      pagesCompleted,
      pagesFailed,
      restarts: look.restarts,
      pace: this.#options.pace(),
    }
  }

  async resources(): Promise<Resources> {
    const look = await this.#look()
    const { blocks, bavail, bsize } = await statfs(this.#options.dataFolder)
    return {
      cores,
      cpuPercent: percent(look.busy),
      loadAverage: loadavg(),
      memoryTotalBytes: look.memoryTotalBytes,
      memoryAvailableBytes: look.memoryTotalBytes - look.memoryUsedBytes,
      appBytes: look.appBytes,
      engineBytes: look.engineBytes,
      gpu: look.gpu,
      diskTotalBytes: blocks * bsize,
      diskFreeBytes: bavail * bsize,
    }
  }

  async #look(): Promise<Look> {
    const { looks } = this.#options
    return looks.last ?? looks.look()
  }

  get engineRestarts(): number {
    return this.#options.looks.restarts
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

  /** Keeps how all does now, and warns of what has become too little. */
  async sample(look: Look): Promise<void> {
    this.#sampledAt = look.at
    const sample = this.#sampleOf(look, this.#tookLately)
    this.#tookLately = []
    this.#errorsBefore = this.#errors()
    this.#restartsBefore = look.restarts
    this.#recent.push(sample)
    if (this.#recent.length > RECENT_SAMPLES) this.#recent.shift()
    const minute = (at: number) => Math.floor(at / 60_000)
    const [first] = this.#minute
    if (first && minute(first.at) !== minute(sample.at)) {
      const whole = merged(this.#minute)
      this.#minute = []
      this.#options.keep(whole)
    }
    this.#minute.push(sample)
    await this.#warn()
  }

  #sampleOf(look: Look, took: readonly number[]): Sample {
    return {
      at: look.at,
      cpuPercent: percent(look.busy),
      ownCpuPercent: percent(look.own),
      memoryTotalBytes: look.memoryTotalBytes,
      memoryUsedBytes: look.memoryUsedBytes,
      appBytes: look.appBytes,
      engineBytes: look.engineBytes,
      gpuBytes: look.gpu ? look.gpu.activeBytes + look.gpu.cacheBytes : null,
      gpuTotalBytes: look.gpu?.workingSetBytes ?? null,
      pagesPerSecond: this.pagesPerSecond(),
      secondsPerPage: took.length > 0 ? mean(took) : null,
      pagesInFlight: look.pagesInFlight,
      pagesWaiting: this.#options.waiting(),
      errors: this.#errors() - this.#errorsBefore,
      restarts: look.restarts - this.#restartsBefore,
    }
  }

  #errors(): number {
    return Object.values(this.counts.errors).reduce((sum, count) => sum + count, 0)
  }

  async #warn(): Promise<void> {
    const found = await this.warnings()
    for (const code of this.#warned) if (!found.some((warning) => warning.code === code)) this.#warned.delete(code)
    for (const warning of found) {
      if (this.#warned.has(warning.code)) continue
      this.#warned.add(warning.code)
      this.emit('warning', warning)
    }
  }
}

/** One for all of them: means, the most of what memory was held, the sum of what was counted. */
export function merged(samples: readonly Sample[]): Sample {
  const [first] = samples
  if (!first) throw new RangeError('no samples')
  const all = <K extends keyof Sample>(key: K) => samples.map((one) => one[key])
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
  const orNull = (values: readonly number[], of: (some: readonly number[]) => number) =>
    values.length > 0 ? of(values) : null
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const most = (values: readonly number[]) => Math.max(...values)
  return {
    at: first.at,
    cpuPercent: mean(all('cpuPercent')),
    ownCpuPercent: mean(all('ownCpuPercent')),
    memoryTotalBytes: first.memoryTotalBytes,
    memoryUsedBytes: most(all('memoryUsedBytes')),
    appBytes: most(all('appBytes')),
    engineBytes: most(all('engineBytes')),
    gpuBytes: orNull(known(all('gpuBytes')), most),
    gpuTotalBytes: first.gpuTotalBytes,
    pagesPerSecond: mean(all('pagesPerSecond')),
    secondsPerPage: orNull(known(all('secondsPerPage')), mean),
    pagesInFlight: mean(all('pagesInFlight')),
    pagesWaiting: mean(all('pagesWaiting')),
    errors: sum(all('errors')),
    restarts: sum(all('restarts')),
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function percent(part: number): number {
  return Math.round(1000 * part) / 10
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

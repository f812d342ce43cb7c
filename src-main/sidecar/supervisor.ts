/**
 * Keeps the recognition process running.
 *
 * stopped -> starting -> ready -> (ended) -> waiting -> starting ...
 *                                         -> broken, after a crash loop, until `restart` or the breaker's time is over
 */
import { EventEmitter } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { createStream } from 'rotating-file-stream'
import { coerceError, InkleafError } from '../errors.ts'
import { ended, log } from '../log.ts'
import { typed } from '../packaged.ts'
import { SidecarClient, type SidecarStatus } from './client.ts'
import { type Exit, type SidecarCommand, SidecarProcess } from './process.ts'

export type SupervisorState = 'stopped' | 'starting' | 'ready' | 'waiting' | 'broken'

export interface SupervisorOptions {
  /** Called for each start: every process gets a socket of its own. */
  command: () => SidecarCommand
  logsFolder: string
  /** One for each process. */
  logFile?: string
  readyTimeoutMs?: number
  heartbeatMs?: number
  heartbeatTimeoutMs?: number
  missedHeartbeats?: number
  graceMs?: number
  backoffMs?: readonly number[]
  /** So many ends in a row, without a page read in between, open the breaker. */
  breakerEnds?: number
  /** A process that lived for this long begins a new row. */
  breakerWindowMs?: number
  breakerOpenMs?: number
}

export const SIDECAR_LOG = 'sidecar.log'

const defaults = {
  logFile: SIDECAR_LOG,
  readyTimeoutMs: 120_000,
  heartbeatMs: 5000,
  heartbeatTimeoutMs: 10_000,
  missedHeartbeats: 3,
  graceMs: 3000,
  backoffMs: [200, 500, 1000, 2000, 5000, 10_000],
  breakerEnds: 8,
  breakerWindowMs: 120_000,
  breakerOpenMs: 60_000,
} as const

/** A process that hangs up is about to end; it is not waited for any longer than this. */
const HUNG_UP_MS = 2000

interface Running {
  process: SidecarProcess
  client: SidecarClient
  since: number
  /** It is being ended on purpose: by a restart, or since a page hangs in it. */
  dismissed: boolean
}

interface Events {
  state: [state: SupervisorState, message: string | null]
  /** A heartbeat was answered. */
  status: [status: SidecarStatus]
  /** A process that had been ready has ended, and nobody had asked it to. */
  died: [exit: Exit]
}

export class Supervisor extends EventEmitter<Events> {
  readonly #options: Required<SupervisorOptions>
  readonly #log
  #state: SupervisorState = 'stopped'
  #message: string | null = null
  #running: Running | null = null
  #starting: Promise<Running> | null = null
  #ends: number[] = []
  #stopping = new AbortController()
  /** The last word of the last process on its memory, to tell running out of it from a crash. */
  #lastStatus: SidecarStatus | null = null
  #startFailed = false
  restarts = 0
  /** Its name in the folder of logs. */
  readonly logFile: string

  constructor(options: SupervisorOptions) {
    super()
    this.#options = { ...defaults, ...options }
    this.logFile = this.#options.logFile
    this.#log = createStream(this.logFile, { path: options.logsFolder, size: '1M', maxFiles: 3, mode: 0o600 })
    // A log that can't be written keeps nobody from work.
    this.#log.on('error', () => {})
  }

  get state(): SupervisorState {
    return this.#state
  }

  /** Why it is not ready, where it is not. */
  get message(): string | null {
    return this.#message
  }

  /** Why pages can't be read, or null. One that was not started yet, or is being started again, is no trouble. */
  get trouble(): string | null {
    return this.#state === 'broken' || this.#startFailed ? this.#message : null
  }

  get pid(): number | undefined {
    return this.#running?.process.pid
  }

  get lastStatus(): SidecarStatus | null {
    return this.#lastStatus
  }

  /** The client of a ready process, which is started if need be. Throws an error of scope `engine` if it can't be. */
  async client(): Promise<SidecarClient> {
    if (this.#running) return this.#running.client
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null
    })
    return (await this.#starting).client
  }

  /** Asks a process that is ready how it does, between two heartbeats; null: there is none, or it doesn't say. */
  async refresh(timeoutMs: number): Promise<SidecarStatus | null> {
    const running = this.#running
    if (!running) return null
    const status = await running.client.status(timeoutMs).catch(() => null)
    if (status && this.#running === running) this.#lastStatus = status
    return status
  }

  /** Has a process that is ready give back what it keeps for later. */
  async giveBack(): Promise<void> {
    await this.#running?.client.giveBack()
  }

  /** A page was read: whatever ended the process before was no crash loop. */
  succeeded(): void {
    this.#ends = []
  }

  /** Waits until the process behind `client`, which has hung up, is known to have ended. One that lives on is ended. */
  async whenGone(client: SidecarClient): Promise<void> {
    const running = this.#running
    if (running?.client !== client) return
    const timer = setTimeout(() => running.process.kill(), HUNG_UP_MS)
    await running.process.exited
    clearTimeout(timer)
  }

  /** What the process answers. One that hung up is known to have ended before anyone hears of it. */
  async ask<T>(use: (client: SidecarClient) => Promise<T>): Promise<T> {
    const client = await this.client()
    try {
      return await use(client)
    } catch (caught) {
      if (caught instanceof InkleafError && caught.code === 'engine_gone') await this.whenGone(client)
      throw caught
    }
  }

  /** Closes the breaker and starts anew. No page pays for it. */
  async restart(): Promise<void> {
    log.info('the engine is restarted as asked')
    this.#ends = []
    const running = this.#running
    if (running) {
      running.dismissed = true
      await running.process.stop(this.#options.graceMs)
    }
    await this.client()
  }

  /** Ends the process at once, since something hangs in it; it is started again when it is needed. */
  dismiss(): void {
    if (!this.#running) return
    log.warn('the engine is ended: a page hangs in it')
    this.#running.dismissed = true
    this.#running.process.kill()
  }

  /** Ends the process, whose memory goes back; it is started again when it is needed. */
  async sleep(): Promise<void> {
    await this.#starting?.catch(ended)
    const running = this.#running
    if (!running) return
    log.info('the engine is ended: nothing has needed it for a while')
    running.dismissed = true
    await running.process.stop(this.#options.graceMs)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running?.process.stop(this.#options.graceMs)
    // Why it did not start was told to whoever asked for it.
    await this.#starting?.catch(ended)
    this.#set('stopped', null)
    await new Promise<void>((resolve) => this.#log.end(() => resolve()))
  }

  async #start(): Promise<Running> {
    await this.#waitForTurn()
    this.#set('starting', null)
    const command = this.#options.command()
    const sidecar = new SidecarProcess(command, this.#log, this.#options.readyTimeoutMs)
    const stopped = () => sidecar.kill()
    this.#stopping.signal.addEventListener('abort', stopped, { once: true })
    try {
      await sidecar.ready
    } catch (caught) {
      sidecar.kill()
      this.#ends.push(performance.now())
      const error = coerceError(caught)
      this.#startFailed = true
      log.error({ err: error }, 'the engine did not start')
      this.#set('waiting', error.message)
      throw error
    } finally {
      this.#stopping.signal.removeEventListener('abort', stopped)
    }
    const running: Running = {
      process: sidecar,
      client: new SidecarClient(command.socket),
      since: performance.now(),
      dismissed: false,
    }
    this.#running = running
    this.#startFailed = false
    void sidecar.exited.then((exit) => this.#ended(running, exit))
    void this.#watch(running)
    this.#set('ready', null)
    return running
  }

  async #waitForTurn(): Promise<void> {
    const { breakerEnds, breakerOpenMs, backoffMs } = this.#options
    const now = performance.now()
    if (this.#ends.length >= breakerEnds) {
      const left = breakerOpenMs - (now - (this.#ends.at(-1) ?? 0))
      if (left > 0) {
        const message = `The recognition process ended ${this.#ends.length} times in a row. \`${typed('doctor')}\` tells more.`
        this.#set('broken', message)
        throw new InkleafError('engine_broken', 'defect', message, { scope: 'engine', retryAfterMs: left })
      }
      this.#ends = []
    }
    const wait = this.#ends.length === 0 ? 0 : (backoffMs[Math.min(this.#ends.length, backoffMs.length) - 1] ?? 0)
    try {
      await delay(wait, null, { signal: this.#stopping.signal })
    } catch (cause) {
      throw new InkleafError('engine_stopped', 'transient', 'Inkleaf is being closed.', { cause, scope: 'engine' })
    }
  }

  #ended(running: Running, exit: Exit): void {
    if (this.#running === running) this.#running = null
    void running.client.close()
    if (this.#stopping.signal.aborted) return
    if (running.dismissed) {
      this.#set('stopped', null)
      return
    }
    const now = performance.now()
    if (now - running.since > this.#options.breakerWindowMs) this.#ends = []
    this.#ends.push(now)
    this.restarts++
    const how = exit.signal ?? `exit code ${exit.code}`
    log.error({ how, lastRequest: running.client.lastRequest }, 'the engine ended by itself')
    this.#log.write(
      `${new Date().toISOString()} ended by itself: ${how}; last request: ${running.client.lastRequest}\n`,
    )
    this.#set('waiting', `The recognition process ended (${how}); it is started again.`)
    this.emit('died', exit)
  }

  /** A process that doesn't answer for long is ended; one that is only busy still answers. */
  async #watch(running: Running): Promise<void> {
    const { heartbeatMs, heartbeatTimeoutMs, missedHeartbeats, graceMs } = this.#options
    let missed = 0
    while (this.#running === running) {
      try {
        this.#lastStatus = await running.client.status(heartbeatTimeoutMs)
        missed = 0
        this.emit('status', this.#lastStatus)
      } catch (caught) {
        log.debug({ err: caught }, 'a heartbeat was missed')
        missed++
      }
      if (missed >= missedHeartbeats && this.#running === running) await running.process.stop(graceMs)
      await delay(heartbeatMs, null, { ref: false, signal: this.#stopping.signal }).catch(ended)
      if (this.#stopping.signal.aborted) return
    }
  }

  #set(state: SupervisorState, message: string | null): void {
    if (this.#state === state && message === null) return
    this.#state = state
    this.#message = message
    this.emit('state', state, message)
  }
}

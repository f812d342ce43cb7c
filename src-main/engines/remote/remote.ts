/** An engine that is a service: pages are sent there as pictures, at the rate that it allows, and what comes back is held against the fast reading. */
import { setTimeout as delay } from 'node:timers/promises'
import type { EngineState } from '../../../src-preload/contract.ts'
import type { Notice, PageResult } from '../../../src-preload/model.ts'
import { hostOf, maySend, readerOf, type Service } from '../../../src-preload/services.ts'
import type { PageHandle } from '../../documents/document.ts'
import type { ImageService } from '../../documents/image-service.ts'
import { pageJpeg } from '../../documents/page-jpeg.ts'
import { InkleafError } from '../../errors.ts'
import { logged } from '../../log.ts'
import { typed } from '../../packaged.ts'
import type { AskContext, Engine, EngineAnswer, Question, ReadContext, ReadOptions } from '../engine.ts'
import { judged } from '../second-reading/judgement.ts'
import { LOOPED, LoopGuard } from '../second-reading/loop-guard.ts'
import { readText } from '../second-reading/read-text.ts'
import { timesWith } from '../timings.ts'
import { Buckets } from './buckets.ts'
import { openClient } from './clients.ts'
import { RemotePace } from './pace.ts'
import { promptFor, promptToAsk } from './prompts.ts'
import type { Answer, ServiceClient, Usage } from './service-client.ts'
import { busy, serviceError, unreachable } from './service-errors.ts'

/** What was spent on services. Costs are null where no price is known. */
export interface Ledger {
  record(spent: { engine: string; jobId: string | null; usage: Usage; cost: number | null }): void
  ofJob(engine: string, jobId: string): number
  ofMonth(engine: string): number
}

export interface RemoteOptions {
  id: string
  /** As it is set up now; undefined where it was taken away. */
  service(): Service | undefined
  key(): string | null
  ledger: Ledger
  images: Pick<ImageService, 'preview'>
  /** The fast engine's process, which each page goes through first, ended by itself. */
  onFastDeath: Engine['onDeath']
  onState(): void
}

/** Pages failed for good in a row because nobody answered: others aren't tried until this has passed. */
const UNREACHABLE_MS = 30_000
const UNREACHABLE_PAGES = 2
const LONGEST_TURN_MS = 1000
/** A service that is only ever busy for so long is as good as away. */
const BUSY_FOR_MS = 15 * 60_000
/** A page's picture and prompt, and what comes back, until some were counted. */
const FIRST_ESTIMATE = 3500
/** How much a new count moves the estimate. */
const NEWEST = 0.2

export class RemoteEngine implements Engine {
  readonly id: string
  readonly isSecond = true
  readonly readsElsewhere = true
  readonly #options: RemoteOptions
  readonly #buckets: Buckets
  #client: { made: string; client: Promise<ServiceClient> } | null = null
  #asking = 0
  #estimate = FIRST_ESTIMATE
  /** The jobs of the pages that are at work: what these will cost is not known yet. */
  readonly #inFlight: (string | null)[] = []
  #busyUntil = 0
  readonly #pace = new RemotePace()
  #unreachable = { pages: 0, until: 0 }
  /** Since when it has asked to wait without ever answering. */
  #busySince: number | null = null
  /** The key that the service refused, and what it was refused for. */
  #refused: string | null = null

  constructor(options: RemoteOptions) {
    this.id = options.id
    this.#options = options
    this.#buckets = new Buckets(() => {
      const { requestsPerMinute = null, tokensPerMinute = null } = options.service() ?? {}
      return { requestsPerMinute, tokensPerMinute }
    })
  }

  get service(): Service {
    const service = this.#options.service()
    if (service) return service
    throw new InkleafError('no_such_engine', 'input', `The engine ${this.id} was taken away (Settings > Engines).`)
  }

  /** So many more as may be asked now: nothing waits within. */
  capacity(): number {
    const most = this.#options.service()?.pagesAtOnce ?? 1
    if (this.#whyNot()) return most
    if (Date.now() < this.#busyUntil) return this.#asking
    return Math.min(this.#pace.allowed(most), this.#asking + this.#buckets.affordable(this.#estimate))
  }

  moreCapacityInMs(): number | null {
    if (this.#whyNot()) return null
    const waitMs = Math.max(this.#busyUntil - Date.now(), this.#buckets.waitMs(this.#estimate))
    return waitMs > 0 ? waitMs : null
  }

  reader(): string {
    return readerOf(this.service)
  }

  checkReady(): void {
    const why = this.#whyNot()
    if (why) throw why
  }

  get state(): { state: EngineState; message: string | null } {
    const why = this.#whyNot()
    if (why) return { state: STATES[why.code] ?? 'ready', message: why.message }
    if (Date.now() < this.#unreachable.until) return { state: 'unreachable', message: null }
    return { state: Date.now() < this.#busyUntil ? 'busy' : 'ready', message: null }
  }

  async read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    const { first, jobId = null } = context
    if (!first)
      throw new InkleafError('unexpected', 'defect', 'A service reads after the fast engine, and nothing was read.')
    this.#checkMay(jobId)
    this.#inFlight.push(jobId)
    try {
      return await this.#read(page, options, context, first)
    } finally {
      this.#inFlight.splice(this.#inFlight.indexOf(jobId), 1)
    }
  }

  async #read(page: PageHandle, options: ReadOptions, context: ReadContext, first: PageResult): Promise<PageResult> {
    const maxPx = Math.max(500, Math.round(this.service.picturePx * (options.scale ?? 1)))
    // What the user has masked leaves this machine no more than it is read.
    const without = options.ignoreRegions
    const picture = await pageJpeg(page, this.#options.images, { maxPx, rotation: first.rotation, without })
    const startedAt = performance.now()
    const { answer, notices, service } = await this.#ask(
      picture,
      ({ prompt }) => promptFor(options.mode, prompt),
      first.text,
      context,
    )
    if (answer.text.trim() === '' && first.text.trim() !== '')
      throw new InkleafError('service_empty', 'defect', `${service.name} gave an empty answer.`)
    const { result, beside } = judged(first, readText(answer.text, options.mode), service.name)
    const host = hostOf(service)
    return {
      ...result,
      engine: this.id,
      model: service.model,
      reading: {
        engine: this.id,
        model: service.model,
        revision: null,
        options: {},
        ...(host ? { host } : {}),
        ...(answer.usage ? { usage: { ...answer.usage, cost: costOf(answer.usage, service) } } : {}),
        beside: { engine: first.engine, model: first.model, ...beside },
      },
      warnings: [...result.warnings, ...notices],
      timingsMs: timesWith(first, 'service', startedAt),
    }
  }

  async ask(page: PageHandle, question: Question, context: AskContext): Promise<EngineAnswer> {
    const { jobId, rotation, ignoreRegions: without } = context
    this.#checkMay(jobId)
    this.#inFlight.push(jobId)
    try {
      const picture = await pageJpeg(page, this.#options.images, { maxPx: this.service.picturePx, rotation, without })
      const { answer, notices, service } = await this.#ask(picture, () => promptToAsk(question), context.seen, context)
      return { text: answer.text, model: service.model, host: hostOf(service), notices }
    } finally {
      this.#inFlight.splice(this.#inFlight.indexOf(jobId), 1)
    }
  }

  /** Its answer with what is to be said of it. `service`: as it was set up when it was asked. */
  async #ask(
    picture: Uint8Array,
    promptOf: (service: Service) => string,
    seen: string,
    context: Pick<ReadContext, 'jobId' | 'signal' | 'onStage' | 'onDelta'>,
  ): Promise<{ answer: Answer; notices: Notice[]; service: Service }> {
    const { answer, looped, service } = await this.#post(picture, promptOf, seen, context)
    context.signal.throwIfAborted()
    const notices: Notice[] = []
    if (looped) notices.push(LOOPED)
    if (answer.end === 'length') notices.push(cutOff(service))
    if (answer.end === 'filter') {
      if (answer.text.trim() === '')
        throw new InkleafError('reading_refused', 'input', `${service.name} refuses to read this page.`)
      notices.push(filtered(service))
    }
    return { answer, notices, service }
  }

  async #post(
    picture: Uint8Array,
    promptOf: (service: Service) => string,
    seen: string,
    { jobId, signal, onStage, onDelta }: Pick<ReadContext, 'jobId' | 'signal' | 'onStage' | 'onDelta'>,
  ): Promise<{ answer: Answer; looped: boolean; service: Service }> {
    const guard = new LoopGuard(seen)
    const estimate = await this.#turn(signal)
    // As it is now: while the page was drawn and had its turn the user may have forbidden it, or given another address.
    const { service } = this
    const key = this.#options.key()
    const why = this.#notAllowed(service, key)
    if (why) throw why
    const client = await this.#openClient(service, key)
    let usage: Usage | null = null
    this.#asking++
    onStage?.('send')
    try {
      const answer = await client.ask({
        model: service.model,
        prompt: promptOf(service),
        picture,
        maxOutputTokens: service.maxOutputTokens,
        // What is aborted here is aborted there: a loop, a job that was cancelled.
        signal: AbortSignal.any([signal, guard.signal]),
        onText: (more) => {
          if (guard.text === '') onStage?.('recognize')
          onDelta?.(more)
          guard.hear(more)
        },
      })
      usage = soundUsage(answer.usage)
      this.#pace.answered(service.pagesAtOnce)
      this.#heard()
      return { answer: { ...answer, usage }, looped: false, service }
    } catch (caught) {
      if (signal.aborted) throw caught
      if (!guard.looped) throw this.#failed(caught, service, key)
      this.#heard()
      return { answer: { text: guard.text, usage: null, end: 'stop' }, looped: true, service }
    } finally {
      this.#asking--
      this.#settle(estimate, usage, guard.text, jobId ?? null, service)
    }
  }

  /** Waits until it may be asked: mostly not at all, since the lane takes no more pages than that. Returns what was taken. */
  async #turn(signal: AbortSignal): Promise<number> {
    for (;;) {
      const estimate = this.#estimate
      const waitMs = Math.max(this.#busyUntil - Date.now(), this.#buckets.waitMs(estimate))
      if (waitMs <= 0 && this.#buckets.take(estimate)) return estimate
      // Longer than that the lane waits, which costs the page no time.
      if (waitMs > LONGEST_TURN_MS) throw busy(this.service.name, waitMs)
      await delay(Math.max(1, waitMs), null, { signal })
    }
  }

  #settle(estimate: number, usage: Usage | null, text: string, jobId: string | null, service: Service): void {
    if (usage) {
      const took = usage.inputTokens + usage.outputTokens
      this.#estimate = Math.max(1, Math.round(this.#estimate + NEWEST * (took - this.#estimate)))
      this.#buckets.settle(estimate, took)
    }
    // What broke off was paid for all the same: about four characters are a token.
    const spent = usage ?? (text === '' ? null : { inputTokens: estimate, outputTokens: Math.ceil(text.length / 4) })
    if (!spent) return
    try {
      this.#options.ledger.record({ engine: this.id, jobId, usage: spent, cost: costOf(spent, service) })
    } catch (caught) {
      // An answer that was paid for is not lost for its bill.
      logged('what a page has cost could not be written down')(caught)
    }
  }

  #openClient(service: Service, key: string | null): Promise<ServiceClient> {
    const made = JSON.stringify([service.shape, service.address, key])
    if (this.#client?.made !== made) this.#client = { made, client: openClient(service, key) }
    return this.#client.client
  }

  /** Its models by name; also tells whether it can be reached and takes the key. Throws why not. */
  async models(signal: AbortSignal): Promise<string[]> {
    const { service } = this
    if (!maySend(service)) throw needsConsent(service)
    const key = this.#options.key()
    try {
      const names = await (await this.#openClient(service, key)).models(signal)
      this.#heard()
      return names
    } catch (caught) {
      throw this.#failed(caught, service, key)
    }
  }

  /** It has answered, so it is there and takes the key. */
  #heard(): void {
    const before = this.state.state
    this.#unreachable = { pages: 0, until: 0 }
    this.#busySince = null
    this.#refused = null
    if (this.state.state !== before) this.#options.onState()
  }

  #failed(caught: unknown, service: Service, key: string | null): InkleafError {
    const error = serviceError(caught, service, key)
    if (error.code === 'key_refused') this.#refused = keyState(service, key)
    if (error.code === 'service_busy') {
      this.#busySince ??= Date.now()
      if (Date.now() - this.#busySince > BUSY_FOR_MS) return unreachable(service, error)
      // Pages that were refused together were refused once.
      if (Date.now() >= this.#busyUntil) this.#pace.refused(this.#asking)
      this.#busyUntil = Math.max(this.#busyUntil, Date.now() + (error.retryAfterMs ?? 0))
    }
    this.#options.onState()
    return error
  }

  /** A page was given up because nobody answers. */
  gaveUp(code: string): void {
    if (code !== 'service_unreachable' || Date.now() < this.#unreachable.until) return
    const pages = this.#unreachable.pages + 1
    this.#unreachable = { pages, until: pages >= UNREACHABLE_PAGES ? Date.now() + UNREACHABLE_MS : 0 }
    this.#options.onState()
  }

  /** What the user has to do before it can be used; null where nothing. */
  #whyNot(): InkleafError | null {
    const service = this.#options.service()
    if (!service) return new InkleafError('no_such_engine', 'input', `There is no engine called ${this.id}.`)
    const why = this.#notAllowed(service, this.#options.key())
    if (why) return why
    const { maxCostPerMonth } = service
    const { ledger } = this.#options
    if (maxCostPerMonth !== null && ledger.ofMonth(this.id) + this.#costAhead(service, () => true) >= maxCostPerMonth)
      return spent(service, 'this month', maxCostPerMonth)
    return null
  }

  #notAllowed(service: Service, key: string | null): InkleafError | null {
    if (!maySend(service)) return needsConsent(service)
    if (key === null && hostOf(service) !== null) return needsKey(service)
    return this.#refused === keyState(service, key) ? keyRefused(service) : null
  }

  #checkMay(jobId: string | null): void {
    this.checkReady()
    const { service } = this
    const { maxCostPerDocument } = service
    const ahead = this.#costAhead(service, (job) => job === jobId)
    if (
      jobId &&
      maxCostPerDocument !== null &&
      this.#options.ledger.ofJob(this.id, jobId) + ahead >= maxCostPerDocument
    )
      throw spent(service, 'for this document', maxCostPerDocument)
    if (Date.now() < this.#unreachable.until)
      throw new InkleafError('service_unreachable', 'input', `${service.name} can't be reached. Check the network.`)
  }

  /** What pages that are at work will cost, by what others took. */
  #costAhead(service: Service, counts: (job: string | null) => boolean): number {
    const pages = this.#inFlight.filter(counts).length
    const outputTokens = Math.round(this.#estimate / 3)
    return pages * (costOf({ inputTokens: this.#estimate - outputTokens, outputTokens }, service) ?? 0)
  }

  onDeath(listener: () => void): () => void {
    return this.#options.onFastDeath(listener)
  }

  async abandon(): Promise<void> {}

  async close(): Promise<void> {}
}

const STATES: Readonly<Record<string, EngineState>> = {
  needs_consent: 'needs_consent',
  needs_key: 'needs_key',
  key_refused: 'key_refused',
  spending_limit: 'spent',
}

function keyState({ address, model }: Service, key: string | null): string {
  return JSON.stringify([address, model, key])
}

/** Null where the service counts in ways of its own. */
function soundUsage(usage: Usage | null): Usage | null {
  const isCount = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0
  return usage && isCount(usage.inputTokens) && isCount(usage.outputTokens) ? usage : null
}

export function costOf({ inputTokens, outputTokens }: Usage, { inputPrice, outputPrice }: Service): number | null {
  if (inputPrice === null && outputPrice === null) return null
  return (inputTokens * (inputPrice ?? 0) + outputTokens * (outputPrice ?? 0)) / 1e6
}

function needsConsent(service: Service): InkleafError {
  const host = hostOf(service) ?? ''
  return new InkleafError(
    'needs_consent',
    'input',
    `Pages would be sent to ${host}. Allow it first: Settings > Engines, or \`${typed('engines', 'allow', service.id, host)}\`.`,
  )
}

function needsKey({ id, name }: Service): InkleafError {
  return new InkleafError(
    'needs_key',
    'input',
    `${name} needs a key: Settings > Engines, or \`${typed('engines', 'key', id)}\`.`,
  )
}

function keyRefused({ name }: Service): InkleafError {
  return new InkleafError('key_refused', 'input', `${name} has refused the key. Give another in Settings > Engines.`)
}

function spent({ name }: Service, what: string, limit: number): InkleafError {
  return new InkleafError(
    'spending_limit',
    'input',
    `The spending limit ${what} for ${name} (${limit}) is reached. Settings > Engines has it.`,
  )
}

function cutOff({ name, maxOutputTokens }: Service): Notice {
  return {
    code: 'answer_cut',
    message: `${name} stopped at the limit of ${maxOutputTokens} tokens, before the page's end. Raise it in Settings > Engines.`,
  }
}

function filtered({ name }: Service): Notice {
  return { code: 'answer_filtered', message: `${name} kept a part of the page back.` }
}

/** Questions about pages that were read: an engine answers, and the answer is kept with the job, apart from its text. */
import { setTimeout as delay } from 'node:timers/promises'
import type { PageAnswer } from '../../src-preload/model.ts'
import type { PageHandle } from '../documents/document.ts'
import type { Engine, EngineAnswer } from '../engines/engine.ts'
import { asMarkdown, asPlain } from '../engines/second-reading/read-text.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { HistoryStore } from '../history/store.ts'

/** An engine that is busy is waited for so long. */
const LONGEST_WAIT_MS = 60_000

export interface QuestionsOptions {
  store: Pick<HistoryStore, 'source' | 'page' | 'keepAnswer'>
  engines(): readonly Engine[]
  page(jobId: string, page: number): Promise<PageHandle>
  onDelta(id: string, text: string): void
  /** It may have cost something. */
  onAsked(jobId: string): void
}

export interface Asking extends Pick<PageAnswer, 'id' | 'jobId' | 'page' | 'asked' | 'question'> {
  engine: string
}

export class Questions {
  readonly #options: QuestionsOptions
  readonly #running = new Map<string, AbortController>()

  constructor(options: QuestionsOptions) {
    this.#options = options
  }

  /** Throws `no_answer` where nothing came, and what the engine throws. */
  async ask({ engine: engineId, ...about }: Asking): Promise<PageAnswer> {
    const { store, page: handleOf, onDelta } = this.#options
    const { id, jobId, page, asked, question } = about
    const engine = this.#engine(engineId)
    if (asked === 'question' && question === '')
      throw new InkleafError('no_question', 'input', 'Type a question first.')
    if (this.#running.has(id))
      throw new InkleafError('asked_already', 'input', 'This question is already being answered.')
    const stop = new AbortController()
    this.#running.set(id, stop)
    try {
      const source = store.source(jobId)
      if (!source) throw new InkleafError('no_such_job', 'input', 'The document is no longer there.')
      const handle = await handleOf(jobId, page)
      const result = store.page(jobId, page)?.result
      const context = {
        signal: stop.signal,
        jobId,
        rotation: result?.rotation ?? (0 as const),
        seen: result?.text ?? '',
        ignoreRegions: source.options.ignoreRegions,
        onDelta: (text: string) => onDelta(id, text),
      }
      const { text, ...told } = await whenFree(
        engine,
        () => engine.ask(handle, { asked, words: question }, context),
        stop.signal,
      )
      stop.signal.throwIfAborted()
      const answer = asked === 'question' || asked === 'text' ? asPlain(text) : asMarkdown(text)
      if (answer === '') throw new InkleafError('no_answer', 'defect', `${told.model} gave no answer.`)
      return store.keepAnswer({ ...about, answer, engine: engineId, ...told })
    } catch (caught) {
      throw stop.signal.aborted
        ? new InkleafError('question_stopped', 'input', 'The answer was stopped.', { cause: caught })
        : caught
    } finally {
      this.#running.delete(id)
      this.#options.onAsked(jobId)
    }
  }

  stop(id: string): void {
    this.#running.get(id)?.abort()
  }

  close(): void {
    for (const stop of this.#running.values()) stop.abort()
  }

  #engine(id: string): Engine & Required<Pick<Engine, 'ask'>> {
    const engine = this.#options.engines().find((one) => one.id === id)
    if (!engine) throw new InkleafError('no_such_engine', 'input', `There is no engine called ${id}.`)
    engine.checkReady?.()
    if (canAnswer(engine)) return engine
    throw new InkleafError(
      'answers_nothing',
      'input',
      `${id} can't answer questions. Choose a vision model or a service.`,
    )
  }
}

function canAnswer(engine: Engine): engine is Engine & Required<Pick<Engine, 'ask'>> {
  return engine.ask !== undefined
}

/** An engine that is busy, or starts, says when it has time. */
async function whenFree(engine: Engine, ask: () => Promise<EngineAnswer>, signal: AbortSignal): Promise<EngineAnswer> {
  for (const start = Date.now(); ; ) {
    try {
      return await ask()
    } catch (caught) {
      const { scope, retryAfterMs } = coerceError(caught)
      const waitMs = retryAfterMs ?? engine.moreCapacityInMs?.() ?? null
      if (scope !== 'engine' || waitMs === null || Date.now() + waitMs - start > LONGEST_WAIT_MS) throw caught
      await delay(waitMs, null, { signal })
    }
  }
}

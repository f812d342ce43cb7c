/** What happens to tasks, in the words that WebSocket clients know. */
import { z } from 'zod'
import type { CoreEvent } from '../../../src-preload/contract.ts'
import { hasEnded, type JobState, type JobView, type PageView } from '../../../src-preload/model.ts'
import type { CorePort } from '../../app/port.ts'
import { currentPage, progressOf, secondsOf, toPageResult } from '../views.ts'

/** `sequence` counts a task's messages from 1, so that a client can tell a gap or a message that came twice. */
export interface TaskMessage {
  type: string
  task_id: string
  sequence: number
  [field: string]: unknown
}

const taskId = z.string().min(1).max(100)

/** What a client may say. */
export const clientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('subscribe'), task_id: taskId }),
  z.object({ type: z.literal('subscribe_task'), task_id: taskId }),
  z.object({ type: z.literal('unsubscribe_task'), task_id: taskId }),
  z.object({ type: z.literal('get_task_status'), task_id: taskId }),
  z.object({ type: z.literal('pause_task'), task_id: taskId }),
  z.object({ type: z.literal('resume_task'), task_id: taskId }),
  z.object({ type: z.literal('cancel_task'), task_id: taskId }),
  z.object({ type: z.literal('retry_page'), task_id: taskId, page_number: z.int().positive() }),
])
export type ClientMessage = z.infer<typeof clientMessage>

/** Ended tasks whose count is remembered, so that a task that is retried goes on counting. */
const MAX_REMEMBERED = 10_000

/** Whatever ended before that is no news. */
const RECENT_MS = 60_000

interface Known {
  state: JobState
  sequence: number
}

/** Turns the queue's events into messages. Ends with `stop`. */
export class TaskMessages {
  readonly #known = new Map<string, Known>()
  readonly #since = Date.now()
  readonly #publish: (message: TaskMessage) => void
  readonly #onRemoved: (taskId: string) => void
  readonly #reason: CorePort['service']['reason']
  readonly stop: () => void

  constructor(
    { onEvent: hearEvents, onAttempt: hearAttempts, service }: Pick<CorePort, 'onEvent' | 'onAttempt' | 'service'>,
    publish: (message: TaskMessage) => void,
    onRemoved: (taskId: string) => void,
  ) {
    this.#publish = publish
    this.#onRemoved = onRemoved
    this.#reason = service.reason
    const onEvent = (event: CoreEvent) => {
      if (event.type === 'job') this.#job(event.job)
      else if (event.type === 'removed') for (const id of event.jobIds) this.#removed(id)
    }
    const onAttempt = ({ jobId, page, outcome }: { jobId: string; page: PageView; outcome: string }) => {
      const job = service.task(jobId)
      if (job) this.#page(job, page, outcome)
    }
    const ends = [hearEvents(onEvent), hearAttempts(onAttempt)]
    this.stop = () => {
      for (const end of ends) end()
    }
  }

  #page(job: JobView, page: PageView, outcome: string): void {
    const id = job.id
    if (outcome === 'again')
      this.#say(id, 'page_retry', { page_number: page.page }, { page_number: page.page, ...errorOf(page) })
    if (outcome !== 'completed' && outcome !== 'failed') return
    const data = {
      page_number: page.page,
      status: page.status,
      content_length: toPageResult(page).content.length,
      processing_time: secondsOf(page),
      ...errorOf(page),
    }
    this.#say(id, 'page_completed', { page_number: page.page }, data)
    const processed = job.completedPages + job.failedPages
    this.#say(id, 'checkpoint_created', {}, { page_number: page.page, processed_pages: processed })
    this.#progress(job)
  }

  #job(job: JobView): void {
    const { state } = job
    const before = this.#known.get(job.id)
    if (before?.state === state) return
    this.#remember(job.id, state)
    // One that ended long ago was only changed: tagged, cleared from the list.
    if (before === undefined && job.endedAt && Date.parse(job.endedAt) < Math.max(this.#since, Date.now() - RECENT_MS))
      return
    if (state === 'processing' && before?.state !== 'paused') {
      this.#say(job.id, 'task_started', {}, progressData(job))
      return
    }
    const end = endOf(job, this.#reason(job))
    if (end === null) this.#progress(job)
    else this.#say(job.id, end.type, { status: end.status }, end.data)
  }

  #removed(id: string): void {
    const before = this.#known.get(id)
    if (before && !hasEnded(before.state))
      this.#say(id, 'task_cancelled', { status: 'cancelled' }, { status: 'cancelled' })
    this.#known.delete(id)
    this.#onRemoved(id)
  }

  #progress(job: JobView): void {
    this.#say(job.id, 'task_progress', { progress: progressOf(job) }, progressData(job))
  }

  #remember(id: string, state: JobState): void {
    const sequence = this.#known.get(id)?.sequence ?? 0
    // The newest last.
    this.#known.delete(id)
    this.#known.set(id, { state, sequence })
    if (this.#known.size <= MAX_REMEMBERED) return
    for (const [old, { state: oldState }] of this.#known)
      if (hasEnded(oldState)) {
        this.#known.delete(old)
        return
      }
  }

  #say(id: string, type: string, fields: object, data: object): void {
    const known = this.#known.get(id) ?? { state: 'pending', sequence: 0 }
    known.sequence++
    this.#known.set(id, known)
    this.#publish({ type, task_id: id, sequence: known.sequence, ...fields, data: { task_id: id, ...data } })
  }

  /** The number of a task's last message. */
  lastSequence(id: string): number {
    return this.#known.get(id)?.sequence ?? 0
  }
}

const ENDS: Readonly<Partial<Record<JobState, string>>> = {
  completed: 'task_completed',
  partial: 'task_completed',
  failed: 'task_failed',
  cancelled: 'task_cancelled',
}

/** The message that a task has ended; null while it has not. */
export function endOf(job: JobView, reason: string | null) {
  const type = ENDS[job.state]
  if (type === undefined) return null
  return { type, status: job.state, data: { task_id: job.id, ...progressData(job), error_message: reason } }
}

export function progressData(job: JobView) {
  return {
    progress: progressOf(job),
    current_page: currentPage(job),
    total_pages: job.totalPages,
    status: job.state,
    processed_pages: job.completedPages + job.failedPages,
    failed_pages: job.failedPages,
    estimated_time_remaining: job.etaSeconds,
    processing_rate: job.pagesPerSecond,
  }
}

function errorOf({ error }: PageView) {
  return { error_message: error?.message ?? null }
}

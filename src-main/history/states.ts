/**
 * What may follow what, and the only place that says so: `transitions.ts` moves jobs and pages by these tables. A job is
 * `pending` until its first page starts, and ends when no page waits or runs. A page that is to be tried again goes back
 * to `pending`.
 */
import type { JobState, PageState } from '../../src-preload/model.ts'

export type JobAction =
  | 'start'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'retry'
  | 'needPassword'
  | 'givePassword'
  | 'refuse'
  | 'settle'

/** Absent: the action does nothing in that state. `settled` is what the pages' ends make of it. */
export const jobActions: Record<JobState, Partial<Record<JobAction, JobState | 'settled'>>> = {
  pending: {
    start: 'processing',
    pause: 'paused',
    cancel: 'cancelled',
    // Some of its pages are tried again while it goes on.
    retry: 'pending',
    needPassword: 'waiting_for_password',
    refuse: 'failed',
    settle: 'settled',
  },
  processing: {
    start: 'processing',
    pause: 'paused',
    cancel: 'cancelled',
    retry: 'processing',
    needPassword: 'waiting_for_password',
    refuse: 'failed',
    settle: 'settled',
  },
  paused: { resume: 'pending', cancel: 'cancelled', retry: 'paused', settle: 'settled', refuse: 'failed' },
  waiting_for_password: { givePassword: 'pending', cancel: 'cancelled', refuse: 'failed' },
  completed: {},
  partial: { retry: 'pending' },
  failed: { retry: 'pending' },
  cancelled: { retry: 'pending' },
}

export type PageAction = 'claim' | 'complete' | 'fail' | 'tryAgain' | 'release' | 'cancel' | 'refuse' | 'retry'

export const pageActions: Record<PageState, Partial<Record<PageAction, PageState>>> = {
  pending: { claim: 'processing', cancel: 'cancelled', refuse: 'failed' },
  processing: {
    complete: 'completed',
    fail: 'failed',
    tryAgain: 'pending',
    release: 'pending',
    cancel: 'cancelled',
    refuse: 'failed',
  },
  completed: {},
  failed: { retry: 'pending' },
  cancelled: { retry: 'pending' },
}

/** The states in which an action has an effect. */
export function statesFor(action: JobAction): JobState[] {
  return (Object.keys(jobActions) as JobState[]).filter((state) => action in jobActions[state])
}

/** The states in which a page may be moved so, and where to: one place for each action. */
export function pageMove(action: PageAction): { from: PageState[]; to: PageState } {
  const from = (Object.keys(pageActions) as PageState[]).filter((state) => action in pageActions[state])
  const [first] = from
  const to = first && pageActions[first][action]
  if (!to) throw new Error(`no page can be moved by ${action}`)
  return { from, to }
}

export interface PageCounts {
  waiting: number
  completed: number
  failed: number
  cancelled: number
}

/** The state of a job whose pages have ended so, or null while one of them waits or runs. */
export function settledState(pages: PageCounts): JobState | null {
  if (pages.waiting > 0) return null
  if (pages.cancelled > 0) return 'cancelled'
  if (pages.failed === 0) return 'completed'
  return pages.completed > 0 ? 'partial' : 'failed'
}

/**
 * What may follow what. A job is `pending` until its first page starts, and ends when no page waits or runs. A page
 * that is to be tried again goes back to `pending`. Everything that the user may do to a job is in `jobActions`.
 */
import type { JobState } from '../../src-preload/model.ts'

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
    needPassword: 'waiting_for_password',
    refuse: 'failed',
    settle: 'settled',
  },
  processing: {
    pause: 'paused',
    cancel: 'cancelled',
    needPassword: 'waiting_for_password',
    refuse: 'failed',
    settle: 'settled',
  },
  paused: { resume: 'pending', cancel: 'cancelled', settle: 'settled', refuse: 'failed' },
  waiting_for_password: { givePassword: 'pending', cancel: 'cancelled', refuse: 'failed' },
  completed: {},
  partial: { retry: 'pending' },
  failed: { retry: 'pending' },
  cancelled: { retry: 'pending' },
}

/** The states in which an action has an effect. */
export function statesFor(action: JobAction): JobState[] {
  return (Object.keys(jobActions) as JobState[]).filter((state) => action in jobActions[state])
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

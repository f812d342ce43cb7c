/** What has become of files that were added together. */
import { hasEnded, type JobView } from '../../src-preload/model.ts'
import type { CorePort } from '../app/port.ts'
import { InkleafError } from '../errors.ts'
import { progressOf } from './views.ts'

export const BATCH_STATES = ['pending', 'processing', 'completed', 'partial', 'failed', 'cancelled'] as const
export type BatchState = (typeof BATCH_STATES)[number]

export interface Batch {
  id: string
  state: BatchState
  createdAt: string
  /** Those that were taken in, in their order. */
  jobs: JobView[]
  refused: { name: string; message: string }[]
}

/** Throws `no_such_batch`. */
export async function batchOf({ history, service }: Pick<CorePort, 'history' | 'service'>, id: string): Promise<Batch> {
  const jobs = service.batch(id)
  const refused = await history.refusals(id)
  const [first] = jobs
  if (!first) throw new InkleafError('no_such_batch', 'input', `There is no batch ${JSON.stringify(id.slice(0, 100))}.`)
  return { id, state: stateOf(jobs, refused.length), createdAt: first.createdAt, jobs, refused }
}

/** Of files that were not taken in the batch has nothing, as of those that failed. */
export function stateOf(jobs: readonly Pick<JobView, 'state'>[], refused: number): BatchState {
  const states = jobs.map(({ state }) => state)
  if (!states.every(hasEnded)) return states.every((state) => state === 'pending') ? 'pending' : 'processing'
  const read = states.filter((state) => state === 'completed' || state === 'partial').length
  if (read === 0) return states.includes('failed') || refused > 0 ? 'failed' : 'cancelled'
  return refused === 0 && states.every((state) => state === 'completed') ? 'completed' : 'partial'
}

export function countsOf({ jobs, refused }: Batch) {
  const among = (...states: string[]) => jobs.filter(({ state }) => states.includes(state)).length
  return {
    total_files: jobs.length + refused.length,
    completed_files: among('completed', 'partial'),
    failed_files: among('failed', 'cancelled') + refused.length,
  }
}

/** 0 to 100, with one decimal. */
export function batchProgress({ jobs }: Batch): number {
  return Math.round((10 * jobs.reduce((sum, job) => sum + progressOf(job), 0)) / jobs.length) / 10
}

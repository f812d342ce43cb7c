/** The dock (or task bar): how far the work is, and how many files are left. */
import { app } from 'electron'
import type { CoreEvent } from '../../src-preload/contract.ts'
import { hasEnded, type JobView } from '../../src-preload/model.ts'
import type { CorePort } from '../app/port.ts'
import type { MainWindow } from './window.ts'

const NONE = -1

export function setUpDock(core: CorePort, window: MainWindow): void {
  /** Jobs since the queue was last empty. */
  const jobs = new Map<string, JobView>()
  core.onEvent((event: CoreEvent) => {
    if (event.type === 'job') jobs.set(event.job.id, event.job)
    else if (event.type === 'removed') for (const id of event.jobIds) jobs.delete(id)
    else return
    const { left, progress } = summary([...jobs.values()])
    if (left === 0) jobs.clear()
    app.setBadgeCount(left)
    window.current()?.setProgressBar(progress)
  })
}

/** Files that are at work or wait for it, and how much of all pages is done, 0 to 1 (-1: nothing to do). */
export function summary(jobs: readonly JobView[]): { left: number; progress: number } {
  const left = jobs.filter(({ state }) => state === 'pending' || state === 'processing').length
  if (left === 0) return { left, progress: NONE }
  const total = jobs.reduce((sum, job) => sum + (job.totalPages ?? 1), 0)
  const done = jobs.reduce((sum, job) => sum + pagesDone(job), 0)
  return { left, progress: done / total }
}

function pagesDone(job: JobView): number {
  return hasEnded(job.state) ? (job.totalPages ?? 1) : job.completedPages + job.failedPages + job.cancelledPages
}

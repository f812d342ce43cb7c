/** What can be done with a document, for the menu of its row and the one at the pointer. */
import type { TFunction } from 'i18next'
import { hasEnded, type JobView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { exportActions } from '../document/export-actions.ts'
import { openDocument } from '../store.ts'
import type { Action } from '../ui/action-menu.tsx'
import { attempt } from '../ui/toasts.tsx'
import { deleteJobs } from './delete-jobs.ts'
import type { Neighbours } from './queue-panel.tsx'

type Call = Parameters<typeof bridge.call>[0]

/** Of one in the queue, beside the buttons on its row. */
export function queueActions(job: JobView, neighbours: Neighbours, t: TFunction): Action[] {
  const ids = { jobIds: [job.id] }
  const remove: Action = { id: 'delete', label: t('queue.delete'), run: () => void deleteJobs([job.id]) }
  if (hasEnded(job.state))
    return [
      { id: 'remove', label: t('queue.remove'), run: () => void attempt(bridge.call('jobs.unlist', ids)) },
      remove,
    ]
  const move = (before: string | null) => () => void attempt(bridge.call('jobs.move', { jobId: job.id, before }))
  const prioritise = (by: number) => () =>
    void attempt(bridge.call('jobs.setPriority', { ...ids, priority: Math.max(-10, Math.min(10, job.priority + by)) }))
  return [
    { id: 'first', label: t('queue.first'), disabled: !neighbours.first, run: move(neighbours.first) },
    { id: 'up', label: t('queue.up'), disabled: !neighbours.previous, run: move(neighbours.previous) },
    { id: 'down', label: t('queue.down'), disabled: neighbours.isLast, run: move(neighbours.afterNext) },
    { id: 'raise', label: t('queue.raise'), disabled: job.priority >= 10, run: prioritise(1) },
    { id: 'lower', label: t('queue.lower'), disabled: job.priority <= -10, run: prioritise(-1) },
    remove,
  ]
}

/** All that a row in the queue offers. */
export function queueMenu(job: JobView, neighbours: Neighbours, t: TFunction): Action[] {
  const ids = { jobIds: [job.id] }
  const call = (command: Extract<Call, 'jobs.pause' | 'jobs.resume' | 'jobs.retry' | 'jobs.cancel'>) => () =>
    void attempt(bridge.call(command, ids))
  const ended = hasEnded(job.state)
  return [
    { id: 'open', label: t('queue.open'), run: () => openDocument(job.id) },
    ...(job.state === 'pending' || job.state === 'processing'
      ? [{ id: 'pause', label: t('queue.pause'), run: call('jobs.pause') }]
      : []),
    ...(job.state === 'paused' ? [{ id: 'resume', label: t('queue.resume'), run: call('jobs.resume') }] : []),
    ...(ended && job.state !== 'completed' ? [{ id: 'retry', label: t('queue.retry'), run: call('jobs.retry') }] : []),
    ...(ended ? [] : [{ id: 'cancel', label: t('queue.cancel'), run: call('jobs.cancel') }]),
    ...(job.completedPages > 0 ? exportActions([job], t) : []),
    ...queueActions(job, neighbours, t),
  ]
}

/** Of documents in the history, one or several. */
export function historyMenu(jobs: readonly JobView[], t: TFunction, onTags: () => void): Action[] {
  const jobIds = jobs.map((job) => job.id)
  const [only] = jobs
  const favourite = !jobs.every((job) => job.favourite)
  return [
    ...(jobs.length === 1 && only ? [{ id: 'open', label: t('queue.open'), run: () => openDocument(only.id) }] : []),
    {
      id: 'favourite',
      label: t(favourite ? 'document.favourite' : 'document.unfavourite'),
      run: () => void attempt(bridge.call('history.setFavourite', { jobIds, favourite })),
    },
    { id: 'tags', label: `${t('tags.title')}…`, run: onTags },
    ...exportActions(jobs, t),
    { id: 'delete', label: t('queue.delete'), run: () => void deleteJobs(jobIds) },
  ]
}

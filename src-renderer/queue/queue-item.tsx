/** One file in the queue: its state, how far it is, and what can be done with it. */
import { ChevronsUp, Ellipsis, FileText, Image, Pause, Play, RotateCw, Trash2, X } from 'lucide-react'
import { ProgressBar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { isProofread } from '../../src-preload/doubts.ts'
import { hasEnded, type JobView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { errorText } from '../i18n/error-text.ts'
import { ActionMenu } from '../ui/action-menu.tsx'
import { IconButton } from '../ui/button.tsx'
import { FileName } from '../ui/file-name.tsx'
import { amount, duration, rate } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { deleteJobs } from './delete-jobs.ts'
import { queueActions } from './job-actions.ts'
import { PasswordForm } from './password-form.tsx'
import type { Neighbours } from './queue-panel.tsx'

export function QueueItem({ job, neighbours }: { job: JobView; neighbours: Neighbours }) {
  const { t } = useTranslation()
  const Icon = job.kind === 'pdf' ? FileText : Image
  const done = job.completedPages + job.failedPages + job.cancelledPages
  return (
    <div className={`job job-${job.state}`}>
      <div className="job-head">
        <Icon size={15} aria-hidden className="job-icon" />
        <FileName name={job.name} className="job-name" />
        {job.priority !== 0 && (
          <span className="job-priority" title={t('queue.priority', { n: job.priority })}>
            <ChevronsUp size={12} aria-hidden className={job.priority < 0 ? 'upside-down' : ''} />
            <span className="visually-hidden">{t('queue.priority', { n: job.priority })}</span>
          </span>
        )}
        <JobButtons job={job} neighbours={neighbours} />
      </div>
      {!hasEnded(job.state) && (
        <ProgressBar
          className="progress"
          aria-label={t('queue.progress', { name: job.name })}
          value={done}
          // A single page has no steps to show.
          isIndeterminate={job.state === 'processing' && (job.totalPages ?? 1) === 1}
          maxValue={job.totalPages ?? 1}
        >
          {({ percentage }) => (
            <span className="progress-track">
              <span
                className={percentage === undefined ? 'progress-done progress-unknown' : 'progress-done'}
                style={percentage === undefined ? undefined : { width: `${percentage}%` }}
              />
            </span>
          )}
        </ProgressBar>
      )}
      <p className="job-facts">
        <span className="job-state">{t(`state.${job.state}`)}</span>
        {facts(job, t).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {job.error && job.error.code !== 'password_needed' && <p className="job-error">{errorText(job.error)}</p>}
      {job.state === 'waiting_for_password' && <PasswordForm job={job} />}
    </div>
  )
}

function facts(job: JobView, t: ReturnType<typeof useTranslation>['t']): string[] {
  const all: string[] = []
  const { totalPages, completedPages } = job
  if (totalPages !== null)
    all.push(
      job.state === 'completed'
        ? t('queue.pagesDone', { count: totalPages })
        : t('queue.pages', { done: completedPages, total: totalPages }),
    )
  if (job.state === 'processing' && job.pagesPerSecond) all.push(speed(job.pagesPerSecond, t))
  if (job.state === 'processing' && job.etaSeconds !== null)
    all.push(t('queue.eta', { time: duration(job.etaSeconds) }))
  if (job.failedPages > 0) all.push(t('queue.failedPages', { count: job.failedPages }))
  if (hasEnded(job.state) && isProofread(job)) all.push(t('document.proofread'))
  if (job.cost) all.push(t('queue.cost', { sum: amount(job.cost) }))
  if (job.retriedPages > 0) all.push(t('queue.retried', { count: job.retriedPages }))
  return all
}

/** A slow one by what a page takes. */
function speed(pagesPerSecond: number, t: ReturnType<typeof useTranslation>['t']): string {
  return pagesPerSecond < 1
    ? t('queue.perPage', { time: duration(1 / pagesPerSecond) })
    : t('queue.rate', { n: rate(pagesPerSecond) })
}

function JobButtons({ job, neighbours }: { job: JobView; neighbours: Neighbours }) {
  const { t } = useTranslation()
  const ids = { jobIds: [job.id] }
  const ended = hasEnded(job.state)
  const canPause = job.state === 'pending' || job.state === 'processing'
  const canRetry = ended && job.state !== 'completed'
  return (
    <span className="job-buttons">
      {canPause && (
        <IconButton icon={Pause} label={t('queue.pause')} onPress={() => attempt(bridge.call('jobs.pause', ids))} />
      )}
      {job.state === 'paused' && (
        <IconButton icon={Play} label={t('queue.resume')} onPress={() => attempt(bridge.call('jobs.resume', ids))} />
      )}
      {canRetry && (
        <IconButton icon={RotateCw} label={t('queue.retry')} onPress={() => attempt(bridge.call('jobs.retry', ids))} />
      )}
      {!ended && (
        <IconButton icon={X} label={t('queue.cancel')} onPress={() => attempt(bridge.call('jobs.cancel', ids))} />
      )}
      {ended && <IconButton icon={Trash2} label={t('queue.delete')} onPress={() => deleteJobs([job.id])} />}
      <ActionMenu icon={Ellipsis} label={t('app.more')} actions={queueActions(job, neighbours, t)} />
    </span>
  )
}

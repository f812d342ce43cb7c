/** Files that were added together: how many are done, and how long they took. */
import { useTranslation } from 'react-i18next'
import { hasEnded, type JobView } from '../../src-preload/model.ts'
import { duration } from '../ui/format.ts'

/** The first shown job of each batch of several, with all of the batch's jobs, also those that were cleared. */
export function batchHeads(ordered: readonly JobView[], all: Iterable<JobView>): Map<string, JobView[]> {
  const batches = Map.groupBy(all, (job) => job.batchId)
  const heads = new Map<string, JobView[]>()
  for (const { id, batchId } of ordered) {
    const jobs = batches.get(batchId) ?? []
    batches.delete(batchId)
    if (jobs.length > 1) heads.set(id, jobs)
  }
  return heads
}

export function BatchSummary({ jobs }: { jobs: readonly JobView[] }) {
  const { t } = useTranslation()
  const ended = jobs.filter((job) => hasEnded(job.state))
  const done = jobs.filter((job) => job.state === 'completed').length
  const failed = jobs.filter((job) => job.state === 'failed' || job.state === 'partial').length
  const folder = folderOf(jobs)
  const parts = [
    folder === null
      ? t('queue.batch', { count: jobs.length, done })
      : t('queue.folder', { name: folder, count: jobs.length, done }),
  ]
  if (failed > 0) parts.push(t('queue.batchFailed', { count: failed }))
  if (ended.length === jobs.length) {
    const begun = Math.min(...jobs.map((job) => Date.parse(job.startedAt ?? job.createdAt)))
    const over = Math.max(...jobs.map((job) => Date.parse(job.endedAt ?? job.createdAt)))
    parts.push(t('queue.batchTime', { time: duration((over - begun) / 1000) }))
  }
  return <div className="batch">{parts.join(' · ')}</div>
}

/** What came through a browser or the API lay in a folder of such a name for a moment. */
const UPLOADED = /^[a-z]{1,3}-\w{6}$/

/** The name of the folder that a batch's files come from, some of them from folders in it; null where there is no such one. */
export function folderOf(jobs: readonly Pick<JobView, 'sourcePath'>[]): string | null {
  const folders = jobs.map(({ sourcePath }) => sourcePath.split('/').slice(0, -1))
  const [highest = []] = folders.toSorted((one, other) => one.length - other.length)
  // Files from here and there have one in common, too: the disk's.
  const isShared = folders.every((folder) => highest.every((part, at) => folder[at] === part))
  const name = isShared ? highest.at(-1) : undefined
  return name && !UPLOADED.test(name) ? name : null
}

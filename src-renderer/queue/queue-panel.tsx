/** The queue: what is at work, what waits, what has ended and was not cleared. */
import { GripVertical } from 'lucide-react'
import { useMemo } from 'react'
import { Button, GridList, GridListItem, ListLayout, useDragAndDrop, Virtualizer } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { hasEnded, type JobView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { errorText } from '../i18n/error-text.ts'
import { dismissRefusals, openDocument, useWindow } from '../store.ts'
import { ContextMenu } from '../ui/action-menu.tsx'
import { TextButton } from '../ui/button.tsx'
import { DeleteKey } from '../ui/delete-key.tsx'
import { attempt } from '../ui/toasts.tsx'
import { BatchSummary, batchHeads } from './batch.tsx'
import { deleteJobs } from './delete-jobs.ts'
import { queueMenu } from './job-actions.ts'
import { QueueItem } from './queue-item.tsx'
import './queue.css'

const DRAGGED = 'application/x-inkleaf-job'

/** Unfinished jobs in the order in which they are read, then the ended ones, the newest first. */
export function inOrder(jobs: Iterable<JobView>): JobView[] {
  const listed = [...jobs].filter((job) => job.listed)
  const active = listed.filter((job) => !hasEnded(job.state))
  const ended = listed.filter((job) => hasEnded(job.state))
  active.sort((a, b) => b.priority - a.priority || a.position - b.position)
  ended.sort((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''))
  return [...active, ...ended]
}

export function QueuePanel() {
  const { t, i18n } = useTranslation()
  const jobs = useWindow((state) => state.jobs)
  const open = useWindow((state) => state.open)
  const ordered = useMemo(() => inOrder(jobs.values()), [jobs])
  const heads = useMemo(() => batchHeads(ordered, jobs.values()), [ordered, jobs])
  const neighbours = useMemo(() => neighboursOf(ordered), [ordered])
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (ids) => [...ids].filter((id) => isActive(jobs.get(String(id)))).map((id) => ({ [DRAGGED]: String(id) })),
    acceptedDragTypes: [DRAGGED],
    getDropOperation: (_target, types) => (types.has(DRAGGED) ? 'move' : 'cancel'),
    onReorder: ({ keys, target }) => {
      const [moved] = keys
      if (moved === undefined) return
      const at = ordered.findIndex((job) => job.id === target.key)
      const before = ordered[target.dropPosition === 'before' ? at : at + 1]
      void attempt(
        bridge.call('jobs.move', { jobId: String(moved), before: isActive(before) ? (before?.id ?? null) : null }),
      )
    },
  })
  return (
    <>
      <Refusals />
      {ordered.length === 0 ? (
        <div className="side-empty">
          <strong>{t('queue.empty')}</strong>
          <span>{t('queue.emptyHint')}</span>
        </div>
      ) : (
        <ContextMenu
          label={t('app.more')}
          className="menu-area"
          actions={(target) => {
            const job = jobs.get(target.closest('[data-key]')?.getAttribute('data-key') ?? '')
            return job ? queueMenu(job, neighbours.get(job.id) ?? NONE, t) : []
          }}
        >
          <DeleteKey onDelete={(id) => void deleteJobs([id])}>
            <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: 62 }}>
              <GridList
                className="queue"
                aria-label={t('queue.label')}
                selectionMode="single"
                selectionBehavior="replace"
                selectedKeys={open ? [open.jobId] : []}
                onSelectionChange={(keys) => {
                  const [id] = keys === 'all' ? [] : keys
                  if (id !== undefined) openDocument(String(id))
                }}
                dragAndDropHooks={dragAndDropHooks}
                items={ordered}
                dependencies={[heads, i18n.language]}
              >
                {(job) => (
                  <GridListItem id={job.id} textValue={job.name} className="queue-row">
                    {heads.has(job.id) && <BatchSummary jobs={heads.get(job.id) ?? []} />}
                    <div className="queue-line">
                      <Button slot="drag" className="grip" aria-label={t('queue.drag')} isDisabled={!isActive(job)}>
                        <GripVertical size={14} aria-hidden />
                      </Button>
                      <QueueItem job={job} neighbours={neighbours.get(job.id) ?? NONE} />
                    </div>
                  </GridListItem>
                )}
              </GridList>
            </Virtualizer>
          </DeleteKey>
        </ContextMenu>
      )}
      <QueueBar jobs={ordered} />
    </>
  )
}

function QueueBar({ jobs }: { jobs: readonly JobView[] }) {
  const { t } = useTranslation()
  const running = jobs.filter(({ state }) => state === 'pending' || state === 'processing')
  const paused = jobs.filter(({ state }) => state === 'paused')
  const ended = jobs.filter(({ state }) => hasEnded(state))
  const ids = (some: readonly JobView[]) => ({ jobIds: some.map((job) => job.id) })
  if (jobs.length === 0) return null
  return (
    <div className="side-bar">
      {running.length > 0 && (
        <TextButton className="quiet" onPress={() => attempt(bridge.call('jobs.pause', ids(running)))}>
          {t('queue.pauseAll')}
        </TextButton>
      )}
      {paused.length > 0 && (
        <TextButton className="quiet" onPress={() => attempt(bridge.call('jobs.resume', ids(paused)))}>
          {t('queue.resumeAll')}
        </TextButton>
      )}
      <span className="spring" />
      {ended.length > 0 && (
        <TextButton className="quiet" onPress={() => attempt(bridge.call('jobs.unlist', ids(ended)))}>
          {t('queue.clear')}
        </TextButton>
      )}
    </div>
  )
}

/** Files that were not taken, each with its reason. */
function Refusals() {
  const { t } = useTranslation()
  const refusals = useWindow((state) => state.refusals)
  if (refusals.length === 0) return null
  return (
    <section className="refusals" role="alert">
      <header>
        <strong>{t('queue.refused', { count: refusals.length })}</strong>
        <TextButton className="quiet" onPress={dismissRefusals}>
          {t('app.dismiss')}
        </TextButton>
      </header>
      <ul>
        {refusals.map(({ path, code, message }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only ever grows or is emptied
          <li key={at}>
            <b>{path.split('/').at(-1)}</b> {errorText({ code, message })}
          </li>
        ))}
      </ul>
    </section>
  )
}

export function isActive(job: JobView | undefined): boolean {
  return job !== undefined && !hasEnded(job.state)
}

export interface Neighbours {
  first: string | null
  previous: string | null
  /** The one after the next: what to stand before in order to move down by one. */
  afterNext: string | null
  isLast: boolean
}

/** Of each unfinished job, for moving it by the menu. */
function neighboursOf(ordered: readonly JobView[]): Map<string, Neighbours> {
  const active = ordered.filter(isActive)
  return new Map(
    active.map((job, at) => [
      job.id,
      {
        first: at > 0 ? (active[0]?.id ?? null) : null,
        previous: active[at - 1]?.id ?? null,
        afterNext: active[at + 2]?.id ?? null,
        isLast: at === active.length - 1,
      },
    ]),
  )
}

const NONE: Neighbours = { first: null, previous: null, afterNext: null, isLast: true }

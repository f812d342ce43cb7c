/** Documents of the history; a list of ten thousand is only made where it is looked at. */
import { Download, Star, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Button, GridList, GridListItem, ListLayout, type Selection, Virtualizer } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { HistoryFilter } from '../../src-preload/contract.ts'
import { isProofread } from '../../src-preload/doubts.ts'
import type { JobView } from '../../src-preload/model.ts'
import { bridge, pictureUrl } from '../bridge.ts'
import { exportActions } from '../document/export-actions.ts'
import { deleteJobs } from '../queue/delete-jobs.ts'
import { historyMenu } from '../queue/job-actions.ts'
import { openDocument, useWindow } from '../store.ts'
import { ActionMenu, ContextMenu } from '../ui/action-menu.tsx'
import { IconButton } from '../ui/button.tsx'
import { DeleteKey } from '../ui/delete-key.tsx'
import { FileName } from '../ui/file-name.tsx'
import { dayName, languageName, timeOfDay, when } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import type { Sort } from './filters.tsx'
import { StorageBar } from './storage-bar.tsx'
import { TagsSheet } from './tags-sheet.tsx'

const STEP = 200
/** Past this many a filter finds sooner than scrolling. */
const MOST = 10_000

export function HistoryList({ filter, sort }: { filter: HistoryFilter; sort: Sort }) {
  const { t } = useTranslation()
  const { jobs, total, loadMore } = useHistory(filter, sort)
  const open = useWindow((state) => state.open)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [tagged, setTagged] = useState<readonly JobView[] | null>(null)
  const days = useMemo(() => daysOf(jobs, sort), [jobs, sort])
  const selected = useMemo(() => jobs.filter((job) => chosen.has(job.id)), [jobs, chosen])
  const choose = (keys: Selection) => {
    const ids = keys === 'all' ? jobs.map((job) => job.id) : [...keys].map(String)
    setChosen(new Set(ids))
    const [only] = ids
    if (ids.length === 1 && only !== undefined) openDocument(only)
  }
  const remove = (focused?: string) => {
    const ids = selected.map((job) => job.id)
    setChosen(new Set())
    void deleteJobs(ids.length > 0 || focused === undefined ? ids : [focused])
  }
  return (
    <>
      {tagged && <TagsSheet jobs={tagged} onClose={() => setTagged(null)} />}
      {total === 0 ? (
        <div className="side-empty">
          <strong>{t(hasFilter(filter) ? 'history.nothingFound' : 'history.none')}</strong>
          <span>{t(hasFilter(filter) ? 'history.nothingHint' : 'history.noneHint')}</span>
        </div>
      ) : (
        <ContextMenu
          label={t('app.more')}
          className="menu-area"
          actions={(target) => {
            const id = target.closest('[data-key]')?.getAttribute('data-key') ?? ''
            const pressed = jobs.filter((job) => job.id === id)
            const of = chosen.has(id) ? selected : pressed
            return of.length === 0 ? [] : historyMenu(of, t, () => setTagged(of))
          }}
        >
          <DeleteKey onDelete={remove}>
            <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: 56 }}>
              <GridList
                className="history"
                aria-label={t('history.label')}
                items={jobs}
                selectionMode="multiple"
                selectionBehavior="replace"
                selectedKeys={chosen.size > 0 ? chosen : open ? [open.jobId] : []}
                onSelectionChange={choose}
                dependencies={[chosen, days]}
                onScroll={({ currentTarget: list }) => {
                  if (list.scrollTop + 2 * list.clientHeight > list.scrollHeight) loadMore()
                }}
              >
                {(job) => <HistoryRow job={job} day={days.get(job.id) ?? null} isByDay={days.size > 0} />}
              </GridList>
            </Virtualizer>
          </DeleteKey>
        </ContextMenu>
      )}
      {selected.length > 1 ? (
        <div className="side-bar" role="toolbar" aria-label={t('history.selected', { count: selected.length })}>
          <span>{t('history.selected', { count: selected.length })}</span>
          <span className="spring" />
          <ActionMenu icon={Download} label={t('document.export')} actions={exportActions(selected, t)} />
          <IconButton icon={Trash2} label={t('history.delete')} onPress={() => remove()} />
        </div>
      ) : (
        <StorageBar total={total ?? 0} />
      )}
    </>
  )
}

interface RowProps {
  job: JobView
  /** The day, over the first document of it. */
  day: string | null
  /** Days stand over the documents. */
  isByDay: boolean
}

function HistoryRow({ job, day, isByDay }: RowProps) {
  const { t } = useTranslation()
  // The time that the list is sorted by.
  const facts = [isByDay ? timeOfDay(job.createdAt) : when(job.createdAt)]
  if (job.totalPages) facts.push(t('queue.pagesDone', { count: job.totalPages }))
  if (job.language) facts.push(languageName(job.language))
  if (isProofread(job)) facts.push(t('document.proofread'))
  if (job.state !== 'completed') facts.push(t(`state.${job.state}`))
  const toggle = () =>
    void attempt(bridge.call('history.setFavourite', { jobIds: [job.id], favourite: !job.favourite }))
  return (
    <GridListItem id={job.id} textValue={job.name} className="history-row">
      {day !== null && <h3 className="history-day">{day}</h3>}
      <div className="history-line">
        <img
          className="history-thumb"
          src={pictureUrl(job.id, 1, 'thumb')}
          alt=""
          loading="lazy"
          draggable={false}
          onError={({ currentTarget }) => {
            currentTarget.style.visibility = 'hidden'
          }}
        />
        <div className="history-text">
          <FileName name={job.name} className="job-name" />
          <span className="history-facts">
            {facts.join(' · ')}
            {job.tags.map((tag) => (
              <span key={tag} className="history-tag">
                {tag}
              </span>
            ))}
          </span>
        </div>
        <Button
          className="icon-button star"
          aria-label={t('history.favourite')}
          aria-pressed={job.favourite}
          onPress={toggle}
        >
          <Star size={15} aria-hidden fill={job.favourite ? 'currentColor' : 'none'} />
        </Button>
      </div>
    </GridListItem>
  )
}

/** Loaded in steps as it is scrolled; kept true by the events of the feed. */
function useHistory(filter: HistoryFilter, sort: Sort) {
  const [limit, setLimit] = useState(STEP)
  const [page, setPage] = useState<{ jobs: JobView[]; total: number | null }>({ jobs: [], total: null })
  const round = useWindow((state) => state.historyRound)
  const question = JSON.stringify({ ...filter, sort, limit })
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the history has changed
  useEffect(() => {
    let current = true
    void attempt(bridge.call('history.list', JSON.parse(question))).then((answer) => {
      if (current && answer) setPage(answer)
    })
    return () => {
      current = false
    }
  }, [question, round])
  return {
    ...page,
    loadMore: () =>
      page.total !== null && page.jobs.length < page.total && setLimit(Math.min(MOST, page.jobs.length + STEP)),
  }
}

/** Of the first document of each day its day, where the list is in the order of time. */
function daysOf(jobs: readonly JobView[], sort: Sort): Map<string, string> {
  const heads = new Map<string, string>()
  if (sort !== 'newest' && sort !== 'oldest') return heads
  let last = ''
  for (const { id, createdAt } of jobs) {
    const day = dayName(createdAt)
    if (day !== last) heads.set(id, day)
    last = day
  }
  return heads
}

function hasFilter(filter: HistoryFilter): boolean {
  return Object.keys(filter).length > 0
}

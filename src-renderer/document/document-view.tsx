/** A document: its pages' pictures and texts beside each other, as they are read. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageOutline } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { errorText } from '../i18n/error-text.ts'
import { PasswordForm } from '../queue/password-form.tsx'
import { useCommand } from '../shell/commands.ts'
import type { OpenDocument } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'
import { A4, loadDocument, useDocument } from './data.ts'
import { Divider } from './divider.tsx'
import { FindBar } from './find-bar.tsx'
import { PageRow } from './page-row.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { showMark } from './show-mark.ts'
import { Thumbnails } from './thumbnails.tsx'
import { Toolbar } from './toolbar.tsx'
import { resetView, rotate, useView, zoomBy } from './view-state.ts'
import './document.css'

/** The page so far below the top edge is the one that is looked at. */
const LOOKED_AT_PX = 120
/** Between a page's picture and its text. */
const GAP_PX = 12
/** What stands around a page's picture, px. */
const ROW_EXTRA_PX = 24
/** After the window's width has changed. */
const SETTLING_MS = 300

export function DocumentView({ open }: { open: OpenDocument }) {
  const { t } = useTranslation()
  const { job, outline, failed } = useDocument()
  const showThumbnails = useView((view) => view.showThumbnails)
  const [finding, setFinding] = useState(false)
  useEffect(() => {
    resetView(open.words)
    loadDocument(open.jobId)
  }, [open])
  useCommand('find', () => setFinding(true))
  useCommand('zoomIn', () => zoomBy(1))
  useCommand('zoomOut', () => zoomBy(-1))
  useCommand('rotate', rotate)
  if (failed && !job) return <p className="document-gone">{t('document.gone', { message: failed })}</p>
  if (!job || !outline || job.id !== open.jobId) return <p className="document-gone">{t('document.opening')}</p>
  return (
    <Pages outline={outline} open={open}>
      {(goTo) => (
        <>
          <Toolbar job={job} pages={outline} />
          {finding && <FindBar jobId={job.id} goTo={goTo} onClose={() => setFinding(false)} />}
          {showThumbnails && outline.length > 1 && <Thumbnails jobId={job.id} pages={outline} goTo={goTo} />}
        </>
      )}
    </Pages>
  )
}

const SCROLL_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '])

interface PagesProps {
  outline: readonly PageOutline[]
  open: OpenDocument
  children: (goTo: (page: number) => void) => React.ReactNode
}

/** A document of which no page is known: it has not been opened yet, or can't be. */
function Unopened() {
  const { t } = useTranslation()
  const job = useDocument((state) => state.job)
  if (!job || job.state === 'processing') return <p className="document-gone">{t('document.opening')}</p>
  const ids = { jobIds: [job.id] }
  return (
    <div className="unopened">
      <strong>{t(`state.${job.state}`)}</strong>
      {job.error && <p>{errorText(job.error)}</p>}
      {job.state === 'waiting_for_password' && <PasswordForm job={job} />}
      {job.state === 'paused' && (
        <TextButton onPress={() => attempt(bridge.call('jobs.resume', ids))}>{t('queue.resume')}</TextButton>
      )}
      {(job.state === 'failed' || job.state === 'cancelled') && (
        <TextButton onPress={() => attempt(bridge.call('jobs.retry', ids))}>{t('document.retryPage')}</TextButton>
      )}
    </div>
  )
}

/** The pages themselves; only those in sight are made. */
function Pages({ outline, open, children }: PagesProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const [columnPx, setColumnPx] = useState(480)
  const { turn, panes, split } = useView()
  const sideways = turn % 180 !== 0
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => {
      // One below the other where the window is narrow: document.css does the same.
      const beside = panes === 'both' && !matchMedia('(max-width: 860px)').matches
      const widthPx = element.clientWidth - ROW_EXTRA_PX
      setColumnPx(Math.max(160, beside ? (widthPx - GAP_PX) * split : widthPx))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [panes, split])
  /** The place in `outline` of the page that is looked at. */
  const looked = useRef(0)
  const settling = useRef(false)
  const virtual = useVirtualizer({
    count: outline.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => {
      const aspect = outline[at]?.aspect ?? A4
      return columnPx / (sideways ? 1 / aspect : aspect) + ROW_EXTRA_PX
    },
    getItemKey: (at) => outline[at]?.page ?? at,
    overscan: 1,
    useFlushSync: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights change with the column's width
  useLayoutEffect(() => {
    virtual.measure()
    // What is in sight keeps its own height, which is that of its text where it is longer than the picture.
    for (const place of scroller.current?.querySelectorAll('.page-place') ?? []) virtual.measureElement(place)
    // The heights above it have changed: the page that was looked at stays the one.
    if (looked.current > 0) virtual.scrollToIndex(looked.current, { align: 'start' })
    settling.current = true
    // By where it stands, once the pages around it have their heights: they are not what was expected.
    const settled = setTimeout(() => {
      const element = scroller.current
      const place = element?.querySelector(`[data-index="${looked.current}"]`)
      if (settling.current && looked.current > 0 && element && place)
        element.scrollTop += place.getBoundingClientRect().top - element.getBoundingClientRect().top
      settling.current = false
    }, SETTLING_MS)
    return () => clearTimeout(settled)
  }, [columnPx, sideways, panes])
  // A page that was gone to is the current one until the user scrolls: the last ones can't come to the top.
  const [goneTo, setGoneTo] = useState<number | null>(null)
  const top = (virtual.scrollOffset ?? 0) + LOOKED_AT_PX
  const current = goneTo ?? outline[virtual.getVirtualItemForOffset(top)?.index ?? 0]?.page ?? 1
  useEffect(() => useView.setState({ current }), [current])
  useEffect(() => {
    // Until heights have settled, another page may seem to be at the top.
    if (!settling.current) looked.current = outline.findIndex((one) => one.page === current)
  }, [current, outline])
  const scrolled = () => {
    settling.current = false
    setGoneTo(null)
  }
  const goTo = (page: number) => {
    const at = outline.findIndex((one) => one.page === page)
    if (at < 0) return
    looked.current = at
    setGoneTo(page)
    virtual.scrollToIndex(at, { align: 'start' })
  }
  const known = outline.length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another place is asked for
  useEffect(() => {
    if (known && open.page !== null) goTo(open.page)
    if (known && open.page !== null && open.words !== '') return showMark(open.page)
    return undefined
  }, [open, known])
  const step = (by: 1 | -1) => {
    const at = outline.findIndex((one) => one.page === useView.getState().current)
    const next = outline[at + by]
    if (next) goTo(next.page)
  }
  // To the column's width; pressed again, to the height that is in sight.
  useCommand('zoomFit', () => {
    const shape = outline.find((one) => one.page === current)?.aspect ?? A4
    const heightPx = columnPx / (sideways ? 1 / shape : shape)
    const whole = ((scroller.current?.clientHeight ?? heightPx) - ROW_EXTRA_PX) / heightPx
    useView.setState({ zoom: useView.getState().zoom === 1 ? Math.min(1, whole) : 1 })
  })
  useCommand('nextPage', () => step(1))
  useCommand('previousPage', () => step(-1))
  const inSight = virtual.getVirtualItems()
  return (
    <div className="document">
      {children(goTo)}
      <section
        className={`pages pages-${panes}`}
        style={{ '--split': split } as React.CSSProperties}
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('document.pages')}
        onWheel={scrolled}
        onTouchMove={scrolled}
        onKeyDown={(event) => SCROLL_KEYS.has(event.key) && !event.altKey && scrolled()}
        // A press beside the pages is one on the scroll bar.
        onPointerDown={(event) => event.target === event.currentTarget && scrolled()}
      >
        {!known && <Unopened />}
        {known && panes === 'both' && <Divider scroller={scroller} />}
        {/* The pages in sight follow each other in the flow: whatever their heights become, none can lie over the next,
            and a picture stays in sight beside a text that is longer (a transform would hide the scrolling from it). */}
        <div style={{ height: virtual.getTotalSize(), paddingTop: inSight[0]?.start ?? 0 }}>
          {inSight.map(({ index, key }) => {
            const page = outline[index]
            return (
              page && (
                <div key={key} ref={virtual.measureElement} data-index={index} className="page-place">
                  <PageRow jobId={open.jobId} outline={page} total={outline.length} columnPx={columnPx} />
                </div>
              )
            )
          })}
        </div>
      </section>
      <SelectionBar />
    </div>
  )
}

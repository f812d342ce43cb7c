/** Pictures and texts of the pages beside each other, or one below the other where there is no room, each with its own scroll. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageOutline } from '../../src-preload/model.ts'
import { useCommand } from '../shell/commands.ts'
import type { OpenDocument } from '../store.ts'
import { A4 } from './data.ts'
import { Divider } from './divider.tsx'
import { goTo } from './in-step.ts'
import { pageLabel } from './page-label.ts'
import { PagePicture } from './page-picture.tsx'
import { PageText } from './page-text.tsx'
import { Pane } from './pane.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { showMark } from './show-mark.ts'
import { useNarrow } from './use-narrow.ts'
import { usePinch } from './use-pinch.ts'
import { useView } from './view-state.ts'
import './panes.css'

/** What stands around a page's picture, px. */
const AROUND_PX = 24

export function Panes({ outline, open }: { outline: readonly PageOutline[]; open: OpenDocument }) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const turn = useView((view) => view.turn)
  const panes = useView((view) => view.panes)
  const split = useView((view) => view.split)
  const zoom = useView((view) => view.zoom)
  const stacked = useNarrow()
  const size = useSize(frame)
  const both = panes === 'both'
  const paneWidthPx = both && !stacked ? size.width * split : size.width
  const columnPx = Math.max(120, paneWidthPx - AROUND_PX)
  const shapeOf = ({ aspect }: PageOutline) => (turn % 180 === 0 ? (aspect ?? A4) : 1 / (aspect ?? A4))
  const heightPx = (page: PageOutline) => (columnPx * zoom) / shapeOf(page) + AROUND_PX

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another place is asked for
  useEffect(() => {
    goTo(open.page ?? outline[0]?.page ?? 1)
    return open.page !== null && open.words !== '' ? showMark(open.page) : undefined
  }, [open])
  const step = (by: 1 | -1) => {
    const at = outline.findIndex(({ page }) => page === useView.getState().current)
    const next = outline[at + by]
    if (next) goTo(next.page)
  }
  useCommand('nextPage', () => step(1))
  useCommand('previousPage', () => step(-1))
  // To the pane's width; pressed again, to its height.
  useCommand('zoomFit', () => {
    const { zoom: now, current } = useView.getState()
    const page = outline.find((one) => one.page === current)
    const paneHeightPx = both && stacked ? size.height * split : size.height
    const whole = page ? ((paneHeightPx - AROUND_PX) * shapeOf(page)) / columnPx : 1
    useView.setState({ zoom: now === 1 ? Math.min(1, whole) : 1 })
  })
  usePinch(frame)
  return (
    <div
      ref={frame}
      className={`panes panes-${panes} ${stacked ? 'stacked' : ''}`}
      style={{ '--split': split } as React.CSSProperties}
    >
      {panes !== 'text' && (
        <Pane
          className="pane-pictures"
          label={t('document.pictures')}
          outline={outline}
          estimatePx={heightPx}
          shape={`${columnPx} ${zoom} ${turn}`}
        >
          {(page) => <PagePicture jobId={open.jobId} outline={page} widthPx={columnPx * zoom} />}
        </Pane>
      )}
      {both && <Divider frame={frame} stacked={stacked} />}
      {panes !== 'picture' && (
        <Pane
          className="pane-texts"
          label={t('document.texts')}
          outline={outline}
          estimatePx={(page) => columnPx / (page.aspect ?? A4)}
          shape={`${size.width} ${split} ${panes}`}
        >
          {(page) => <PageText jobId={open.jobId} outline={page} label={pageLabel(t, outline, page.page)} />}
        </Pane>
      )}
      <SelectionBar />
    </div>
  )
}

/** An element's inner size, px. */
function useSize(element: React.RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 960, height: 720 })
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const measure = () => setSize({ width: target.clientWidth, height: target.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    measure()
    return () => observer.disconnect()
  }, [element])
  return size
}

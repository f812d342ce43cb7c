/** One scroll of pages, of which only those in sight are made. It stays at its anchor whatever the pages' heights become. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import type { PageOutline } from '../../src-preload/model.ts'
import { join, lastAnchor, type Member, scrolled } from './in-step.ts'
import { type Anchor, lookedAtPx, type Place, placeAt, whereIs } from './place.ts'

interface PaneProps {
  className: string
  label: string
  outline: readonly PageOutline[]
  /** A page's height until it is known, px. */
  estimatePx: (page: PageOutline) => number
  /** What heights follow from: when it changes, they are measured anew. */
  shape: string
  children: (page: PageOutline) => ReactNode
}

/** Places between these parts of the pane's height are well in sight. */
const [WELL_BELOW, WELL_ABOVE, REVEALED] = [0.05, 0.8, 0.3]

export function Pane({ className, label, outline, estimatePx, shape, children }: PaneProps) {
  const scroller = useRef<HTMLElement>(null)
  const pages = useRef<HTMLDivElement>(null)
  const anchor = useRef<Anchor>(lastAnchor())
  /** Where the pane has put itself; elsewhere it was put by the user. */
  const ownTop = useRef(0)
  const virtual = useVirtualizer({
    count: outline.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => {
      const page = outline[at]
      return page ? estimatePx(page) : 0
    },
    getItemKey: (at) => outline[at]?.page ?? at,
    overscan: 1,
    useFlushSync: false,
  })
  virtual.shouldAdjustScrollPositionOnItemSizeChange = () => false

  const placeToBe = (offsetPx: number): Place | null => {
    const row = virtual.getVirtualItemForOffset(offsetPx)
    const page = row && outline[row.index]
    return page ? { page: page.page, pagePart: (offsetPx - row.start) / Math.max(1, row.size), block: null } : null
  }
  const held = useRef({ keep: () => {}, take: () => {} })
  held.current = {
    /** Puts the anchor's place back to where it stood. */
    keep: () => {
      const element = scroller.current
      if (!element || movedByUser(element, ownTop.current)) return held.current.take()
      const { place, linePx } = anchor.current
      const line = Math.min(linePx, element.clientHeight)
      const y = whereIs(place, element)
      const at = outline.findIndex(({ page }) => page === place.page)
      const row = virtual.measurementsCache[at]
      const top =
        y !== null
          ? element.scrollTop + y - element.getBoundingClientRect().top - line
          : row && row.start + place.pagePart * row.size - line
      if (top !== undefined && Math.abs(element.scrollTop - top) >= 0.5) element.scrollTop = top
      ownTop.current = element.scrollTop
    },
    /** Takes the place that the user has scrolled to. */
    take: () => {
      const element = scroller.current
      if (!element) return
      const linePx = lookedAtPx(element)
      // After a long jump the pages there are not made yet: where they will be is known.
      const place = placeAt(element, linePx) ?? placeToBe(element.scrollTop + linePx)
      if (!place) return
      ownTop.current = element.scrollTop
      anchor.current = { place, linePx }
      scrolled(member.current, anchor.current)
    },
  }
  const member = useRef<Member>({
    hold: (next) => {
      // Where the user goes is the other pane's word now.
      ownTop.current = scroller.current?.scrollTop ?? 0
      anchor.current = next
      held.current.keep()
    },
    reveal: (place) => {
      const element = scroller.current
      if (!element) return
      const y = whereIs(place, element)
      const linePx = y === null ? -1 : y - element.getBoundingClientRect().top
      const inSight = linePx > WELL_BELOW * element.clientHeight && linePx < WELL_ABOVE * element.clientHeight
      member.current.hold({ place, linePx: inSight ? linePx : REVEALED * element.clientHeight })
    },
  })
  useEffect(() => join(member.current), [])
  useEffect(() => {
    const keep = () => held.current.keep()
    // Runs after layout and before anything is painted.
    const observer = new ResizeObserver(keep)
    for (const element of [scroller.current, pages.current]) if (element) observer.observe(element)
    return () => observer.disconnect()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights follow from the shape
  useLayoutEffect(() => {
    virtual.measure()
    for (const place of pages.current?.children ?? []) virtual.measureElement(place)
  }, [shape])
  useLayoutEffect(() => held.current.keep())

  const inSight = virtual.getVirtualItems()
  return (
    <section
      className={`pane ${className}`}
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      onScroll={(event) => movedByUser(event.currentTarget, ownTop.current) && held.current.take()}
    >
      {/* The pages in sight follow each other in the flow: whatever their heights become, none can lie over the next. */}
      <div className="pane-pages" style={{ height: virtual.getTotalSize() }}>
        <div ref={pages} style={{ paddingTop: inSight[0]?.start ?? 0 }}>
          {inSight.map(({ index, key }) => {
            const page = outline[index]
            return (
              page && (
                <div key={key} ref={virtual.measureElement} data-index={index} className="page-place">
                  {children(page)}
                </div>
              )
            )
          })}
        </div>
      </div>
    </section>
  )
}

function movedByUser({ scrollTop, scrollHeight, clientHeight }: HTMLElement, ownTop: number): boolean {
  // A pane whose pages became shorter is put to its end by the browser.
  const cut = scrollTop < ownTop && scrollTop >= scrollHeight - clientHeight - 1
  return Math.abs(scrollTop - ownTop) > 1 && !cut
}

/** The lines' boxes over a page's picture: those that are pointed at, found or chosen; a dragged rectangle chooses. */
import { type PointerEvent, useRef, useState } from 'react'
import type { PageView } from '../../src-preload/model.ts'
import { findWords } from '../../src-preload/search-text.ts'
import { useDoubts, useLookedAt } from '../proofreading/use-doubts.ts'
import { linesIn, pointOnPage, type Rectangle, rectangleOf } from './selection.ts'
import { choose, lineKey, useView, type ViewState } from './view-state.ts'

export function Boxes({ view, turn }: { view: PageView; turn: ViewState['turn'] }) {
  const words = useView((state) => state.words)
  const pointed = useView((state) => state.pointed)
  const chosen = useView((state) => state.chosen)
  const doubts = useDoubts(view)
  const looked = useLookedAt(view.page)
  const svg = useRef<SVGSVGElement>(null)
  const from = useRef<[number, number] | null>(null)
  const [band, setBand] = useState<Rectangle | null>(null)
  const blocks = view.result?.blocks ?? []
  const lines = blocks.flatMap((block) => block.lines)
  const pointedBlock = blocks.find(({ id }) => lineKey(view.page, id) === pointed)

  const at = (event: PointerEvent): [number, number] => {
    const place = svg.current?.getBoundingClientRect()
    return place ? pointOnPage(event, place, turn) : [0, 0]
  }
  const chooseIn = (rectangle: Rectangle) =>
    choose(linesIn(lines, rectangle).map((line) => [lineKey(view.page, line.id), line.text] as const))
  const drop = () => {
    from.current = null
    setBand(null)
  }
  return (
    <svg
      ref={svg}
      aria-hidden
      className="boxes"
      viewBox="0 0 1 1"
      preserveAspectRatio="none"
      // The browser would select words besides.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        getSelection()?.removeAllRanges()
        from.current = at(event)
      }}
      onPointerMove={(event) => {
        if (!from.current) return
        const rectangle = rectangleOf(from.current, at(event))
        setBand(rectangle)
        chooseIn(rectangle)
      }}
      onPointerUp={(event) => {
        if (!from.current) return
        chooseIn(rectangleOf(from.current, at(event)))
        drop()
      }}
      onPointerCancel={drop}
    >
      <rect width="1" height="1" fill="transparent" />
      {lines.map(({ id, quad, text }) => {
        const key = lineKey(view.page, id)
        const isPointed = pointed === key || pointedBlock?.lines.some((line) => line.id === id)
        const isFound = words !== '' && findWords(text, words).length > 0
        const state = chosen.has(key) ? 'chosen' : isPointed ? 'pointed' : isFound ? 'found' : ''
        return (
          quad && (
            <polygon key={id} className={`box ${state}`} points={quad.map((corner) => corner.join(',')).join(' ')} />
          )
        )
      })}
      {doubts.map(({ id, line, doubt }) => (
        <polygon
          key={id}
          className={`doubt-box ${id === looked ? 'current' : ''}`}
          points={stretchOf(line.quad, doubt.place)}
        />
      ))}
      {band && (
        <rect
          className="band"
          x={band.left}
          y={band.top}
          width={band.right - band.left}
          height={band.bottom - band.top}
        />
      )}
    </svg>
  )
}

/** A part of a line's box, as SVG's points. */
function stretchOf(
  quad: readonly (readonly [number, number])[] | null,
  [start, end]: readonly [number, number],
): string {
  const [topLeft, topRight, bottomRight, bottomLeft] = quad ?? []
  if (!topLeft || !topRight || !bottomRight || !bottomLeft) return ''
  const along = (from: readonly [number, number], to: readonly [number, number], part: number) =>
    `${from[0] + part * (to[0] - from[0])},${from[1] + part * (to[1] - from[1])}`
  return [
    along(topLeft, topRight, start),
    along(topLeft, topRight, end),
    along(bottomLeft, bottomRight, end),
    along(bottomLeft, bottomRight, start),
  ].join(' ')
}

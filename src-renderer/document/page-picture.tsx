/** A page's picture with its lines' boxes over it; a dragged rectangle chooses the lines in it. */
import { type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageOutline, PageView } from '../../src-preload/model.ts'
import { findWords } from '../../src-preload/search-text.ts'
import { pictureUrl } from '../bridge.ts'
import { A4, useDocument } from './data.ts'
import { linesIn, pointOnPage, type Rectangle, rectangleOf } from './selection.ts'
import { choose, lineKey, point, useView, type ViewState } from './view-state.ts'

type Turn = ViewState['turn']

interface PagePictureProps {
  jobId: string
  outline: PageOutline
  view: PageView | null
  columnPx: number
}

export function PagePicture({ jobId, outline, view, columnPx }: PagePictureProps) {
  const { t } = useTranslation()
  const turn = uprightTurn(
    useView((state) => state.turn),
    view,
  )
  const zoom = useView((state) => state.zoom)
  const [natural, setNatural] = useState<number | null>(null)
  const epoch = useDocument((state) => state.epoch)
  // A picture that failed is tried again after a reload.
  const [failedIn, setFailedIn] = useState<number | null>(null)
  const aspect = natural ?? outline.aspect ?? A4
  const sideways = turn % 180 !== 0
  const shown = sideways ? 1 / aspect : aspect
  const { page } = outline
  return (
    <div className="picture" style={{ height: Math.min(columnPx / shown, (columnPx * zoom) / shown) }}>
      <div className="picture-frame" style={{ width: `${zoom * 100}%`, aspectRatio: shown }}>
        <div
          className="picture-turned"
          style={{
            width: sideways ? `${aspect * 100}%` : '100%',
            aspectRatio: aspect,
            transform: `translate(-50%, -50%) rotate(${turn}deg)`,
          }}
        >
          {failedIn === epoch ? (
            <p className="picture-none">{t('document.noPicture')}</p>
          ) : (
            <img
              src={pictureUrl(jobId, page, 'page')}
              alt={t('document.picture', { n: page })}
              draggable={false}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setNatural(naturalWidth / naturalHeight)}
              onError={() => setFailedIn(epoch)}
            />
          )}
          {view?.result && <Boxes view={view} turn={turn} />}
        </div>
      </div>
    </div>
  )
}

/** Brings what a line says into sight: the line itself, or the block that it is part of. */
function showText({ page, result }: PageView, line: string): void {
  const block = result?.blocks.find(({ lines }) => lines.some(({ id }) => id === line))
  const place =
    document.querySelector(`[data-line="${lineKey(page, line)}"]`) ??
    document.querySelector(`[data-page="${page}"] [data-block="${block?.id}"]`)
  place?.scrollIntoView({ block: 'nearest' })
}

/** A page that lies on its side is shown as it was read. */
function uprightTurn(turn: Turn, view: PageView | null): Turn {
  return ((turn + (view?.result?.rotation ?? 0)) % 360) as Turn
}

function Boxes({ view, turn }: { view: PageView; turn: Turn }) {
  const words = useView((state) => state.words)
  const pointed = useView((state) => state.pointed)
  const chosen = useView((state) => state.chosen)
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
  return (
    <svg
      ref={svg}
      aria-hidden
      className="boxes"
      viewBox="0 0 1 1"
      preserveAspectRatio="none"
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
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
        const rectangle = rectangleOf(from.current, at(event))
        chooseIn(rectangle)
        from.current = null
        setBand(null)
        const [first] = linesIn(lines, rectangle)
        if (first) showText(view, first.id)
      }}
      onPointerLeave={() => point(null)}
      onPointerCancel={() => {
        from.current = null
        setBand(null)
      }}
    >
      <rect width="1" height="1" fill="transparent" />
      {lines.map(({ id, quad, text }) => {
        const key = lineKey(view.page, id)
        const isPointed = pointed === key || pointedBlock?.lines.some((line) => line.id === id)
        const isFound = words !== '' && findWords(text, words).length > 0
        const state = chosen.has(key) ? 'chosen' : isPointed ? 'pointed' : isFound ? 'found' : ''
        return (
          quad && (
            <polygon
              key={id}
              className={`box ${state}`}
              points={quad.map((corner) => corner.join(',')).join(' ')}
              onPointerEnter={() => point(key)}
            />
          )
        )
      })}
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

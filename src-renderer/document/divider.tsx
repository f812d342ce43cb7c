/** What parts pictures from texts: it can be dragged, or moved by the arrow keys; a double click puts it in the middle. */
import { type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { splitAt, useView } from './view-state.ts'

const STEP = 0.02

export function Divider({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation()
  const split = useView((state) => state.split)
  const dragging = useRef(false)
  const move = (clientX: number) => {
    const place = scroller.current?.getBoundingClientRect()
    if (place && dragging.current) splitAt((clientX - place.left) / place.width)
  }
  const percent = Math.round(100 * split)
  return (
    // biome-ignore lint/a11y/useSemanticElements: hr is no widget
    <div
      role="separator"
      tabIndex={0}
      className="divider"
      aria-orientation="vertical"
      aria-label={t('document.divider')}
      aria-valuenow={percent}
      aria-valuemin={20}
      aria-valuemax={80}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        dragging.current = true
      }}
      onPointerMove={(event) => move(event.clientX)}
      onPointerUp={() => {
        dragging.current = false
      }}
      onPointerCancel={() => {
        dragging.current = false
      }}
      onDoubleClick={() => splitAt(0.5)}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
        if (by === undefined) return
        event.preventDefault()
        splitAt(split + by)
      }}
    />
  )
}

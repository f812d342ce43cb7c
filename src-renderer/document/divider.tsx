/** What parts the panes: it can be dragged, or moved by the arrow keys; a double click puts it in the middle. */
import { type PointerEvent, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { splitAt, useView } from './view-state.ts'

const STEP = 0.02
const KEYS: Record<string, number> = { ArrowLeft: -STEP, ArrowUp: -STEP, ArrowRight: STEP, ArrowDown: STEP }

export function Divider({ frame, stacked }: { frame: RefObject<HTMLElement | null>; stacked: boolean }) {
  const { t } = useTranslation()
  const split = useView((state) => state.split)
  const dragging = useRef(false)
  const move = ({ clientX, clientY }: PointerEvent) => {
    const place = frame.current?.getBoundingClientRect()
    if (!place || !dragging.current) return
    splitAt(stacked ? (clientY - place.top) / place.height : (clientX - place.left) / place.width)
  }
  const drop = () => {
    dragging.current = false
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: hr is no widget
    <div
      role="separator"
      tabIndex={0}
      className="divider"
      aria-orientation={stacked ? 'horizontal' : 'vertical'}
      aria-label={t('document.divider')}
      aria-valuenow={Math.round(100 * split)}
      aria-valuemin={20}
      aria-valuemax={80}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        dragging.current = true
      }}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={drop}
      onDoubleClick={() => splitAt(0.5)}
      onKeyDown={(event) => {
        const by = KEYS[event.key]
        if (by === undefined) return
        event.preventDefault()
        splitAt(split + by)
      }}
    />
  )
}

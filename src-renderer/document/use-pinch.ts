/** Two fingers that part or meet on a trackpad change the zoom of the pictures. Browsers tell of it as a wheel with Ctrl. */
import { type RefObject, useEffect } from 'react'
import { useView, zoomTo } from './view-state.ts'

/** A wheel's step is some 100 px, a pinch sends many of a few. */
const PER_PX = 0.01

export function usePinch(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      zoomTo(useView.getState().zoom * Math.exp(-Math.max(-50, Math.min(50, event.deltaY)) * PER_PX))
    }
    // Not passive: the browser would zoom the whole window.
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [frame])
}

/** Whether the window has no room for two panes beside each other. */
import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 860px)')

function subscribe(changed: () => void): () => void {
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches)
}

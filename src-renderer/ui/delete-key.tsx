/** The Delete key on a row of a list. */
import type { ReactNode } from 'react'

/** `onDelete` gets the key of the row that has the focus. Keys pressed in fields and menus are theirs. */
export function DeleteKey({ onDelete, children }: { onDelete: (key: string) => void; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the list within, which has the focus
    <div
      style={{ display: 'contents' }}
      onKeyDown={(event) => {
        if (event.key !== 'Delete' && event.key !== 'Backspace') return
        const target = event.target as HTMLElement
        // A menu's events bubble here too, though it is elsewhere in the page.
        const inside = event.currentTarget.contains(target) && !(target instanceof HTMLInputElement)
        const key = inside ? target.closest('[data-key]')?.getAttribute('data-key') : null
        if (key) onDelete(key)
      }}
    >
      {children}
    </div>
  )
}

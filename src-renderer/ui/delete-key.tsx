/** The Delete key within a list. */
import type { ReactNode } from 'react'

export function DeleteKey({ onDelete, children }: { onDelete: () => void; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the list within, which has the focus
    <div
      style={{ display: 'contents' }}
      onKeyDown={(event) => {
        const inField = event.target instanceof HTMLInputElement
        if (!inField && (event.key === 'Delete' || event.key === 'Backspace')) onDelete()
      }}
    >
      {children}
    </div>
  )
}

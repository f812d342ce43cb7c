/** The whole window takes what is dropped on it. */
import { type DragEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addFiles } from './add-files.ts'
import { droppedFiles } from './dropped-files.ts'

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

export function DropTarget({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  useEffect(() => {
    // Beside the window's own target a browser would leave the window and show the file.
    const refuse = (event: Event) => event.preventDefault()
    for (const type of ['dragover', 'drop']) document.addEventListener(type, refuse)
    return () => {
      for (const type of ['dragover', 'drop']) document.removeEventListener(type, refuse)
    }
  }, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are also added by a button, a menu and by pasting
    <div
      className="window"
      onDragEnter={(event) => carriesFiles(event) && setOver(true)}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget === null || !event.currentTarget.contains(event.relatedTarget as Node)) setOver(false)
      }}
      onDrop={async (event) => {
        if (!carriesFiles(event)) return
        event.preventDefault()
        setOver(false)
        await addFiles(await droppedFiles(event.dataTransfer))
      }}
    >
      {children}
      {over && (
        <div className="drop-veil" aria-hidden>
          <strong>{t('app.dropHere')}</strong>
          <span>{t('app.dropHint')}</span>
        </div>
      )}
    </div>
  )
}

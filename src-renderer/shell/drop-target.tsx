/** The whole window takes what is dropped on it, dialogs and all. */
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attempt } from '../ui/toasts.tsx'
import { addFiles } from './add-files.ts'
import { droppedFiles } from './dropped-files.ts'

export function DropTarget({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const over = useDrops()
  return (
    <div className="window">
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

/** Whether files are being dragged over the window. */
function useDrops(): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      // Otherwise a browser would leave the window and show the file.
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(event.type !== 'drop')
      if (event.type === 'drop') void attempt(droppedFiles(event.dataTransfer).then(addFiles))
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const taken = ['dragenter', 'dragover', 'drop'] as const
    for (const type of taken) document.addEventListener(type, drag)
    document.addEventListener('dragleave', leave)
    return () => {
      for (const type of taken) document.removeEventListener(type, drag)
      document.removeEventListener('dragleave', leave)
    }
  }, [])
  return over
}

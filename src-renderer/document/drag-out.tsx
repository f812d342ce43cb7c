/** The open document as a file to be dragged out of the window: to a folder, into another program. */
import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { attempt } from '../ui/toasts.tsx'

/** Has its pictures within it. */
const FORMAT = 'docx'
const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export function DragOut({ job }: { job: JobView }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the export menu does the same by the keyboard
    <span
      className="drag-out"
      draggable
      title={t('document.dragOut')}
      onDragStart={(event) => {
        if (bridge.desktop) {
          // The system's own drag takes over.
          event.preventDefault()
          void attempt(bridge.desktop.act('dragOut', [job.id, FORMAT]))
          return
        }
        // Chromium makes it a download where it is dropped; others take the address.
        const address = new URL(`exports/${job.id}/${FORMAT}`, location.href).href
        event.dataTransfer.setData('DownloadURL', `${MEDIA_TYPE}:${job.name}.${FORMAT}:${address}`)
        event.dataTransfer.setData('text/uri-list', address)
        event.dataTransfer.effectAllowed = 'copy'
      }}
    >
      <FileText size={17} aria-hidden />
    </span>
  )
}

/** Some pages of a document as a file. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../src-preload/model.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { ChoiceField } from '../ui/fields.tsx'
import { EXPORT_FORMATS, type ExportFormat, exportJobs } from './export.ts'
import { formatName } from './export-actions.ts'
import { useView } from './view-state.ts'

export function ExportPages({ job, onClose }: { job: JobView; onClose: () => void }) {
  const { t } = useTranslation()
  const [pages, setPages] = useState(() => String(useView.getState().current))
  const [format, setFormat] = useState<ExportFormat>('pdf')
  return (
    <Sheet title={t('exportPages.title')} isOpen onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onClose()
          void exportJobs([job], [format], pages.trim())
        }}
      >
        <label className="field">
          {t('readAgain.pages')}
          <input
            className="input"
            placeholder="1-3,7"
            // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type here
            autoFocus
            value={pages}
            onChange={(event) => setPages(event.target.value)}
          />
        </label>
        <ChoiceField
          label={t('exportPages.format')}
          value={format}
          choices={EXPORT_FORMATS.map((id) => ({ id, label: formatName(id, t) }))}
          onChange={setFormat}
        />
        <div className="sheet-actions">
          <TextButton onPress={onClose}>{t('app.cancel')}</TextButton>
          <TextButton kind="primary" type="submit" isDisabled={pages.trim() === ''}>
            {t('document.export')}
          </TextButton>
        </div>
      </form>
    </Sheet>
  )
}

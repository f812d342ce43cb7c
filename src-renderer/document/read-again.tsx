/** The same document with other options. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type JobView, MAX_DPI, MIN_DPI } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { ReadingFields } from '../settings/reading-fields.tsx'
import { openDocument, showSide } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { LineField } from '../ui/fields.tsx'
import { attempt } from '../ui/toasts.tsx'
import { IgnoreRegions } from './ignore-regions.tsx'
import { useView } from './view-state.ts'

export function ReadAgain({ job, isOpen, onClose }: { job: JobView; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const page = useView((view) => view.current)
  const [options, setOptions] = useState(job.options)
  const go = async () => {
    const again = await attempt(bridge.call('jobs.readAgain', { jobId: job.id, options: { ...options, fresh: true } }))
    if (!again) return
    onClose()
    showSide('queue')
    openDocument(again.id)
  }
  return (
    <Sheet title={t('readAgain.title')} isOpen={isOpen} onClose={onClose} wide>
      <div className="read-again">
        <div className="read-again-fields">
          <ReadingFields
            value={options}
            least={MIN_DPI}
            most={MAX_DPI}
            onChange={(change) => setOptions({ ...options, ...change })}
          />
          <LineField
            label={t('readAgain.pages')}
            value={options.pages ?? ''}
            placeholder={t('readAgain.allPages')}
            onChange={(pages) => setOptions({ ...options, pages: pages.trim() === '' ? null : pages.trim() })}
          />
          <p className="note">{t('readAgain.hint')}</p>
        </div>
        <IgnoreRegions
          jobId={job.id}
          page={page}
          regions={options.ignoreRegions}
          onChange={(ignoreRegions) => setOptions({ ...options, ignoreRegions })}
        />
      </div>
      <div className="sheet-actions">
        <TextButton onPress={onClose}>{t('app.cancel')}</TextButton>
        <TextButton kind="primary" onPress={go}>
          {t('readAgain.go')}
        </TextButton>
      </div>
    </Sheet>
  )
}

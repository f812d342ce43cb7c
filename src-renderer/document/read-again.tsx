/** The same document with other options. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { JobFields } from '../settings/job-fields.tsx'
import { openDocument, showSide } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
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
          <JobFields value={options} onChange={setOptions} />
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

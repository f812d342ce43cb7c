/** Files to be added with other options than the settings', or some of their pages only. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobOptions } from '../../src-preload/model.ts'
import { JobFields } from '../settings/job-fields.tsx'
import { showDialog, useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { chooseFiles, defaultOptions } from './add-files.ts'

export function AddSheet() {
  const isOpen = useWindow((state) => state.dialog === 'add')
  return isOpen ? <Choosing /> : null
}

function Choosing() {
  const { t } = useTranslation()
  const [options, setOptions] = useState<JobOptions>(defaultOptions)
  const close = () => showDialog(null)
  return (
    <Sheet title={t('addWith.title')} isOpen onClose={close}>
      <JobFields value={options} onChange={setOptions} />
      <div className="sheet-actions">
        <TextButton onPress={close}>{t('app.cancel')}</TextButton>
        <TextButton
          kind="primary"
          onPress={() => {
            close()
            void chooseFiles(options)
          }}
        >
          {t('welcome.choose')}
        </TextButton>
      </div>
    </Sheet>
  )
}

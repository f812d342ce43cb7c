/** How one document is read, and which of its pages. */
import { useTranslation } from 'react-i18next'
import { type JobOptions, MAX_DPI, MIN_DPI } from '../../src-preload/model.ts'
import { LineField } from '../ui/fields.tsx'
import { ReadingFields } from './reading-fields.tsx'

interface JobFieldsProps {
  value: JobOptions
  onChange: (options: JobOptions) => void
}

export function JobFields({ value, onChange }: JobFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <ReadingFields
        value={value}
        least={MIN_DPI}
        most={MAX_DPI}
        onChange={(change) => onChange({ ...value, ...change })}
      />
      <LineField
        label={t('readAgain.pages')}
        value={value.pages ?? ''}
        placeholder={t('readAgain.allPages')}
        onChange={(pages) => onChange({ ...value, pages: pages.trim() === '' ? null : pages.trim() })}
      />
    </>
  )
}

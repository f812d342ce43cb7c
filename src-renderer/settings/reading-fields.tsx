/** How a file is read: as a default in the settings, or for one document. */
import { useTranslation } from 'react-i18next'
import type { JobOptions } from '../../src-preload/model.ts'
import { ChoiceField, WholeNumberField } from '../ui/fields.tsx'

type Reading = Pick<JobOptions, 'mode' | 'dpi' | 'textLayer' | 'engine'>

interface ReadingFieldsProps {
  value: Reading
  least: number
  most: number
  onChange: (change: Partial<Reading>) => void
}

export function ReadingFields({ value, least, most, onChange }: ReadingFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <ChoiceField
        label={t('settings.engine')}
        value={value.engine}
        choices={[{ id: 'local', label: t('settings.engineLocal') }]}
        onChange={(engine) => onChange({ engine })}
      />
      <ChoiceField
        label={t('settings.mode')}
        value={value.mode}
        choices={[
          { id: 'markdown', label: t('settings.modeMarkdown') },
          { id: 'basic', label: t('settings.modeBasic') },
        ]}
        onChange={(mode) => onChange({ mode })}
      />
      <ChoiceField
        label={t('settings.textLayer')}
        value={value.textLayer}
        choices={[
          { id: 'auto', label: t('settings.textLayerAuto') },
          { id: 'never', label: t('settings.textLayerNever') },
          { id: 'only', label: t('settings.textLayerOnly') },
        ]}
        onChange={(textLayer) => onChange({ textLayer })}
      />
      <WholeNumberField
        label={t('settings.dpi')}
        value={value.dpi}
        least={least}
        most={most}
        onChange={(dpi) => onChange({ dpi })}
      />
    </>
  )
}

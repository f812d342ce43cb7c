/** How exports are called, and where the desktop writes them. */
import { useTranslation } from 'react-i18next'
import { type Settings, type SettingsPatch, unknownPlaceholders } from '../../src-preload/settings.ts'
import { bridge } from '../bridge.ts'
import { ChoiceField, LineField } from '../ui/fields.tsx'
import { say } from '../ui/toasts.tsx'

interface ExportPanelProps {
  settings: Settings
  set: (patch: SettingsPatch) => void
}

export function ExportPanel({ settings, set }: ExportPanelProps) {
  const { t } = useTranslation()
  const { name, place } = settings.exports
  const rename = (rule: string) => {
    const [unknown] = unknownPlaceholders(rule)
    if (unknown !== undefined) say(t('settings.unknownPlaceholder', { what: unknown }))
    else set({ exports: { name: rule.trim() || '{name}' } })
  }
  return (
    <>
      <LineField key={name} label={t('settings.exportName')} value={name} onChange={rename} />
      <p className="note">{t('settings.exportNameHint')}</p>
      {bridge.desktop && (
        <ChoiceField
          label={t('settings.exportPlace')}
          value={place}
          choices={(['ask', 'beside'] as const).map((id) => ({ id, label: t(`settings.${id}`) }))}
          onChange={(next) => set({ exports: { place: next } })}
        />
      )}
    </>
  )
}

/** The watched folder. Which one it is, is chosen in the system's own dialog or named by the command: no page may name one. */
import { useTranslation } from 'react-i18next'
import { EXPORT_FORMATS, MODES } from '../../src-preload/model.ts'
import type { Settings, SettingsPatch } from '../../src-preload/settings.ts'
import { bridge } from '../bridge.ts'
import { formatName } from '../document/export-actions.ts'
import { TextButton } from '../ui/button.tsx'
import { ChoiceField } from '../ui/fields.tsx'
import { attempt } from '../ui/toasts.tsx'

interface WatchPanelProps {
  settings: Settings
  set: (patch: SettingsPatch) => void
}

export function WatchPanel({ settings: { watch }, set }: WatchPanelProps) {
  const { t } = useTranslation()
  const { desktop } = bridge
  return (
    <>
      <p className="note">{t('watch.hint')}</p>
      <div className="field">
        <span>
          {t('watch.folder')} <b className="path">{watch.folder ?? t('watch.none')}</b>
        </span>
        <span className="buttons">
          {desktop && (
            <TextButton onPress={() => void attempt(desktop.act('watchFolder'))}>{t('watch.choose')}</TextButton>
          )}
          {watch.folder !== null && (
            <TextButton onPress={() => void attempt(bridge.call('watch.stop', {}))}>{t('watch.stop')}</TextButton>
          )}
        </span>
      </div>
      {!desktop && <p className="note">{t('watch.byCommand')}</p>}
      {watch.folder !== null && (
        <>
          <ChoiceField
            label={t('settings.mode')}
            value={watch.mode}
            choices={MODES.map((id) => ({
              id,
              label: t(id === 'basic' ? 'settings.modeBasic' : 'settings.modeMarkdown'),
            }))}
            onChange={(mode) => set({ watch: { mode } })}
          />
          <ChoiceField
            label={t('watch.format')}
            value={watch.format}
            choices={EXPORT_FORMATS.map((id) => ({ id, label: formatName(id, t) }))}
            onChange={(format) => set({ watch: { format } })}
          />
          <div className="field">
            <span>
              {t('watch.results')} <b className="path">{watch.results ?? `${watch.folder}/Inkleaf`}</b>
            </span>
            {desktop && (
              <TextButton onPress={() => void attempt(desktop.act('watchResults'))}>{t('watch.choose')}</TextButton>
            )}
          </div>
        </>
      )}
    </>
  )
}

/** The watched folder. Which one it is, is chosen in the system's own dialog or named by the command: no page may name one. */
import { type ReactNode, useId } from 'react'
import { Group } from 'react-aria-components'
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
  const act = (action: 'watchFolder' | 'watchResults') => () => void attempt(desktop?.act(action) ?? Promise.resolve())
  const { folder, results } = watch
  return (
    <>
      <p className="note">{t('watch.hint')}</p>
      <PathField label={t('watch.folder')} path={folder ?? t('watch.none')}>
        {desktop && <TextButton onPress={act('watchFolder')}>{t('watch.choose')}</TextButton>}
        {folder !== null && <TextButton onPress={() => set({ watch: { folder: null } })}>{t('watch.stop')}</TextButton>}
      </PathField>
      {!desktop && <p className="note">{t('watch.byCommand')}</p>}
      {folder !== null && (
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
          <PathField label={t('watch.results')} path={results ?? `${folder}/Inkleaf`}>
            {desktop && <TextButton onPress={act('watchResults')}>{t('watch.chooseResults')}</TextButton>}
            {results !== null && (
              <TextButton onPress={() => set({ watch: { results: null } })}>{t('watch.resultsBack')}</TextButton>
            )}
          </PathField>
        </>
      )}
    </>
  )
}

function PathField({ label, path, children }: { label: string; path: string; children: ReactNode }) {
  const id = useId()
  return (
    <Group className="field" aria-labelledby={id}>
      <span>
        <span id={id}>{label}</span> <bdi className="field-path">{path}</bdi>
      </span>
      <span className="field-buttons">{children}</span>
    </Group>
  )
}

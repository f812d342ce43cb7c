/** How the vision model works, and where models come from. */
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../src-preload/settings.ts'
import { bridge } from '../bridge.ts'
import { useWindow } from '../store.ts'
import { LineField, SwitchField, WholeNumberField } from '../ui/fields.tsx'
import { attempt } from '../ui/toasts.tsx'

/** Where languages come from. */
export function LanguagesFrom({ engine }: { engine: 'tesseract' | 'nets' }) {
  const { t } = useTranslation()
  const settings = useWindow((window) => window.settings)
  if (!settings) return null
  const from = engine === 'nets' ? settings.nets.from : settings.tesseract.dataFrom
  const patch = (next: string) => (engine === 'nets' ? { nets: { from: next } } : { tesseract: { dataFrom: next } })
  return (
    <LineField
      key={from}
      label={t('models.hub')}
      value={from}
      onChange={(next) => next !== from && void attempt(bridge.call('settings.set', { patch: patch(next) }))}
    />
  )
}

export function ModelSettings() {
  const { t } = useTranslation()
  const vlm = useWindow((window) => window.settings?.vlm)
  if (!vlm) return null
  const set = (change: Partial<Settings['vlm']>) =>
    void attempt(bridge.call('settings.set', { patch: { vlm: { ...vlm, ...change } } }))
  return (
    <>
      <WholeNumberField
        label={t('models.pagesAtOnce')}
        value={vlm.pagesAtOnce}
        least={1}
        most={8}
        onChange={(pagesAtOnce) => set({ pagesAtOnce })}
      />
      <WholeNumberField
        label={t('models.idleMinutes')}
        value={Math.max(1, Math.round(vlm.idleMinutes))}
        least={1}
        most={1440}
        onChange={(idleMinutes) => set({ idleMinutes })}
      />
      <SwitchField
        label={t('models.wholePages')}
        value={vlm.wholePages}
        onChange={(wholePages) => set({ wholePages })}
      />
      <LineField
        key={vlm.hub}
        label={t('models.hub')}
        value={vlm.hub}
        onChange={(hub) => hub !== vlm.hub && set({ hub })}
      />
    </>
  )
}

/** How the vision model works, and where models come from. */
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../src-preload/settings.ts'
import { bridge } from '../bridge.ts'
import { useWindow } from '../store.ts'
import { LineField, SwitchField, WholeNumberField } from '../ui/fields.tsx'
import { attempt } from '../ui/toasts.tsx'

/** Where Tesseract's languages come from. */
export function LanguagesFrom() {
  const { t } = useTranslation()
  const dataFrom = useWindow((window) => window.settings?.tesseract.dataFrom)
  if (dataFrom === undefined) return null
  return (
    <LineField
      key={dataFrom}
      label={t('models.hub')}
      value={dataFrom}
      onChange={(next) =>
        next !== dataFrom && void attempt(bridge.call('settings.set', { patch: { tesseract: { dataFrom: next } } }))
      }
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

/** The local API: its switch, and what a script needs to use it. */
import { Copy, Eye, EyeOff, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings, SettingsPatch } from '../../src-preload/settings.ts'
import { bridge } from '../bridge.ts'
import { copy } from '../document/export.ts'
import { useWindow } from '../store.ts'
import { IconButton, IconToggle } from '../ui/button.tsx'
import { SwitchField, WholeNumberField } from '../ui/fields.tsx'
import { attempt } from '../ui/toasts.tsx'

interface ApiPanelProps {
  settings: Settings
  set: (patch: SettingsPatch) => void
}

export function ApiPanel({ settings, set }: ApiPanelProps) {
  const { t } = useTranslation()
  const api = useWindow((state) => state.api)
  const { enabled, port, token } = settings.api
  return (
    <>
      <p className="note">{t('settings.apiHint')}</p>
      {/* In a browser the window itself comes from this server. */}
      {bridge.desktop && (
        <>
          <SwitchField
            label={t('settings.apiEnabled')}
            value={enabled}
            onChange={(on) => set({ api: { enabled: on } })}
          />
          <WholeNumberField
            label={t('settings.apiPort')}
            value={port}
            least={0}
            most={65_535}
            onChange={(next) => set({ api: { port: next } })}
          />
        </>
      )}
      {api?.message && (
        <p className="note note-bad" role="alert">
          {api.message}
        </p>
      )}
      {api?.address && <Access address={api.address} token={token} />}
    </>
  )
}

function Access({ address, token }: { address: string; token: string }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const curl = (secret: string) => `curl -H 'Authorization: Bearer ${secret}' -F file=@page.png ${address}/api/ocr`
  const hidden = '•'.repeat(12)
  return (
    <>
      <CopyLine label={t('settings.apiAddress')} shown={address} text={address} />
      <CopyLine label={t('settings.apiToken')} shown={shown ? token : hidden} text={token}>
        <IconToggle
          icon={shown ? EyeOff : Eye}
          label={t('settings.apiShowToken')}
          isSelected={shown}
          onChange={setShown}
        />
        <IconButton
          icon={RefreshCw}
          label={t('settings.apiNewToken')}
          onPress={() => void attempt(bridge.call('api.newToken', {}))}
        />
      </CopyLine>
      <CopyLine label={t('settings.apiExample')} shown={curl(shown ? token : hidden)} text={curl(token)} />
      <CopyLine
        label={t('settings.apiDocs')}
        shown={`${address}/${shown ? token : hidden}/docs`}
        text={`${address}/${token}/docs`}
      />
    </>
  )
}

interface CopyLineProps {
  label: string
  shown: string
  /** What is copied, whatever is shown. */
  text: string
  children?: React.ReactNode
}

function CopyLine({ label, shown, text, children }: CopyLineProps) {
  const { t } = useTranslation()
  return (
    <div className="field copy-line">
      <span>{label}</span>
      <code>{shown}</code>
      {children}
      <IconButton icon={Copy} label={t('settings.copyIt', { what: label })} onPress={() => void copy(text)} />
    </div>
  )
}

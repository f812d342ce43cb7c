/** A service's key: it is written and never shown. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineView } from '../../src-preload/contract.ts'
import { bridge } from '../bridge.ts'
import { TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'

export function KeyForm(props: { engine: EngineView; isPassword?: boolean; onClose: () => void }) {
  const { engine, isPassword = false, onClose } = props
  const { t } = useTranslation()
  const [key, setKey] = useState('')
  const save = async (next: string | null) => {
    if (await attempt(bridge.call('engines.setKey', { engine: engine.id, key: next }))) onClose()
  }
  return (
    <form
      className="engine-question"
      onSubmit={(event) => {
        event.preventDefault()
        if (key.trim() !== '') void save(isPassword ? key : key.trim())
      }}
    >
      <label className="field">
        <span>{t(isPassword ? 'cluster.password' : 'engines.key')}</span>
        <input
          className="input wide"
          type="password"
          autoComplete="off"
          value={key}
          // biome-ignore lint/a11y/noAutofocus: it was asked for by a press of the button before
          autoFocus
          onChange={(event) => setKey(event.target.value)}
        />
      </label>
      <p className="note">{t(engine.key === 'environment' ? 'engines.keyFromEnvironment' : 'engines.keyHint')}</p>
      <div className="engine-actions">
        <TextButton onPress={onClose}>{t('app.cancel')}</TextButton>
        {engine.key !== null && engine.key !== 'environment' && (
          <TextButton onPress={() => save(null)}>
            {t(isPassword ? 'cluster.removePassword' : 'engines.removeKey')}
          </TextButton>
        )}
        <TextButton kind="primary" type="submit" isDisabled={key.trim() === ''}>
          {t(isPassword ? 'cluster.savePassword' : 'engines.saveKey')}
        </TextButton>
      </div>
    </form>
  )
}

/** The recognition engine's state, quietly; pressing it tells more. */
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { showDialog, usedEngine, useWindow } from '../store.ts'
import { ENGINE_STATES } from './engine-name.ts'
import './engine.css'

export function EngineButton() {
  const { t } = useTranslation()
  const state = useWindow((window) => usedEngine(window)?.state)
  const isLive = useWindow(({ connection }) => connection === 'live')
  const known = ENGINE_STATES.find((one) => one === state) ?? 'stopped'
  return (
    <Button className="engine-button" onPress={() => showDialog('engine')}>
      <span className={`engine-dot ${isLive ? `engine-${known}` : ''}`} aria-hidden />
      {t(isLive ? `engine.${known}` : 'engine.unknown')}
    </Button>
  )
}

/** The recognition engine's state, quietly; pressing it tells more. */
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { showDialog, usedEngine, useWindow } from '../store.ts'
import './engine.css'

export function EngineButton() {
  const { t } = useTranslation()
  const state = useWindow((window) => usedEngine(window)?.state ?? 'stopped')
  const isLive = useWindow(({ connection }) => connection === 'live')
  return (
    <Button className="engine-button" onPress={() => showDialog('engine')}>
      <span className={`engine-dot ${isLive ? `engine-${state}` : ''}`} aria-hidden />
      {t(isLive ? `engine.${state}` : 'engine.unknown')}
    </Button>
  )
}

/** Device, model, memory, restarts and the log of the recognition process, and a way to restart it. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineView } from '../../src-preload/contract.ts'
import { bridge } from '../bridge.ts'
import { showDialog, usedEngine, useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { fileSize } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { engineState } from './engine-name.ts'

const LINES = 30

export function EngineDialog() {
  const { t } = useTranslation()
  const isOpen = useWindow((state) => state.dialog === 'engine')
  return (
    <Sheet title={t('engine.title')} isOpen={isOpen} onClose={() => showDialog(null)} wide>
      <EngineDetails />
    </Sheet>
  )
}

function EngineDetails() {
  const engine = useWindow(usedEngine)
  return engine?.kind === 'remote' ? <ServiceDetails engine={engine} /> : <ProcessDetails engine={engine} />
}

function ServiceDetails({ engine }: { engine: EngineView }) {
  const { t } = useTranslation()
  return (
    <>
      <p className="note">{engineState(engine, t)}</p>
      <dl className="facts">
        <dt>{t('engine.model')}</dt>
        <dd>{engine.model}</dd>
        <dt>{t('engine.host')}</dt>
        <dd>{engine.host ?? t('engines.staysHere')}</dd>
      </dl>
      <div className="sheet-actions">
        <TextButton onPress={() => showDialog('monitor')}>{t('monitor.open')}</TextButton>
        <TextButton onPress={() => showDialog('settings')}>{t('engine.settings')}</TextButton>
      </div>
    </>
  )
}

function ProcessDetails({ engine }: { engine: EngineView | null }) {
  const { t } = useTranslation()
  const [log, setLog] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  // Each word of the engine is a time to look again.
  useEffect(() => {
    if (!engine) return
    void attempt(bridge.call('engine.log', { engine: engine.id })).then((lines) => lines && setLog(lines.slice(-LINES)))
  }, [engine])
  const restart = async () => {
    setBusy(true)
    if (engine) await attempt(bridge.call('engine.restart', { engine: engine.id }))
    setBusy(false)
  }
  const status = engine?.status
  const logText = log.join('\n').trim()
  return (
    <>
      {engine?.message && <p className="note">{engine.message}</p>}
      {!status && <p className="note">{t('engine.asleepHint')}</p>}
      <dl className="facts">
        {status && (
          <>
            <dt>{t('engine.model')}</dt>
            <dd>{status.model}</dd>
            <dt>{t('engine.device')}</dt>
            <dd>{status.device}</dd>
            <dt>{t('engine.memory')}</dt>
            <dd>
              {fileSize(status.rssBytes)} (
              {t('engine.peak', { size: fileSize(Math.max(status.peakRssBytes, status.rssBytes)) })})
            </dd>
            <dt>{t('engine.pagesRead')}</dt>
            <dd>{status.pagesRead}</dd>
          </>
        )}
        <dt>{t('engine.restarts')}</dt>
        <dd>{engine?.restarts ?? 0}</dd>
      </dl>
      <h3 className="note">{t('engine.log')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="log" tabIndex={0}>
        {logText === '' ? t('engine.logEmpty') : logText}
      </pre>
      <div className="sheet-actions">
        <TextButton onPress={() => showDialog('monitor')}>{t('monitor.open')}</TextButton>
        <TextButton isDisabled={busy} onPress={restart}>
          {t('engine.restart')}
        </TextButton>
      </div>
    </>
  )
}

/** Where the cluster's Redis is, and its workers as they are heard of. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClusterWorker } from '../../src-preload/cluster.ts'
import type { EngineView } from '../../src-preload/contract.ts'
import { hostOf } from '../../src-preload/services.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { bridge } from '../bridge.ts'
import { errorText } from '../i18n/error-text.ts'
import { useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { LineField, SwitchField } from '../ui/fields.tsx'
import { fileSize } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { KeyForm } from './key-form.tsx'

export function ClusterSettings({ engine }: { engine: EngineView }) {
  const { t } = useTranslation()
  const cluster = useWindow((window) => window.settings?.cluster)
  const [isOpen, setOpen] = useState(false)
  const [asksKey, setAsksKey] = useState(false)
  const isNamed = engine.state !== 'needs_redis'
  // Another address or password ends what was asked before.
  const isAsleep = engine.state === 'stopped'
  useEffect(() => {
    if (isOpen && isNamed && isAsleep) void attempt(bridge.call('cluster.watch', {}))
  }, [isOpen, isNamed, isAsleep])
  if (!cluster) return null
  const set = (change: Partial<Settings['cluster']>) =>
    void attempt(bridge.call('cluster.set', { ...cluster, ...change }))
  const host = hostOf({ address: cluster.redis })
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('cluster.setUp')}</summary>
      {engine.message && engine.state !== 'no_workers' && (
        <p className="note note-bad">{errorText({ code: engine.code ?? '', message: engine.message })}</p>
      )}
      <LineField
        key={cluster.redis}
        label={t('cluster.redis')}
        value={cluster.redis}
        placeholder="redis://"
        onChange={(redis) => redis.trim() !== cluster.redis && set({ redis: redis.trim() })}
      />
      {engine.key === 'environment' && <p className="note">{t('cluster.fromEnvironment', { host: engine.host })}</p>}
      {host !== null && cluster.redis.startsWith('redis:') && (
        <p className="note note-bad">{t('cluster.unencrypted', { host })}</p>
      )}
      {asksKey ? (
        <KeyForm engine={engine} isPassword onClose={() => setAsksKey(false)} />
      ) : (
        cluster.redis !== '' &&
        engine.key !== 'environment' && (
          <div className="engine-actions">
            <TextButton kind={engine.state === 'key_refused' ? 'primary' : 'plain'} onPress={() => setAsksKey(true)}>
              {t(engine.key === null ? 'cluster.givePassword' : 'cluster.changePassword')}
            </TextButton>
          </div>
        )
      )}
      <LineField
        key={`prefix ${cluster.prefix}`}
        label={t('cluster.prefix')}
        value={cluster.prefix}
        onChange={(prefix) => prefix !== cluster.prefix && set({ prefix })}
      />
      <SwitchField
        label={t('cluster.readsHere')}
        value={cluster.readsHere}
        onChange={(readsHere) => set({ readsHere })}
      />
      <p className="note">{t('cluster.hint')}</p>
      {engine.workers && <Workers workers={engine.workers} own={engine.status?.version ?? ''} />}
    </details>
  )
}

function Workers({ workers, own }: { workers: readonly ClusterWorker[]; own: string }) {
  const { t } = useTranslation()
  if (workers.length === 0) return <p className="note">{t('cluster.none')}</p>
  const titles = ['host', 'busy', 'speed', 'pages', 'memory', 'seen'] as const
  return (
    <table className="workers" aria-label={t('cluster.workers')}>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {t(`cluster.${title}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {workers.map((one) => (
          <tr key={one.name}>
            <th scope="row">
              {one.host}
              {one.isThere && !one.isUsable && (
                <span className="note-bad"> {t('cluster.otherVersion', { version: one.version, own })}</span>
              )}
            </th>
            <td>
              {one.busy}/{one.slots}
            </td>
            <td>{one.pagesPerSecond.toFixed(2)}</td>
            <td>{one.pagesRead}</td>
            <td>{fileSize(one.rssBytes)}</td>
            <td>{one.isThere ? t('cluster.now') : t('cluster.secondsAgo', { n: Math.round(one.seenMsAgo / 1000) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

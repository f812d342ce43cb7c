/** The vision models that run on this machine: those that are there, and those that can be had. */
import { useState } from 'react'
import { ProgressBar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ModelView } from '../../src-preload/contract.ts'
import { bridge } from '../bridge.ts'
import { useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { fileSize } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { Question } from './question.tsx'

export function ModelsList() {
  const { t } = useTranslation()
  const models = useWindow((window) => window.models)
  return (
    <ul className="engine-list" aria-label={t('models.title')}>
      {models.map((model) => (
        <ModelRow key={model.id} model={model} />
      ))}
    </ul>
  )
}

function ModelRow({ model }: { model: ModelView }) {
  const { t } = useTranslation()
  const [asks, setAsks] = useState<'get' | 'remove' | null>(null)
  const { id, name, state, licence, chosen, message } = model
  const facts = [
    licence ?? t('models.licenceElsewhere'),
    t('models.size', { size: fileSize(model.bytes) }),
    t('models.memory', { size: fileSize(model.memoryBytes) }),
  ]
  const get = () => void attempt(bridge.call('models.get', { model: model.repo || id }))
  return (
    <li className="model-row" aria-label={name}>
      <div className="engine-head">
        <span>{name}</span>
        <span className="engine-state">{t(chosen ? 'models.inUse' : `models.states.${state}`)}</span>
      </div>
      <p className="note">{facts.join(' · ')}</p>
      {state === 'fetching' && <Progress model={model} />}
      {message && state !== 'fetching' && <p className="note note-bad">{message}</p>}
      {asks === null ? (
        <div className="engine-actions">
          {state === 'absent' && <TextButton onPress={() => setAsks('get')}>{t('models.get')}</TextButton>}
          {state === 'paused' && <TextButton onPress={get}>{t('models.goOn')}</TextButton>}
          {state === 'fetching' && (
            <TextButton onPress={() => attempt(bridge.call('models.pause', { model: id }))}>
              {t('models.pause')}
            </TextButton>
          )}
          {state === 'there' && !chosen && (
            <TextButton onPress={() => attempt(bridge.call('models.choose', { model: id }))}>
              {t('models.use')}
            </TextButton>
          )}
          {(state === 'there' || state === 'paused') && (
            <TextButton onPress={() => setAsks('remove')}>{t('models.remove')}</TextButton>
          )}
        </div>
      ) : (
        <Question
          text={t(asks === 'get' ? 'models.getQuestion' : 'models.removeQuestion', {
            name,
            size: fileSize(model.bytes),
          })}
          yes={t(asks === 'get' ? 'models.getIt' : 'models.removeIt', { name })}
          onYes={async () => {
            // It takes its time: how it goes is shown in the row.
            if (asks === 'get') get()
            else await bridge.call('models.remove', { model: id })
          }}
          onClose={() => setAsks(null)}
        />
      )}
    </li>
  )
}

function Progress({ model }: { model: ModelView }) {
  const { t } = useTranslation()
  const { doneBytes, totalBytes } = model
  const done = doneBytes ?? 0
  const total = totalBytes || model.bytes
  const label = t('models.progress', { done: fileSize(done), total: fileSize(total) })
  return (
    <ProgressBar aria-label={label} value={done} maxValue={Math.max(1, total)} className="model-progress">
      {({ percentage }) => (
        <>
          <span className="model-bar">
            <span style={{ width: `${percentage ?? 0}%` }} />
          </span>
          <span className="note">{label}</span>
        </>
      )}
    </ProgressBar>
  )
}

/** What an engine of this machine reads with: models or languages that are there, and those that can be had. */
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { ProgressBar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ModelView } from '../../src-preload/contract.ts'
import { bridge } from '../bridge.ts'
import { CoreError } from '../core-error.ts'
import { useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { fileSize } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { engineName } from './engine-name.ts'
import { Question } from './question.tsx'

export function ModelsList({ engine }: { engine: ModelView['engine'] }) {
  const { t, i18n } = useTranslation()
  const all = useWindow((window) => window.models)
  const own = all.filter((model) => model.engine === engine)
  const models =
    engine === 'vlm'
      ? own
      : own.toSorted((one, other) => {
          return nameOf(one, i18n.language, t).localeCompare(nameOf(other, i18n.language, t), i18n.language)
        })
  return (
    <ul
      className="engine-list"
      aria-label={
        engine === 'vlm'
          ? t('models.title')
          : `${engineName(engine === 'nets' ? 'ppocrv5' : engine, t)}: ${t('models.languages')}`
      }
    >
      {models.map((model) => (
        <ModelRow key={model.id} model={model} />
      ))}
    </ul>
  )
}

function ModelRow({ model }: { model: ModelView }) {
  const { t, i18n } = useTranslation()
  const [asks, setAsks] = useState<'get' | 'remove' | null>(null)
  const { id, state, licence, chosen, message } = model
  const isLanguage = model.engine !== 'vlm'
  const name = nameOf(model, i18n.language, t)
  const facts = [
    ...(model.goodAt && !isLanguage ? [t(`models.goodAt.${model.goodAt}`)] : []),
    ...(model.speed ? [t(`models.speeds.${model.speed}`)] : []),
    licence ?? t('models.licenceElsewhere'),
    t('models.size', { size: fileSize(model.bytes) }),
    ...(isLanguage ? [] : [t('models.memory', { size: fileSize(model.memoryBytes) })]),
  ]
  const get = () => {
    const fetching = bridge.call('models.get', { model: isLanguage ? id : model.repo || id })
    // Whoever paused it knows.
    const unlessPaused = fetching.catch((caught: unknown) => {
      if (!(caught instanceof CoreError && caught.code === 'paused')) throw caught
    })
    void attempt(unlessPaused)
  }
  return (
    <li className={isLanguage ? 'model-row model-row-short' : 'model-row'} aria-label={name}>
      <div className="engine-head">
        <span>{name}</span>
        {/* Of a language the button says it. */}
        {!(isLanguage && state === 'absent') && (
          <span className="engine-state">{t(chosen ? 'models.inUse' : `models.states.${state}`)}</span>
        )}
      </div>
      <p className="note">{facts.join(' · ')}</p>
      {state === 'fetching' && <Progress model={model} />}
      {message && state !== 'fetching' && <p className="note note-bad">{message}</p>}
      {asks === null ? (
        <div className="engine-actions">
          {state === 'absent' && (
            <TextButton
              {...(isLanguage ? { 'aria-label': `${t('models.getNow')}: ${name}` } : {})}
              onPress={() => (model.isPinned ? get() : setAsks('get'))}
            >
              {t(model.isPinned ? 'models.getNow' : 'models.get')}
            </TextButton>
          )}
          {state === 'paused' && <TextButton onPress={get}>{t('models.goOn')}</TextButton>}
          {state === 'fetching' && (
            <TextButton onPress={() => attempt(bridge.call('models.pause', { model: id }))}>
              {t('models.pause')}
            </TextButton>
          )}
          {state === 'there' && !chosen && !isLanguage && (
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

function nameOf({ id, engine, name }: ModelView, locale: string, t: TFunction): string {
  if (engine === 'nets') return scriptName(id.replace('ppocrv5-', ''), name, t)
  if (engine === 'vlm') return name
  return new Intl.DisplayNames(locale, { type: 'language' }).of(id.replace('tesseract-', '')) ?? name
}

/** A script as PP-OCRv5 calls it, in words. */
export function scriptName(script: string, name: string, t: TFunction): string {
  return t(`models.scripts.${script}`, { defaultValue: name })
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

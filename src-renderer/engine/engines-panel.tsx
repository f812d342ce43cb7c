/** Settings > Engines: what reads pages, in which state it is, where pages go, and services that are set up. */
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineView } from '../../src-preload/contract.ts'
import { PRESETS } from '../../src-preload/services.ts'
import type { Settings, SettingsPatch } from '../../src-preload/settings.ts'
import { bridge } from '../bridge.ts'
import { useWindow } from '../store.ts'
import { ActionMenu } from '../ui/action-menu.tsx'
import { TextButton } from '../ui/button.tsx'
import { ChoiceField } from '../ui/fields.tsx'
import { amount } from '../ui/format.ts'
import { ClusterSettings } from './cluster-settings.tsx'
import { engineName, engineState, whereTo } from './engine-name.ts'
import { KeyForm } from './key-form.tsx'
import { LanguagesFrom, ModelSettings } from './model-settings.tsx'
import { ModelsList, scriptName } from './models-list.tsx'
import { Question } from './question.tsx'
import { emptyService, ServiceForm } from './service-form.tsx'
import './engines.css'

interface EnginesPanelProps {
  settings: Settings
  set: (patch: SettingsPatch) => void
}

type Open = { what: 'form' | 'key' | 'allow' | 'remove'; id: string } | { what: 'new'; preset: string } | null

export function EnginesPanel({ settings, set }: EnginesPanelProps) {
  const { t } = useTranslation()
  const engines = [...useWindow((window) => window.engines).values()]
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  if (open?.what === 'new') return <ServiceForm service={emptyService(open.preset)} isNew onClose={close} />
  const edited = open?.what === 'form' ? settings.services.find(({ id }) => id === open.id) : undefined
  if (edited) return <ServiceForm service={edited} onClose={close} />
  return (
    <>
      <ChoiceField
        label={t('engines.forNew')}
        value={settings.reading.engine}
        choices={engines.map(({ id }) => ({ id, label: engineName(id, t) }))}
        onChange={(engine) => set({ reading: { engine } })}
      />
      {bridge.desktop && (
        <ChoiceField
          label={t('engines.forCaptures')}
          value={settings.captures.engine}
          choices={engines.map(({ id }) => ({ id, label: engineName(id, t) }))}
          onChange={(engine) => set({ captures: { engine } })}
        />
      )}
      <ul className="engine-list" aria-label={t('settings.engines')}>
        {engines.map((engine) => (
          <EngineRow key={engine.id} engine={engine} open={open} setOpen={setOpen} />
        ))}
      </ul>
      <div className="engine-add">
        <ActionMenu
          label={t('engines.add')}
          text={t('engines.add')}
          actions={[
            ...PRESETS.map(({ id, name }) => ({ id, label: name })),
            { id: 'other', label: t('engines.other') },
          ].map((one) => ({ ...one, run: () => setOpen({ what: 'new', preset: one.id }) }))}
        />
      </div>
      <p className="note">{t('engines.hint')}</p>
    </>
  )
}

interface RowProps {
  engine: EngineView
  open: Open
  setOpen: (open: Open) => void
}

/** Tesseract's `kor, chi_sim` in words; a model that somebody trained and named stays as it is called. */
function languageNames(codes: string, locale: string): string {
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' })
  const named = codes.split(', ').map((code) => {
    const language = code.replace(/_.*/, '')
    return /^[a-z]{2,3}$/i.test(language) ? (names.of(language) ?? code) : code
  })
  return new Intl.ListFormat(locale).format([...new Set(named)])
}

/** Parted by semicolons: some are lists themselves. */
function scriptNames(codes: string, t: TFunction): string {
  return codes
    .split(', ')
    .map((code) => scriptName(code, code, t))
    .join('; ')
}

/** What an engine is, or the model that it reads with. */
function aboutEngine({ kind, model }: EngineView, t: TFunction, locale: string): string | null {
  switch (kind) {
    case 'ppocr':
      return t('engines.aboutLocal')
    case 'auto':
      return t('engines.aboutAuto')
    case 'vision':
      return t('engines.aboutVision')
    case 'vlm':
      return model ?? t('engines.aboutVlm')
    case 'nets':
      return model ? t('engines.aboutNets', { scripts: scriptNames(model, t) }) : t('engines.aboutNetsNone')
    case 'tesseract':
      return model
        ? t('engines.aboutTesseract', { languages: languageNames(model, locale) })
        : t('engines.aboutTesseractNone')
    case 'cluster':
      return t('engines.aboutCluster')
    case 'remote':
      return model
  }
}

function EngineRow({ engine, open, setOpen }: RowProps) {
  const { t, i18n } = useTranslation()
  const { id, kind, host, state } = engine
  const name = engineName(id, t)
  const spent = engine.spentThisMonth ? t('engines.spent', { sum: amount(engine.spentThisMonth) }) : null
  const about = aboutEngine(engine, t, i18n.language)
  const isOpen = (what: 'key' | 'allow' | 'remove') => open?.what === what && open.id === id
  const close = () => setOpen(null)
  return (
    <li className="engine-row" aria-label={name}>
      <div className="engine-head">
        <strong>{name}</strong>
        <span className={`engine-state engine-state-${state}`}>{engineState(engine, t)}</span>
      </div>
      <p className="note">{[about, whereTo(engine, t), spent].filter(Boolean).join(' · ')}</p>
      {engine.state === 'needs_languages' && <p className="note">{t('engines.getLanguages')}</p>}
      {(kind === 'tesseract' || kind === 'nets') && (
        <details>
          <summary>{t('models.languages')}</summary>
          <ModelsList engine={kind} />
          <LanguagesFrom engine={kind} />
        </details>
      )}
      {kind === 'vlm' && engine.message && <p className="note note-bad">{engine.message}</p>}
      {kind === 'vlm' && engine.state !== 'only_mac' && (
        <details>
          <summary>{t('models.title')}</summary>
          <ModelsList engine="vlm" />
          <ModelSettings />
        </details>
      )}
      {kind === 'cluster' && <ClusterSettings engine={engine} />}
      {kind === 'remote' && open?.what !== 'key' && (
        <div className="engine-actions">
          {host !== null && (
            <TextButton
              kind={state === 'needs_consent' ? 'primary' : 'plain'}
              onPress={() => setOpen({ what: 'allow', id })}
            >
              {t(state === 'needs_consent' ? 'engines.allow' : 'engines.allowed')}
            </TextButton>
          )}
          <TextButton
            kind={state === 'needs_key' || state === 'key_refused' ? 'primary' : 'plain'}
            onPress={() => setOpen({ what: 'key', id })}
          >
            {t(engine.key === null ? 'engines.giveKey' : 'engines.changeKey')}
          </TextButton>
          <TextButton onPress={() => setOpen({ what: 'form', id })}>{t('engines.setUp')}</TextButton>
          <TextButton onPress={() => setOpen({ what: 'remove', id })}>{t('engines.remove')}</TextButton>
        </div>
      )}
      {isOpen('key') && <KeyForm engine={engine} onClose={close} />}
      {isOpen('allow') && host !== null && (
        <Question
          text={t(state === 'needs_consent' ? 'engines.allowQuestion' : 'engines.allowedHint', { name, host })}
          yes={t(state === 'needs_consent' ? 'engines.sendTo' : 'engines.stopSending', { host })}
          onYes={() => bridge.call('engines.allow', { engine: id, host: state === 'needs_consent' ? host : null })}
          onClose={close}
        />
      )}
      {isOpen('remove') && (
        <Question
          text={t('engines.removeQuestion', { name })}
          yes={t('engines.removeIt', { name })}
          onYes={() => bridge.call('engines.remove', { engine: id })}
          onClose={close}
        />
      )}
    </li>
  )
}

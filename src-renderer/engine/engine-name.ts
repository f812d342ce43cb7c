/** Engines in the words that people know them by. */
import type { TFunction } from 'i18next'
import type { EngineView } from '../../src-preload/contract.ts'
import { useWindow } from '../store.ts'

export function engineName(id: string, t: TFunction): string {
  if (id === 'local') return t('settings.engineLocal')
  if (id === 'auto') return t('engines.automatic')
  if (id === 'vision') return 'Apple Vision'
  if (id === 'vlm') return t('engines.visionModel')
  if (id === 'tesseract') return 'Tesseract'
  if (id === 'cluster') return t('engines.cluster')
  if (id === 'ppocrv5') return 'PP-OCRv5'
  return useWindow.getState().engines.get(id)?.name ?? id
}

export function engineState({ state }: EngineView, t: TFunction): string {
  return t(`engines.states.${state}`)
}

/** Where its pages go. */
export function whereTo({ kind, host }: EngineView, t: TFunction): string {
  if (kind === 'cluster') return t('cluster.goesTo')
  return host === null ? t('engines.staysHere') : t('engines.goesTo', { host })
}

/** Whether it can be chosen now. */
export function isUsable({ state }: EngineView): boolean {
  return !NEEDS_USER.has(state)
}

const NEEDS_USER: ReadonlySet<string> = new Set([
  'needs_key',
  'needs_consent',
  'key_refused',
  'spent',
  'needs_model',
  'only_mac',
  'needs_languages',
  'needs_redis',
])

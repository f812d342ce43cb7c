/** How a file is read: as a default in the settings, or for one document. */

import { useTranslation } from 'react-i18next'
import { ACCURACY, CLEAN_UP, type JobOptions } from '../../src-preload/model.ts'
import { engineName, engineState, isUsable, whereTo } from '../engine/engine-name.ts'
import { useWindow } from '../store.ts'
import { ChoiceField, WholeNumberField } from '../ui/fields.tsx'

type Reading = Pick<JobOptions, 'mode' | 'accuracy' | 'dpi' | 'textLayer' | 'engine' | 'cleanUp' | 'ignoreRegions'>

type Region = Reading['ignoreRegions'][number]

interface ReadingFieldsProps {
  value: Reading
  least: number
  most: number
  onChange: (change: Partial<Reading>) => void
}

/** Nobody expects more of them than of a PDF's own text. */
const IS_FAST: ReadonlySet<string> = new Set(['ppocr', 'auto'])
const CLEAN_UPS = ['none', ...CLEAN_UP, 'both'] as const
/** Percent of the page's height. */
const MAX_IGNORED = 40

function cleanUpId(steps: Reading['cleanUp']): (typeof CLEAN_UPS)[number] {
  return steps.length > 1 ? 'both' : (steps[0] ?? 'none')
}

const isTop = ([x0, y0, x1]: Region) => x0 === 0 && y0 === 0 && x1 === 1
const isBottom = ([x0, , x1, y1]: Region) => x0 === 0 && x1 === 1 && y1 === 1

/** How much of the page's ends is ignored over its whole width, as fractions of its height. */
function edgesOf(regions: readonly Region[]): { top: number; bottom: number } {
  return { top: regions.find(isTop)?.[3] ?? 0, bottom: 1 - (regions.find(isBottom)?.[1] ?? 1) }
}

/** Other regions stay. */
function withEdges(regions: readonly Region[], top: number, bottom: number): Region[] {
  const others = regions.filter((region) => !isTop(region) && !isBottom(region))
  return [
    ...others,
    ...(top > 0 ? [[0, 0, 1, top] satisfies Region] : []),
    ...(bottom > 0 ? [[0, 1 - bottom, 1, 1] satisfies Region] : []),
  ]
}

export function ReadingFields({ value, least, most, onChange }: ReadingFieldsProps) {
  const { t } = useTranslation()
  const engines = [...useWindow((window) => window.engines).values()]
  const chosen = engines.find(({ id }) => id === value.engine)
  const { top, bottom } = edgesOf(value.ignoreRegions)
  return (
    <>
      <ChoiceField
        label={t('settings.engine')}
        value={value.engine}
        choices={engines.map(({ id }) => ({ id, label: engineName(id, t) }))}
        onChange={(engine) => onChange({ engine })}
      />
      {chosen && chosen.kind !== 'ppocr' && (
        <p className={isUsable(chosen) ? 'note' : 'note note-bad'}>
          {isUsable(chosen) ? whereTo(chosen, t) : `${engineState(chosen, t)}. ${t('engines.seeSettings')}`}
        </p>
      )}
      <ChoiceField
        label={t('settings.mode')}
        value={value.mode}
        choices={[
          { id: 'markdown', label: t('settings.modeMarkdown') },
          { id: 'basic', label: t('settings.modeBasic') },
        ]}
        onChange={(mode) => onChange({ mode })}
      />
      <ChoiceField
        label={t('settings.accuracy')}
        value={value.accuracy}
        choices={ACCURACY.map((id) => ({ id, label: t(`settings.accuracies.${id}`) }))}
        onChange={(accuracy) => onChange({ accuracy })}
      />
      <ChoiceField
        label={t('settings.textLayer')}
        value={value.textLayer}
        choices={[
          { id: 'auto', label: t('settings.textLayerAuto') },
          { id: 'never', label: t('settings.textLayerNever') },
          { id: 'only', label: t('settings.textLayerOnly') },
        ]}
        onChange={(textLayer) => onChange({ textLayer })}
      />
      {chosen && !IS_FAST.has(chosen.kind) && value.textLayer === 'auto' && (
        <p className="note">{t('settings.textLayerFirst')}</p>
      )}
      <ChoiceField
        label={t('settings.cleanUp')}
        value={cleanUpId(value.cleanUp)}
        choices={CLEAN_UPS.map((id) => ({ id, label: t(`settings.cleanUps.${id}`) }))}
        onChange={(id) => onChange({ cleanUp: CLEAN_UP.filter((step) => id === step || id === 'both') })}
      />
      <WholeNumberField
        label={t('settings.ignoreTop')}
        value={Math.round(100 * top)}
        least={0}
        most={MAX_IGNORED}
        onChange={(percent) => onChange({ ignoreRegions: withEdges(value.ignoreRegions, percent / 100, bottom) })}
      />
      <WholeNumberField
        label={t('settings.ignoreBottom')}
        value={Math.round(100 * bottom)}
        least={0}
        most={MAX_IGNORED}
        onChange={(percent) => onChange({ ignoreRegions: withEdges(value.ignoreRegions, top, percent / 100) })}
      />
      <WholeNumberField
        label={t('settings.dpi')}
        value={value.dpi}
        least={least}
        most={most}
        onChange={(dpi) => onChange({ dpi })}
      />
    </>
  )
}

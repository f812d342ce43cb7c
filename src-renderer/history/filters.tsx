/** What of the history is shown, and in which order. */

import { useTranslation } from 'react-i18next'
import type { HistoryFilter, SORTS } from '../../src-preload/contract.ts'
import { type JobState, jobStates } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { engineName } from '../engine/engine-name.ts'
import { TextButton } from '../ui/button.tsx'
import { ChoiceField, SwitchField } from '../ui/fields.tsx'
import { languageName } from '../ui/format.ts'
import { useAnswer } from '../ui/use-answer.ts'

export type Sort = (typeof SORTS)[number]

interface FiltersProps {
  filter: HistoryFilter
  onFilter: (filter: HistoryFilter) => void
  sort: Sort
  onSort: (sort: Sort) => void
}

const ANY = 'any'

export function Filters({ filter, onFilter, sort, onSort }: FiltersProps) {
  const { t } = useTranslation()
  const facets = useAnswer(() => bridge.call('history.facets', {}), '')
  const set = (change: Partial<HistoryFilter>) => {
    const next = { ...filter, ...change }
    onFilter(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as HistoryFilter)
  }
  const choice = (key: 'kinds' | 'languages' | 'engines' | 'tags', label: string, name: (id: string) => string) => (
    <ChoiceField
      label={label}
      value={filter[key]?.[0] ?? ANY}
      choices={[{ id: ANY, label: t('history.any') }, ...(facets?.[key] ?? []).map((id) => ({ id, label: name(id) }))]}
      onChange={(id) => set({ [key]: id === ANY ? undefined : [id] })}
    />
  )
  return (
    <div className="filters">
      <ChoiceField
        label={t('history.sort')}
        value={sort}
        choices={(['newest', 'oldest', 'name', 'pages'] as const).map((id) => ({ id, label: t(`history.${id}`) }))}
        onChange={onSort}
      />
      {choice('kinds', t('history.kind'), (id) => id.toUpperCase())}
      <ChoiceField
        label={t('history.state')}
        value={filter.states?.[0] ?? ANY}
        choices={[
          { id: ANY, label: t('history.any') },
          ...jobStates.map((id) => ({ id: id as string, label: t(`state.${id}`) })),
        ]}
        onChange={(id) => set({ states: id === ANY ? undefined : [id as JobState] })}
      />
      {choice('languages', t('history.language'), languageName)}
      {(facets?.engines.length ?? 0) > 1 && choice('engines', t('history.engine'), (id) => engineName(id, t))}
      {(facets?.tags.length ?? 0) > 0 && choice('tags', t('tags.title'), (id) => id)}
      <label className="field">
        {t('history.from')}
        <input
          type="date"
          className="input"
          value={dayOf(filter.from)}
          onChange={(event) => set({ from: midnight(event.target.value, 0) })}
        />
      </label>
      <label className="field">
        {t('history.to')}
        <input
          type="date"
          className="input"
          value={dayOf(filter.before, -1)}
          onChange={(event) => set({ before: midnight(event.target.value, 1) })}
        />
      </label>
      <SwitchField
        label={t('history.favourites')}
        value={filter.favourite === true}
        onChange={(favourite) => set({ favourite: favourite || undefined })}
      />
      <TextButton className="quiet" onPress={() => onFilter({})}>
        {t('history.reset')}
      </TextButton>
    </div>
  )
}

/** The user's own midnight of a day, `days` later. */
function midnight(day: string, days: number): string | undefined {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return day === '' ? undefined : new Date(year, month - 1, date + days).toISOString()
}

function dayOf(time: string | undefined, days = 0): string {
  if (time === undefined) return ''
  const day = new Date(time)
  day.setDate(day.getDate() + days)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** What of the history is shown, and in which order. */
import { useTranslation } from 'react-i18next'
import type { HistoryFilter, SORTS } from '../../src-preload/contract.ts'
import { type JobState, jobStates } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
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
  const choice = (key: 'kinds' | 'languages' | 'engines', label: string, name: (id: string) => string) => (
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
      {(facets?.engines.length ?? 0) > 1 &&
        choice('engines', t('history.engine'), (id) => (id === 'local' ? t('settings.engineLocal') : id))}
      <label className="field">
        {t('history.from')}
        <input
          type="date"
          className="input"
          value={filter.fromDay ?? ''}
          onChange={(event) => set({ fromDay: event.target.value || undefined })}
        />
      </label>
      <label className="field">
        {t('history.to')}
        <input
          type="date"
          className="input"
          value={filter.toDay ?? ''}
          onChange={(event) => set({ toDay: event.target.value || undefined })}
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

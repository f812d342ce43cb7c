/** What narrows the history down, each with a way to take it away. */
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HistoryFilter } from '../../src-preload/contract.ts'
import { engineName } from '../engine/engine-name.ts'
import { languageName, when } from '../ui/format.ts'
import './tags.css'

type Part = [label: string, without: HistoryFilter]

export function Chips({ filter, onFilter }: { filter: HistoryFilter; onFilter: (filter: HistoryFilter) => void }) {
  const { t } = useTranslation()
  const without = (key: keyof HistoryFilter): HistoryFilter => {
    const { [key]: _gone, ...rest } = filter
    return rest
  }
  const tagsWithout = (tag: string): HistoryFilter => {
    const tags = filter.tags?.filter((one) => one !== tag) ?? []
    return tags.length > 0 ? { ...filter, tags } : without('tags')
  }
  const parts: Part[] = [
    ...(filter.favourite ? [[t('history.favourites'), without('favourite')] as Part] : []),
    ...(filter.tags ?? []).map((tag): Part => [tag, tagsWithout(tag)]),
    ...(filter.kinds ?? []).map((kind): Part => [kind.toUpperCase(), without('kinds')]),
    ...(filter.states ?? []).map((state): Part => [t(`state.${state}`), without('states')]),
    ...(filter.languages ?? []).map((language): Part => [languageName(language), without('languages')]),
    ...(filter.engines ?? []).map((engine): Part => [engineName(engine, t), without('engines')]),
    ...(filter.from ? [[`${t('history.from')} ${when(filter.from)}`, without('from')] as Part] : []),
    ...(filter.before ? [[`${t('history.to')} ${when(lastMoment(filter.before))}`, without('before')] as Part] : []),
  ]
  if (parts.length === 0) return null
  return (
    <div className="chips">
      {parts.map(([label, rest]) => (
        <button
          key={label}
          type="button"
          className="chip"
          aria-label={t('history.removeFilter', { label })}
          onClick={() => onFilter(rest)}
        >
          {label}
          <X size={12} aria-hidden />
        </button>
      ))}
    </div>
  )
}

function lastMoment(before: string): string {
  return new Date(Date.parse(before) - 1).toISOString()
}

/** Everything that was ever read: search as you type, filters, favourites, several at once. */
import { ListFilter } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Input, SearchField, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { HistoryFilter } from '../../src-preload/contract.ts'
import { searchFor, useWindow } from '../store.ts'
import { Chips } from './chips.tsx'
import { Filters, type Sort } from './filters.tsx'
import { HistoryList } from './history-list.tsx'
import { SearchHits } from './search-hits.tsx'
import './history.css'

export function HistoryPanel() {
  const { t } = useTranslation()
  const words = useWindow((state) => state.searchWords)
  const [filter, setFilter] = useState<HistoryFilter>({})
  const [sort, setSort] = useState<Sort>('newest')
  const [showFilters, setShowFilters] = useState(false)
  const searched = useDeferredValue(words.trim())
  const filtered = Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <div className="history-head">
        <SearchField className="search" aria-label={t('history.search')} value={words} onChange={searchFor}>
          <Input className="input" placeholder={t('history.search')} />
        </SearchField>
        <ToggleButton
          className="icon-button"
          aria-label={t('history.filters')}
          isSelected={showFilters || filtered}
          onChange={() => setShowFilters(!showFilters)}
        >
          <ListFilter size={16} aria-hidden />
        </ToggleButton>
      </div>
      {showFilters && <Filters filter={filter} onFilter={setFilter} sort={sort} onSort={setSort} />}
      <Chips filter={filter} onFilter={setFilter} />
      {/* Kept while the search is shown: made anew for each search it would hold the next one up. */}
      <div className="history-pane" hidden={searched !== ''}>
        <HistoryList filter={filter} sort={sort} />
      </div>
      {searched !== '' && <SearchHits words={searched} filter={filter} />}
    </>
  )
}

/** Pages with the words; choosing one opens it there. */
import { type ReactNode, useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { HistoryFilter, Hit } from '../../src-preload/contract.ts'
import { bridge } from '../bridge.ts'
import { openDocument, useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { useAnswer } from '../ui/use-answer.ts'

const STEP = 20
const MOST = 500

export function SearchHits({ words, filter }: { words: string; filter: HistoryFilter }) {
  const { t } = useTranslation()
  const [more, setMore] = useState({ words, limit: STEP })
  const limit = more.words === words ? more.limit : STEP
  const round = useWindow((state) => state.historyRound)
  const question = { ...filter, words, limit }
  const answer = useAnswer(
    async () => ({ ...(await bridge.call('history.search', question)), words }),
    `${JSON.stringify(question)} ${round}`,
  )
  if (!answer) return <div className="side-panel" />
  if (answer.hits.length === 0)
    return (
      <div className="side-empty" role="status" data-words={answer.words}>
        <strong>{t('history.nothingFound')}</strong>
        <span>{t('history.nothingHint')}</span>
      </div>
    )
  return (
    <>
      {answer.order === 'newest' && <p className="history-note">{t('history.broad')}</p>}
      <ListBox
        className="history"
        data-words={answer.words}
        aria-label={t('history.results')}
        items={answer.hits.map((hit) => ({ id: `${hit.jobId}/${hit.page}`, hit }))}
        selectionMode="single"
        selectionBehavior="replace"
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : keys
          const hit = answer.hits.find((one) => `${one.jobId}/${one.page}` === key)
          if (hit) openDocument(hit.jobId, hit.page, answer.words)
        }}
      >
        {({ id, hit }) => (
          <ListBoxItem id={id} textValue={hit.name} className="hit">
            <span className="hit-name">
              <span className="job-name">{hit.name}</span>
              <span className="hit-page">{t('document.page', { n: hit.page })}</span>
            </span>
            <span className="hit-text">
              <Marked {...hit} />
            </span>
          </ListBoxItem>
        )}
      </ListBox>
      {answer.hits.length >= limit && limit < MOST && (
        <TextButton className="quiet" onPress={() => setMore({ words, limit: limit + STEP })}>
          {t('history.more')}
        </TextButton>
      )}
    </>
  )
}

/** A text with ranges of it marked. */
export function Marked({ text, marks }: Pick<Hit, 'text' | 'marks'>): ReactNode {
  const parts: ReactNode[] = []
  let at = 0
  for (const [start, end] of marks) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  parts.push(text.slice(at))
  return parts
}

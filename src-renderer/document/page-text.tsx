/** What was read from a page. */
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageOutline, PageResult, PageView } from '../../src-preload/model.ts'
import { isPicture } from '../../src-preload/tree.ts'
import { unreadFormulas } from '../../src-preload/unread-formulas.ts'
import { bridge } from '../bridge.ts'
import { engineName } from '../engine/engine-name.ts'
import { errorText } from '../i18n/error-text.ts'
import { TextButton } from '../ui/button.tsx'
import { percent } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { BetterEngine } from './better-engine.tsx'
import { useDocument } from './data.ts'
import { DocumentText } from './document-text.tsx'
import { LinesText } from './lines-text.tsx'
import { SourceText } from './source-text.tsx'
import { useHeldPage } from './use-held-page.ts'
import { useView } from './view-state.ts'

interface PageTextProps {
  jobId: string
  outline: PageOutline
  label: string
}

export function PageText({ jobId, outline, label }: PageTextProps) {
  const { t } = useTranslation()
  const view = useHeldPage(outline.page)
  const formulas = view?.result && unreadFormulas(view.result)
  return (
    <article className="leaf text-leaf" data-page={outline.page} aria-label={label}>
      <header className="page-head">
        <span>{t('document.page', { n: outline.page })}</span>
        {outline.edited && <span className="badge">{t('document.edited')}</span>}
        {view?.result && <span className="page-sure">{origin(view.result, t)}</span>}
      </header>
      {view?.result?.warnings.map((warning) => (
        <p key={warning.code} className="page-warning">
          {errorText(warning)} <BetterEngine code={warning.code} />
        </p>
      ))}
      {formulas && (
        <p className="page-note">
          {errorText(formulas)} <BetterEngine code={formulas.code} />
        </p>
      )}
      <PageBody jobId={jobId} outline={outline} view={view} />
    </article>
  )
}
function hasPictures({ blocks }: PageResult): boolean {
  return blocks.some(isPicture)
}

/** How the text came to be. */
function origin({ engine, confidence, reading }: PageResult, t: TFunction): string {
  if (engine === 'pdf-text') return t('document.fromPdf')
  const sure = confidence === null ? '' : t('document.sure', { percent: percent(confidence) })
  if (reading && reading.engine !== 'local') {
    return [readBy(reading, t), sure].filter(Boolean).join(' · ')
  }
  return sure
}

function readBy({ engine, host }: NonNullable<PageResult['reading']>, t: TFunction): string {
  if (engine === 'cluster') return t('document.readOn', { host })
  const name = engineName(engine, t)
  return host ? t('document.readByAt', { engine: name, host }) : t('document.readBy', { engine: name })
}

/** So much of what comes is shown, to see that it comes. */
const LATEST = 240

/** What the fast engine has read, until the other has: to be read, not to be changed. */
function FirstReading({ jobId, first, draft }: { jobId: string; first: PageResult; draft: string }) {
  const { t } = useTranslation()
  const engine = useDocument((state) => state.job?.options.engine ?? '')
  const view: PageView = {
    page: first.page,
    status: 'processing',
    attempts: 1,
    result: first,
    edits: [],
    checked: [],
    error: null,
  }
  return (
    <div aria-busy="true">
      <p className="page-note">{t('document.secondReading', { engine: engineName(engine, t) })}</p>
      {draft !== '' && <p className="page-stream">{draft.slice(-LATEST)}</p>}
      <div className="first-reading">
        <DocumentText jobId={jobId} view={view} />
      </div>
    </div>
  )
}

function PageBody({ jobId, outline, view }: { jobId: string; outline: PageOutline; view: PageView | null }) {
  const { t } = useTranslation()
  const tab = useView((state) => state.tab)
  const draft = useDocument((state) => state.drafts.get(outline.page))
  const first = useDocument((state) => state.firsts.get(outline.page))
  if (view?.result) {
    if (view.result.text === '' && view.edits.length === 0 && !hasPictures(view.result))
      return <p className="page-note">{t('document.noText')}</p>
    if (tab === 'lines') return <LinesText jobId={jobId} view={view} />
    return tab === 'source' ? <SourceText view={view} /> : <DocumentText jobId={jobId} view={view} />
  }
  if (first && outline.status !== 'failed' && outline.status !== 'cancelled')
    return <FirstReading jobId={jobId} first={first} draft={draft?.text ?? ''} />
  if (draft && outline.status !== 'failed' && outline.status !== 'cancelled')
    return (
      <div className="page-draft" aria-busy="true">
        <p className="page-note">{t('document.reading')}</p>
        {draft.text}
      </div>
    )
  switch (outline.status) {
    case 'failed':
    case 'cancelled':
      return (
        <div className="page-failed">
          <strong>{t(outline.status === 'failed' ? 'document.pageFailed' : 'document.pageCancelled')}</strong>
          {outline.error && <p>{errorText(outline.error)}</p>}
          {outline.attempts > 1 && <p>{t('document.attempts', { count: outline.attempts })}</p>}
          <TextButton onPress={() => attempt(bridge.call('jobs.retry', { jobIds: [jobId], pages: [outline.page] }))}>
            {t('document.retryPage')}
          </TextButton>
        </div>
      )
    case 'completed':
      return <p className="page-note">{t('document.opening')}</p>
    case 'processing':
      return <p className="page-note">{t('document.reading')}</p>
    case 'pending':
      return <Waiting jobId={jobId} page={outline.page} />
  }
}

function Waiting({ jobId, page }: { jobId: string; page: number }) {
  const { t } = useTranslation()
  const [isNext, setNext] = useState(false)
  const readFirst = async () => {
    await bridge.call('jobs.readFirst', { jobId, page })
    setNext(true)
  }
  return (
    <div className="page-waiting">
      <p className="page-note">{t(isNext ? 'document.isNext' : 'document.waiting')}</p>
      {!isNext && <TextButton onPress={() => attempt(readFirst())}>{t('document.readFirst')}</TextButton>}
    </div>
  )
}

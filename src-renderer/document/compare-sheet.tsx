/** Two readings of the same document: each place where they differ, with both, and a way to take the other's over. */
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView, PageView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { ChoiceField } from '../ui/fields.tsx'
import { when } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { changePages } from './change-page.ts'
import { type Difference, differencesOf, takenOver } from './compare.ts'
import { wholeDocument } from './export.ts'
import { goTo } from './in-step.ts'
import './compare-sheet.css'

/** As many are listed. */
const SHOWN = 300

export function CompareSheet({ job, onClose }: { job: JobView; onClose: () => void }) {
  const { t } = useTranslation()
  const readings = useAnswer(() => bridge.call('history.readings', { jobId: job.id }), job.id)
  const others = readings?.filter(({ id, completedPages }) => id !== job.id && completedPages > 0) ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const other = others.find(({ id }) => id === chosen) ?? others[0]
  return (
    <Sheet title={t('compare.title')} isOpen onClose={onClose} wide>
      {readings && !other && <p className="note">{t('compare.none')}</p>}
      {other && (
        <>
          <ChoiceField
            label={t('compare.with')}
            value={other.id}
            choices={others.map((one) => ({ id: one.id, label: readingName(one, t) }))}
            onChange={setChosen}
          />
          <Differences key={other.id} job={job} other={other} />
        </>
      )}
    </Sheet>
  )
}

function readingName({ createdAt, options }: JobView, t: ReturnType<typeof useTranslation>['t']): string {
  const { engine, mode, accuracy, dpi, textLayer } = options
  const own = textLayer === 'never' ? t('compare.fromPicture') : t('compare.fromText')
  return [when(createdAt), engine, mode, accuracy, `${dpi} DPI`, own].join(' · ')
}

function Differences({ job, other }: { job: JobView; other: JobView }) {
  const { t } = useTranslation()
  const [views, setViews] = useState<{ own: PageView[]; other: PageView[] } | null>(null)
  useEffect(() => {
    void attempt(Promise.all([wholeDocument(job.id), wholeDocument(other.id)])).then(
      (both) => both && setViews({ own: both[0], other: both[1] }),
    )
  }, [job.id, other.id])
  const differences = useMemo(() => {
    return views && differencesOf(views.own, views.other)
  }, [views])
  if (!differences) return <p className="note">{t('document.opening')}</p>
  const take = async (difference: Difference) => {
    // As it is now, whatever was done to it since the list was made.
    const fresh = async () => (await bridge.call('pages.get', { jobId: job.id, pages: [difference.page] }))[0]
    const view = await attempt(fresh())
    const change = view && takenOver(view, difference)
    if (change) await changePages(job.id, [change], t('compare.step', { text: difference.other }))
    const after = await attempt(fresh())
    if (after)
      setViews((both) => both && { ...both, own: both.own.map((one) => (one.page === after.page ? after : one)) })
  }
  return (
    <>
      <p role="status" className="note">
        {t(differences.length === 0 ? 'compare.same' : 'compare.count', { count: differences.length })}
      </p>
      <ul className="differences" aria-label={t('compare.places')}>
        {differences.slice(0, SHOWN).map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew as a whole
          <li key={at}>
            <TextButton className="quiet" onPress={() => goTo(one.page)}>
              {t('document.page', { n: one.page })}
            </TextButton>
            <span className="difference">
              {one.before} <del>{one.own || '∅'}</del> <ins>{one.other || '∅'}</ins> {one.after}
            </span>
            {one.place && <TextButton onPress={() => take(one)}>{t('compare.take')}</TextButton>}
          </li>
        ))}
      </ul>
      {differences.length > SHOWN && <p className="note">{t('compare.more', { count: differences.length - SHOWN })}</p>}
    </>
  )
}

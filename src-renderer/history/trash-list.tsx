/** What was deleted and can be put back, until its days are over or the Trash is emptied. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../bridge.ts'
import { useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { when } from '../ui/format.ts'
import { attempt, say } from '../ui/toasts.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import './trash-list.css'

const SHOWN = 500

export function TrashList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const days = useWindow((state) => state.settings?.trashDays ?? 0)
  const [round, setRound] = useState(0)
  const [asks, setAsks] = useState(false)
  const trash = useAnswer(() => bridge.call('history.trashed', { limit: SHOWN }), String(round))
  const act = async (work: Promise<unknown>) => {
    if ((await attempt(work.then(() => true))) !== undefined) setRound((now) => now + 1)
  }
  const empty = () =>
    act(
      bridge.call('history.emptyTrash', {}).then(({ removed }) => {
        setAsks(false)
        say(t('trash.emptied', { count: removed }))
      }),
    )
  const jobs = trash?.jobs ?? []
  return (
    <Sheet title={t('trash.title')} isOpen onClose={onClose} wide>
      <p className="note">{t(days > 0 ? 'trash.hint' : 'trash.hintNone', { count: days })}</p>
      {trash && jobs.length === 0 && <p className="note">{t('trash.empty')}</p>}
      <ul className="trash" aria-label={t('trash.title')}>
        {jobs.map(({ id, name, pages, deletedAt }) => (
          <li key={id}>
            <span className="trash-name">
              <span className="job-name">{name}</span>
              <span className="history-facts">
                {[t('queue.pagesDone', { count: pages }), t('trash.since', { time: when(deletedAt) })].join(' · ')}
              </span>
            </span>
            <TextButton onPress={() => act(bridge.call('history.restore', { jobIds: [id] }))}>
              {t('trash.putBack')}
            </TextButton>
            <TextButton
              className="quiet"
              aria-label={t('trash.removeOne', { name })}
              onPress={() => act(bridge.call('history.remove', { jobIds: [id] }))}
            >
              {t('trash.remove')}
            </TextButton>
          </li>
        ))}
      </ul>
      {trash && trash.total > jobs.length && (
        <p className="note">{t('trash.more', { count: trash.total - jobs.length })}</p>
      )}
      <div className="sheet-actions">
        {asks ? (
          <>
            <span role="alert">{t('trash.ask', { count: trash?.total ?? 0 })}</span>
            <TextButton onPress={() => setAsks(false)}>{t('app.cancel')}</TextButton>
            <TextButton kind="danger" onPress={empty}>
              {t('trash.emptyNow')}
            </TextButton>
          </>
        ) : (
          <TextButton isDisabled={jobs.length === 0} onPress={() => setAsks(true)}>
            {t('trash.emptyNow')}…
          </TextButton>
        )}
      </div>
    </Sheet>
  )
}

/** How much the history takes up, and cleaning it up. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../bridge.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { ChoiceField, SwitchField } from '../ui/fields.tsx'
import { fileSize } from '../ui/format.ts'
import { attempt, say } from '../ui/toasts.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { TrashList } from './trash-list.tsx'

const AGES = ['never', '30', '90', '365'] as const
const DAY_MS = 86_400_000

export function StorageBar({ total }: { total: number }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [showsTrash, setShowsTrash] = useState(false)
  const storage = useAnswer(() => bridge.call('history.storage', {}), `${total} ${isOpen}`)
  const [previews, setPreviews] = useState(true)
  const [sources, setSources] = useState(false)
  const [age, setAge] = useState<(typeof AGES)[number]>('never')
  if (!storage) return <div className="side-bar" />
  const bytes = storage.databaseBytes + storage.sourcesBytes + storage.previewsBytes
  const go = async () => {
    const day = age === 'never' ? null : new Date(Date.now() - Number(age) * DAY_MS).toISOString().slice(0, 10)
    const done = await attempt(bridge.call('history.cleanUp', { previews, sources, endedBeforeDay: day }))
    if (!done) return
    const freed = t('cleanUp.freed', { size: fileSize(done.freedBytes) })
    say(done.removedJobs > 0 ? `${t('cleanUp.removed', { count: done.removedJobs })} · ${freed}` : freed)
    setOpen(false)
  }
  return (
    <div className="side-bar">
      <span title={t('history.storage', { size: fileSize(bytes) })}>
        {t('history.total', { count: total })} · {fileSize(bytes)}
      </span>
      <span className="spring" />
      <TextButton className="quiet" onPress={() => setShowsTrash(true)}>
        {t('trash.title')}
      </TextButton>
      {showsTrash && <TrashList onClose={() => setShowsTrash(false)} />}
      <TextButton className="quiet" onPress={() => setOpen(true)}>
        {t('history.cleanUp')}
      </TextButton>
      <Sheet title={t('cleanUp.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <dl className="facts">
          <dt>{t('cleanUp.database')}</dt>
          <dd>{fileSize(storage.databaseBytes)}</dd>
          <dt>{t('cleanUp.sources')}</dt>
          <dd>{fileSize(storage.sourcesBytes)}</dd>
          <dt>{t('cleanUp.previews')}</dt>
          <dd>{fileSize(storage.previewsBytes)}</dd>
        </dl>
        <SwitchField
          label={t('cleanUp.deletePreviews', { size: fileSize(storage.previewsBytes) })}
          value={previews}
          onChange={setPreviews}
        />
        <SwitchField
          label={t('cleanUp.deleteSources', { size: fileSize(storage.sourcesBytes) })}
          value={sources}
          onChange={setSources}
        />
        <ChoiceField
          label={t('cleanUp.deleteOld')}
          value={age}
          choices={AGES.map((id) => ({
            id,
            label: id === 'never' ? t('cleanUp.never') : t('cleanUp.days', { count: Number(id) }),
          }))}
          onChange={setAge}
        />
        <p className="note">{t('cleanUp.favouritesStay')}</p>
        <div className="sheet-actions">
          <TextButton onPress={() => setOpen(false)}>{t('app.cancel')}</TextButton>
          <TextButton kind="primary" onPress={go} isDisabled={!previews && !sources && age === 'never'}>
            {t('cleanUp.go')}
          </TextButton>
        </div>
      </Sheet>
    </div>
  )
}

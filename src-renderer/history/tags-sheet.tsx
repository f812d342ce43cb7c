/** The tags of one document or several: those that there are to be pressed, and a field for new ones. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { attempt } from '../ui/toasts.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import './tags.css'

export function TagsSheet({ jobs, onClose }: { jobs: readonly JobView[]; onClose: () => void }) {
  const { t } = useTranslation()
  const round = useWindow((state) => state.historyRound)
  const known = useAnswer(() => bridge.call('history.facets', {}), String(round))?.tags ?? []
  const jobIds = jobs.map((job) => job.id)
  // What was pressed since it was opened.
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [typed, setTyped] = useState('')
  const has = (tag: string) => changed.get(tag) ?? jobs.every(({ tags }) => tags.includes(tag))
  const all = [...new Set([...known, ...jobs.flatMap(({ tags }) => tags), ...changed.keys()])]
  const set = async (tag: string, on: boolean) => {
    const done = await attempt(bridge.call('history.setTags', { jobIds, [on ? 'add' : 'remove']: [tag] }))
    if (done !== undefined) setChanged((before) => new Map(before).set(tag, on))
  }
  return (
    <Sheet title={t('tags.title')} isOpen onClose={onClose}>
      <p className="note">{jobs.length === 1 ? jobs[0]?.name : t('history.selected', { count: jobs.length })}</p>
      <div className="tags">
        {all.map((tag) => (
          <button
            key={tag}
            type="button"
            className="tag"
            aria-pressed={has(tag)}
            onClick={() => void set(tag, !has(tag))}
          >
            {tag}
          </button>
        ))}
      </div>
      <form
        className="tag-form"
        onSubmit={(event) => {
          event.preventDefault()
          const tag = typed.trim()
          setTyped('')
          if (tag !== '') void set(tag, true)
        }}
      >
        <input
          className="input"
          aria-label={t('tags.new')}
          placeholder={t('tags.new')}
          maxLength={60}
          // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type here
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <TextButton type="submit" isDisabled={typed.trim() === ''}>
          {t('tags.add')}
        </TextButton>
      </form>
      <div className="sheet-actions">
        <TextButton kind="primary" onPress={onClose}>
          {t('tags.done')}
        </TextButton>
      </div>
    </Sheet>
  )
}

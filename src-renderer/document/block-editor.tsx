/** A block's text being put right; what was read stands below. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { blockText } from '../../src-preload/edits.ts'
import type { Block } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'
import { lineKey, typeEdit } from './view-state.ts'

interface EditorProps {
  jobId: string
  page: number
  block: Block
  /** What the user put right before, if anything. */
  edited: string | null
  draft: string
}

export function BlockEditor({ jobId, page, block, edited, draft }: EditorProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const key = lineKey(page, block.id)
  const original = blockText(block)
  const stop = () => {
    typeEdit(key, null)
    // Where it began is where the keyboard goes on.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-page="${page}"] [data-block="${block.id}"] button`)?.focus(),
    )
  }
  const keep = (text: string | null) =>
    attempt(bridge.call('pages.edit', { jobId, page, edits: [{ blockId: block.id, text }] })).then(
      (done) => done && stop(),
    )
  const save = () => keep(draft === original ? null : draft)
  return (
    <div className="editor">
      <textarea
        ref={field}
        aria-label={t('document.editLabel')}
        className="input editor-text"
        rows={Math.max(2, draft.split('\n').length)}
        value={draft}
        onChange={(event) => typeEdit(key, event.target.value)}
        onKeyDown={(event) => {
          // An input method's own keys are its own.
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') stop()
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save()
        }}
      />
      <p className="note">
        {t('document.original')}: <q>{original}</q>
      </p>
      <div className="sheet-actions">
        {edited !== null && (
          <TextButton className="quiet" onPress={() => keep(null)}>
            {t('document.revert')}
          </TextButton>
        )}
        <TextButton onPress={stop}>{t('app.cancel')}</TextButton>
        <TextButton kind="primary" onPress={save}>
          {t('document.save')}
        </TextButton>
      </div>
    </div>
  )
}

/** A block's text being put right; what was read stands below. */
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { kindOf, withNewKind, withNewText } from '../../src-preload/block-edits.ts'
import { blockText, currentText } from '../../src-preload/edits.ts'
import type { Block, PageView } from '../../src-preload/model.ts'
import { TextButton } from '../ui/button.tsx'
import { ChoiceField } from '../ui/fields.tsx'
import { type BlockEdit, changePages } from './change-page.ts'
import { changeDraft, draftOf } from './editor-drafts.ts'
import { KINDS, kindFrom, kindId } from './page-menu.tsx'
import { TableEditor } from './table-editor.tsx'
import { lineKey, typeEdit } from './view-state.ts'

interface EditorProps {
  jobId: string
  view: PageView
  block: Block
  draft: string
}

export function BlockEditor(props: EditorProps) {
  const { jobId, view, block } = props
  const { t } = useTranslation()
  const key = lineKey(view.page, block.id)
  const stop = () => {
    typeEdit(key, null)
    // Where it began is where the keyboard goes on.
    requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>(`.pane-texts [data-page="${view.page}"] [data-block="${block.id}"] button`)
        ?.focus(),
    )
  }
  const edited = view.edits.find((edit) => edit.blockId === block.id)
  const now = edited?.editedAt ?? null
  // What was there when the editing began: another window may change it meanwhile.
  const begun = draftOf(key, () => ({ since: now, kind: kindId(kindOf(view, block)), grids: [] }))
  const [since, setSince] = useState(begun.since)
  /** What was refused is of a text that this window has not heard of yet: it is shown once it has. */
  const [isAwaited, setAwaited] = useState(false)
  const see = (edit: string | null) => {
    setAwaited(edit === since)
    setSince(edit)
    changeDraft(key, { since: edit })
  }
  useEffect(() => {
    if (isAwaited && now !== since) see(now)
  })
  const keep = async (edit: BlockEdit) => {
    const done = await changePages(jobId, [{ view, edits: [{ ...edit, since }] }], t('document.stepEdited'))
    if (done) stop()
    // Who has seen the other text may write over it.
    else see(now)
  }
  const table = view.result?.tables.find(({ blockId }) => blockId === block.id)
  const note =
    since === now ? null : (
      <p className="note" role="alert">
        {t('document.changedMeanwhile')} <q>{currentText(view, block)}</q>
      </p>
    )
  const actions = (save: () => void) => (
    <>
      {note}
      <div className="sheet-actions">
        {edited && (
          <TextButton className="quiet" onPress={() => keep({ blockId: block.id, text: null })}>
            {t('document.revert')}
          </TextButton>
        )}
        <TextButton onPress={stop}>{t('app.cancel')}</TextButton>
        <TextButton kind="primary" onPress={save}>
          {t('document.save')}
        </TextButton>
      </div>
    </>
  )
  return table ? (
    <TableEditor draftKey={key} table={table} edited={edited} onSave={keep} onStop={stop} actions={actions} />
  ) : (
    <TextEditor {...props} onSave={keep} onStop={stop} actions={actions} />
  )
}

interface TextEditorProps extends EditorProps {
  onSave: (edit: BlockEdit) => void
  onStop: () => void
  actions: (save: () => void) => React.ReactNode
}

function TextEditor({ view, block, draft, onSave, onStop, actions }: TextEditorProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const key = lineKey(view.page, block.id)
  const original = blockText(block)
  const now = kindId(kindOf(view, block))
  const [kind, setKind] = useState(draftOf(key, () => ({ since: null, kind: now, grids: [] })).kind)
  const save = () => {
    if (kind === null || kind === now) return onSave(withNewText(view, block, draft))
    // Of what was typed, and what it was until now.
    const { at } = view.edits.find((edit) => edit.blockId === block.id) ?? {}
    const typed = {
      ...kindOf(view, block),
      blockId: block.id,
      text: draft,
      editedAt: '',
      ...(at === undefined ? {} : { at }),
    }
    onSave(withNewKind({ edits: [typed] }, block, kindFrom(kind)))
  }
  return (
    <div className="editor">
      <textarea
        ref={field}
        aria-label={t('document.editLabel')}
        className="input editor-text"
        spellCheck
        rows={Math.max(2, draft.split('\n').length)}
        value={draft}
        onChange={(event) => typeEdit(key, event.target.value)}
        onKeyDown={(event) => {
          // An input method's own keys are its own.
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onStop()
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save()
        }}
      />
      {kind !== null && (
        <ChoiceField
          label={t('block.kind')}
          value={kind}
          choices={KINDS.map((id) => ({ id, label: t(`block.${id}`) }))}
          onChange={(next) => {
            setKind(next)
            changeDraft(key, { kind: next })
          }}
        />
      )}
      <p className="note">{t('block.splitHint')}</p>
      <p className="note">
        {t('document.original')}: <q>{original}</q>
      </p>
      {actions(save)}
    </div>
  )
}

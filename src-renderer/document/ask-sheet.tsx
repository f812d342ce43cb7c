/** Questions about the page that is looked at: an engine answers, and what it says is kept, apart from the document's text. */
import { useEffect, useState } from 'react'
import { Label, TextArea, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { EngineView } from '../../src-preload/contract.ts'
import type { JobView, PageAnswer } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { engineName, isUsable, whereTo } from '../engine/engine-name.ts'
import { errorText } from '../i18n/error-text.ts'
import { doStep } from '../shell/undo.ts'
import { showDialog, useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { ChoiceField } from '../ui/fields.tsx'
import { when } from '../ui/format.ts'
import { attempt } from '../ui/toasts.tsx'
import { answered, ask, stopAsking, useAsking } from './asking.ts'
import { copy } from './export.ts'
import { goTo } from './in-step.ts'
import { useView } from './view-state.ts'
import './ask-sheet.css'

export function AskSheet({ job, onClose }: { job: JobView; onClose: () => void }) {
  const { t } = useTranslation()
  const page = useView((view) => view.current)
  const engines = useWindow((window) => window.engines)
  const able = [...engines.values()].filter((one) => canAnswer(one) && isUsable(one))
  return (
    <Sheet title={t('ask.title', { n: page })} isOpen onClose={onClose} wide>
      {able.length > 0 ? (
        <Question jobId={job.id} page={page} engines={able} />
      ) : (
        <>
          <p className="note">{t('ask.noEngine')}</p>
          <div>
            <TextButton onPress={() => showDialog('settings')}>{t('document.setUpEngine')}</TextButton>
          </div>
        </>
      )}
      <Answers jobId={job.id} />
    </Sheet>
  )
}

function canAnswer({ kind }: EngineView): boolean {
  return kind === 'vlm' || kind === 'remote'
}

function Question({ jobId, page, engines }: { jobId: string; page: number; engines: readonly EngineView[] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  const [question, setQuestion] = useState('')
  const running = useAsking((asking) => asking.running)
  const [first] = engines
  const engine = engines.find(({ id }) => id === chosen) ?? first
  if (!engine) return null
  const go = async (asked: PageAnswer['asked']) => {
    const words = asked === 'question' ? question.trim() : ''
    if (running || (asked === 'question' && words === '')) return
    if (await ask({ jobId, page, engine: engine.id, asked, question: words })) setQuestion('')
  }
  return (
    <>
      <ChoiceField
        label={t('ask.engine')}
        value={engine.id}
        choices={engines.map((one) => ({ id: one.id, label: `${engineName(one.id, t)} · ${whereTo(one, t)}` }))}
        onChange={setChosen}
      />
      <TextField className="field" value={question} onChange={setQuestion} autoFocus>
        <Label>{t('ask.question')}</Label>
        <TextArea
          className="input ask-question"
          placeholder={t('ask.example')}
          rows={2}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            void go('question')
          }}
        />
      </TextField>
      <div className="sheet-actions">
        <TextButton isDisabled={running !== null} onPress={() => go('table')}>
          {t('ask.tables')}
        </TextButton>
        <TextButton isDisabled={running !== null} onPress={() => go('formula')}>
          {t('ask.formulas')}
        </TextButton>
        <TextButton
          kind="primary"
          isDisabled={running !== null || question.trim() === ''}
          onPress={() => go('question')}
        >
          {t('ask.go')}
        </TextButton>
      </div>
      {running && (
        <div className="answer">
          <p role="status" className="note">
            {t('ask.waiting', { engine: engineName(running.engine, t) })}
          </p>
          <p className="answer-text">{running.text}</p>
          <div className="answer-foot">
            <TextButton onPress={() => stopAsking(running.id)}>{t('ask.stop')}</TextButton>
          </div>
        </div>
      )}
    </>
  )
}

function Answers({ jobId }: { jobId: string }) {
  const { t } = useTranslation()
  const answers = useAsking((asking) => asking.answers)
  useEffect(() => {
    void attempt(bridge.call('pages.answers', { jobId })).then((all) => all && answered(all))
    return () => answered([])
  }, [jobId])
  if (answers.length === 0) return null
  return (
    <ul className="answers" aria-label={t('ask.answers')}>
      {answers.map((one) => (
        <li key={one.id} className="answer">
          <p className="answer-asked">{one.question || t(one.asked === 'formula' ? 'ask.formulas' : 'ask.tables')}</p>
          <p className="answer-text">{one.answer}</p>
          {one.notices.map((notice) => (
            <p key={notice.code} className="note">
              {errorText(notice)}
            </p>
          ))}
          <div className="answer-foot">
            <span className="note">
              {t('document.page', { n: one.page })} · {one.model}
              {one.host ? ` · ${t('engines.goesTo', { host: one.host })}` : ''} · {when(one.askedAt)}
            </span>
            <TextButton onPress={() => goTo(one.page)}>{t('ask.show')}</TextButton>
            <TextButton onPress={() => copy(one.answer)}>{t('document.copy')}</TextButton>
            <TextButton onPress={() => void remove(one, t('ask.removed'))}>{t('ask.remove')}</TextButton>
          </div>
        </li>
      ))}
    </ul>
  )
}

async function remove(answer: PageAnswer, label: string): Promise<void> {
  const { id } = answer
  const list = () => useAsking.getState().answers
  const redo = async () => {
    await bridge.call('pages.removeAnswer', { id })
    answered(list().filter((one) => one.id !== id))
  }
  const undo = async () => {
    await bridge.call('pages.restoreAnswer', { answer })
    answered([...list(), answer].sort((one, other) => other.askedAt.localeCompare(one.askedAt)))
  }
  await doStep({ label: () => label, undo, redo }, redo)
}

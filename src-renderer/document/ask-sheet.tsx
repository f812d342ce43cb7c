/** Questions about the page that is looked at: an engine answers, and what it says is kept, apart from the document's text. */
import { useEffect, useRef, useState } from 'react'
import { Label, TextArea, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { EngineView } from '../../src-preload/contract.ts'
import type { JobView, PageAnswer } from '../../src-preload/model.ts'
import { engineName, isUsable, whereTo } from '../engine/engine-name.ts'
import { errorText } from '../i18n/error-text.ts'
import { showSettings, useWindow } from '../store.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { ChoiceField } from '../ui/fields.tsx'
import { when } from '../ui/format.ts'
import { AnswerRendered } from './answer-rendered.tsx'
import { ask, removeAnswer, showAnswers, stopAsking, typeQuestion, useAsking } from './asking.ts'
import { copy } from './export.ts'
import { goTo } from './in-step.ts'
import { useView } from './view-state.ts'
import './ask-sheet.css'

export function AskSheet({ job, onClose }: { job: JobView; onClose: () => void }) {
  const { t } = useTranslation()
  const page = useView((view) => view.current)
  const engines = useWindow((window) => window.engines)
  const able = [...engines.values()].filter((one) => canAnswer(one) && isUsable(one))
  useEffect(() => {
    void showAnswers(job.id)
    return () => void showAnswers(null)
  }, [job.id])
  const setUp = () => {
    onClose()
    showSettings('engines')
  }
  return (
    <Sheet title={t('ask.title', { n: page })} isOpen onClose={onClose} wide>
      {able.length > 0 ? (
        <Question jobId={job.id} page={page} engines={able} />
      ) : (
        <>
          <p className="note">{t('ask.noEngine')}</p>
          <div>
            <TextButton onPress={setUp}>{t('document.setUpEngine')}</TextButton>
          </div>
        </>
      )}
      <Answers page={page} onClose={onClose} />
    </Sheet>
  )
}

function canAnswer({ kind }: EngineView): boolean {
  return kind === 'vlm' || kind === 'remote'
}

function Question({ jobId, page, engines }: { jobId: string; page: number; engines: readonly EngineView[] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  const question = useAsking((asking) => asking.drafts.get(jobId) ?? '')
  const model = useWindow((window) => window.models.find(({ chosen: isUsed }) => isUsed))
  const isBusy = useAsking((asking) => asking.running !== null)
  const [first] = engines
  const engine = engines.find(({ id }) => id === chosen) ?? first
  if (!engine) return null
  // What it only extracts is asked for by the buttons.
  const isAnswering = engine.kind !== 'vlm' || model?.answers !== false
  const go = async (asked: PageAnswer['asked']) => {
    const words = asked === 'question' ? question.trim() : ''
    if (isBusy || (asked === 'question' && (words === '' || !isAnswering))) return
    const answered = await ask({ jobId, page, engine: engine.id, asked, question: words })
    if (answered && asked === 'question') typeQuestion(jobId, '')
  }
  return (
    <>
      <ChoiceField
        label={t('ask.engine')}
        value={engine.id}
        choices={engines.map((one) => ({ id: one.id, label: `${engineName(one.id, t)} · ${whereTo(one, t)}` }))}
        onChange={setChosen}
      />
      <TextField className="field" value={question} onChange={(words) => typeQuestion(jobId, words)} autoFocus>
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
        <TextButton isDisabled={isBusy} onPress={() => go('table')}>
          {t('ask.extractTables')}
        </TextButton>
        <TextButton isDisabled={isBusy} onPress={() => go('formula')}>
          {t('ask.extractFormulas')}
        </TextButton>
        <TextButton
          kind="primary"
          isDisabled={isBusy || !isAnswering || question.trim() === ''}
          onPress={() => go('question')}
        >
          {t('ask.go')}
        </TextButton>
      </div>
      {!isAnswering && <p className="note">{t('ask.onlyExtracts', { model: model?.name })}</p>}
      <Running jobId={jobId} />
    </>
  )
}

/** The answer as it comes, its end in sight. */
function Running({ jobId }: { jobId: string }) {
  const { t } = useTranslation()
  const running = useAsking((asking) => (asking.running?.jobId === jobId ? asking.running : null))
  const count = useAsking((asking) => asking.answers.length)
  const text = useRef<HTMLParagraphElement>(null)
  const length = running?.text.length ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: more of it has come
  useEffect(() => {
    if (text.current) text.current.scrollTop = text.current.scrollHeight
  }, [length])
  const told = running
    ? t('ask.waiting', { engine: engineName(running.engine, t), n: running.page })
    : count > 0
      ? t('ask.count', { count })
      : ''
  return (
    <>
      <div className="answer-foot">
        <span role="status" className="note">
          {told}
        </span>
        {running && <TextButton onPress={() => stopAsking(running.id)}>{t('ask.stop')}</TextButton>}
      </div>
      {running && running.text !== '' && (
        <p ref={text} className="answer-text answer-running">
          {running.text}
        </p>
      )}
    </>
  )
}

function Answers({ page, onClose }: { page: number; onClose: () => void }) {
  const { t } = useTranslation()
  const answers = useAsking((asking) => asking.answers)
  if (answers.length === 0) return null
  const show = (answer: PageAnswer) => {
    onClose()
    goTo(answer.page)
  }
  return (
    <ul className="answers" aria-label={t('ask.answers')}>
      {answers.map((one) => (
        <li key={one.id} className="answer">
          <p className="answer-asked">{one.question || t(`ask.asked.${one.asked}`)}</p>
          {one.asked === 'question' || one.asked === 'text' ? (
            <p className="answer-text">{one.answer}</p>
          ) : (
            <AnswerRendered markdown={one.answer} />
          )}
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
            {one.page !== page && <TextButton onPress={() => show(one)}>{t('ask.show')}</TextButton>}
            <TextButton onPress={() => copy(one.answer)}>{t('document.copy')}</TextButton>
            <TextButton onPress={() => removeAnswer(one)}>{t('ask.remove')}</TextButton>
          </div>
        </li>
      ))}
    </ul>
  )
}

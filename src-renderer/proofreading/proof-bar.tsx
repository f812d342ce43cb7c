/** Proofreading: one word in doubt after the other, with its picture and its other readings, by the keyboard alone. */
import { Check, ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DoubtfulWord, doubtfulWords } from '../../src-preload/doubts.ts'
import type { JobView, PageView } from '../../src-preload/model.ts'
import { useHeldPage } from '../document/use-held-page.ts'
import { useView } from '../document/view-state.ts'
import { redo, undo } from '../shell/undo.ts'
import { IconButton, TextButton } from '../ui/button.tsx'
import { Crop } from './crop.tsx'
import { settle } from './settle.ts'
import { step, stopProofreading } from './walk.ts'
import './proofreading.css'

export function ProofBar({ job }: { job: JobView }) {
  const { t } = useTranslation()
  const proof = useView((view) => view.proof)
  const left = Math.max(0, job.doubtfulWords - job.checkedWords)
  // Begins at the first word from here on, and again where words come in doubt later: by an undo, by pages that are read.
  useEffect(() => {
    if (useView.getState().proof === null && left > 0) void step(1)
  }, [left])
  return (
    <section className="proof" aria-label={t('proof.title')}>
      {proof ? (
        <OnPage key={proof.page} job={job} page={proof.page} wordId={proof.word} />
      ) : (
        <p role="status" className="proof-done">
          {t(job.doubtfulWords === 0 ? 'proof.none' : left === 0 ? 'proof.done' : 'proof.looking')}
        </p>
      )}
      <IconButton icon={X} label={t('proof.stop')} onPress={stopProofreading} />
    </section>
  )
}

function OnPage({ job, page, wordId }: { job: JobView; page: number; wordId: string }) {
  const view = useHeldPage(page)
  const words = view ? doubtfulWords(view) : []
  const at = words.findIndex(({ id }) => id === wordId)
  const word = words[at]
  // It was changed elsewhere.
  const isGone = view !== null && !word
  useEffect(() => {
    if (isGone) void step(1)
  }, [isGone])
  if (!view?.result || !word) return <span className="spring" />
  return <Word key={wordId} job={job} view={view} word={word} at={at} total={words.length} />
}

interface WordProps {
  job: JobView
  view: PageView
  word: DoubtfulWord
  at: number
  total: number
}

function Word({ job, view, word, at, total }: WordProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(word.text)
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const { others, why } = word.doubt
  const readings = [word.text, ...others]
  const accept = (value: string) => {
    settle(job.id, view.page, word.id, value === word.text ? undefined : value)
    void step(1)
  }
  const offer = (by: 1 | -1) => {
    const known = Math.max(0, readings.indexOf(text))
    setText(readings[(known + by + readings.length) % readings.length] ?? word.text)
    requestAnimationFrame(() => field.current?.select())
  }
  return (
    <>
      {view.result && <Crop jobId={job.id} result={view.result} word={word} />}
      <div className="proof-word">
        <input
          ref={field}
          className="input"
          aria-label={t('proof.word')}
          spellCheck
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            const { key, shiftKey } = event
            // Until something is typed the step to be undone is the last word's.
            if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'z' && text === word.text) {
              event.preventDefault()
              event.stopPropagation()
              if (shiftKey) redo()
              else undo()
              return
            }
            if (event.ctrlKey || event.metaKey || event.altKey) return
            if (key === 'Enter') accept(text.trim())
            else if (key === 'Tab') void step(shiftKey ? -1 : 1)
            else if (key === 'ArrowDown' || key === 'ArrowUp') offer(key === 'ArrowDown' ? 1 : -1)
            else if (key === 'Escape') stopProofreading()
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        {why && <span className="proof-why">{t(`proof.${why}`)}</span>}
        {others.length > 0 && (
          <div className="proof-others">
            {others.map((other) => (
              <TextButton key={other} aria-label={t('proof.take', { word: other })} onPress={() => accept(other)}>
                {other}
              </TextButton>
            ))}
          </div>
        )}
      </div>
      <span className="proof-count">
        <span>{t('proof.count', { at: at + 1, total, page: view.page })}</span>
        <span className="proof-keys">{t('proof.keys')}</span>
        <span className="toolbar-group">
          <IconButton icon={ChevronLeft} label={t('proof.previous')} keys="⇧Tab" onPress={() => step(-1)} />
          <IconButton icon={ChevronRight} label={t('proof.next')} keys="Tab" onPress={() => step(1)} />
          <IconButton icon={Check} label={t('proof.accept')} keys="↵" onPress={() => accept(text.trim())} />
        </span>
      </span>
    </>
  )
}

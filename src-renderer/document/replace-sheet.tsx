/** Find and replace over all pages: each place is shown, and can be left out. */
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { Checkbox } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { PageView } from '../../src-preload/model.ts'
import { TextButton } from '../ui/button.tsx'
import { Sheet } from '../ui/dialog.tsx'
import { SwitchField } from '../ui/fields.tsx'
import { attempt, say } from '../ui/toasts.tsx'
import { changePages } from './change-page.ts'
import { wholeDocument } from './export.ts'
import { goTo } from './in-step.ts'
import { changesOf, type Place, placesOf } from './replace.ts'
import './replace-sheet.css'

/** As many are listed; all that are chosen are replaced. */
const SHOWN = 300

export function ReplaceSheet({ jobId, words: first, onClose }: { jobId: string; words: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [views, setViews] = useState<PageView[] | null>(null)
  const [words, setWords] = useState(first)
  const [text, setText] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const [wholeWords, setWholeWords] = useState(false)
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setBusy] = useState(false)
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: again after what was refused
  useEffect(() => {
    void attempt(wholeDocument(jobId)).then((all) => all && setViews(all))
  }, [jobId, round])
  const searched = useDeferredValue(words)
  const places = useMemo(
    () => (views ? placesOf(views, { words: searched, matchCase, wholeWords }) : []),
    [views, searched, matchCase, wholeWords],
  )
  const chosen = places.filter(({ id }) => !leftOut.has(id))
  const go = async () => {
    // The list must be that of the words that stand there.
    if (!views || chosen.length === 0 || searched !== words) return
    setBusy(true)
    const changes = changesOf(views, places, new Set(chosen.map(({ id }) => id)), text)
    const done = await changePages(jobId, changes, t('replace.step', { count: chosen.length, words, text }))
    setBusy(false)
    if (!done) return setRound(round + 1)
    say(t('replace.done', { count: chosen.length }))
    onClose()
  }
  const toggle = (id: string, isIn: boolean) => {
    const next = new Set(leftOut)
    if (isIn) next.delete(id)
    else next.add(id)
    setLeftOut(next)
  }
  return (
    <Sheet title={t('replace.title')} isOpen onClose={onClose} wide>
      <form
        className="replace"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <label className="replace-field">
          {t('replace.find')}
          {/* biome-ignore lint/a11y/noAutofocus: the dialog was opened to type here */}
          <input className="input" value={words} autoFocus onChange={(event) => setWords(event.target.value)} />
        </label>
        <label className="replace-field">
          {t('replace.by')}
          <input className="input" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <SwitchField label={t('replace.matchCase')} value={matchCase} onChange={setMatchCase} />
        <SwitchField label={t('replace.wholeWords')} value={wholeWords} onChange={setWholeWords} />
        <p role="status" className="note">
          {views === null
            ? t('document.opening')
            : words === ''
              ? t('replace.hint')
              : t('replace.count', { count: places.length, chosen: chosen.length })}
        </p>
        <ul className="replace-places" aria-label={t('replace.places')}>
          {places.slice(0, SHOWN).map((place) => (
            <PlaceRow
              key={place.id}
              place={place}
              text={text}
              isIn={!leftOut.has(place.id)}
              onToggle={(isIn) => toggle(place.id, isIn)}
            />
          ))}
        </ul>
        {places.length > SHOWN && <p className="note">{t('replace.more', { count: places.length - SHOWN })}</p>}
        <div className="sheet-actions">
          <TextButton onPress={onClose}>{t('app.cancel')}</TextButton>
          <TextButton kind="primary" type="submit" isDisabled={chosen.length === 0 || isBusy}>
            {t('replace.go', { count: chosen.length })}
          </TextButton>
        </div>
      </form>
    </Sheet>
  )
}

interface PlaceProps {
  place: Place
  text: string
  isIn: boolean
  onToggle: (isIn: boolean) => void
}

function PlaceRow({ place, text, isIn, onToggle }: PlaceProps) {
  const { t } = useTranslation()
  const { page, before, found, after } = place
  return (
    <li>
      <Checkbox
        className="replace-check"
        isSelected={isIn}
        onChange={onToggle}
        aria-label={`${before}${found}${after}`}
      >
        <span className="replace-box" aria-hidden />
        <span className="replace-text">
          {before}
          <del>{found}</del>
          {isIn && text !== '' && <ins>{text}</ins>}
          {after}
        </span>
      </Checkbox>
      <TextButton className="quiet" onPress={() => goTo(page)}>
        {t('document.page', { n: page })}
      </TextButton>
    </li>
  )
}

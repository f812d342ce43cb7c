/** Find in document: words as in the history's search, page by page. */
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../bridge.ts'
import { useCommand } from '../shell/commands.ts'
import { IconButton } from '../ui/button.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { goTo } from './in-step.ts'
import { showMark } from './show-mark.ts'
import { useView } from './view-state.ts'

interface FindBarProps {
  jobId: string
  onClose: () => void
}

export function FindBar({ jobId, onClose }: FindBarProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState(useView.getState().words)
  /** Which hit of the whole document, from 0. */
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const pages = useAnswer(() => bridge.call('pages.find', { jobId, words }), `${jobId} ${words}`)
  useEffect(() => field.current?.select(), [])
  useCommand('find', () => field.current?.select())
  useEffect(() => useView.setState({ words: words.trim() }), [words])
  const total = pages?.reduce((sum, { count }) => sum + count, 0) ?? 0
  const show = (hit: number) => {
    setAt(hit)
    let before = 0
    for (const { page, count } of pages ?? []) {
      if (hit < before + count) {
        goTo(page)
        stopShowing.current()
        stopShowing.current = showMark(page, hit - before)
        return
      }
      before += count
    }
  }
  const stopShowing = useRef(() => {})
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes to the nearest hit when the words have changed
  useEffect(() => {
    const { current } = useView.getState()
    const earlier = pages?.filter(({ page }) => page < current).reduce((sum, { count }) => sum + count, 0) ?? 0
    show(earlier < total ? earlier : 0)
    return () => stopShowing.current()
  }, [pages])
  const step = (by: number) => {
    if (total > 0) show((at + by + total) % total)
  }
  const close = () => {
    useView.setState({ words: '' })
    onClose()
  }
  return (
    <search className="find">
      <input
        ref={field}
        className="input"
        aria-label={t('document.find')}
        placeholder={t('document.find')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
          if (event.key === 'Escape') close()
        }}
      />
      <span role="status" className="find-count">
        {words.trim() !== '' && (total > 0 ? t('document.findCount', { at: at + 1, total }) : t('document.findNone'))}
      </span>
      <IconButton
        icon={ChevronUp}
        label={t('document.findPrevious')}
        isDisabled={total === 0}
        onPress={() => step(-1)}
      />
      <IconButton icon={ChevronDown} label={t('document.findNext')} isDisabled={total === 0} onPress={() => step(1)} />
      <IconButton icon={X} label={t('app.close')} onPress={close} />
    </search>
  )
}

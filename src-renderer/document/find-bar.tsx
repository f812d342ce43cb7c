/** Find in document: words as in the history's search, page by page. */
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../bridge.ts'
import { useCommand } from '../shell/commands.ts'
import { IconButton } from '../ui/button.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { useView } from './view-state.ts'

interface FindBarProps {
  jobId: string
  goTo: (page: number) => void
  onClose: () => void
}

export function FindBar({ jobId, goTo, onClose }: FindBarProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState(useView.getState().words)
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const pages = useAnswer(() => bridge.call('pages.find', { jobId, words }), `${jobId} ${words}`)
  useEffect(() => field.current?.select(), [])
  useCommand('find', () => field.current?.select())
  useEffect(() => useView.setState({ words: words.trim() }), [words])
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes to the first page when the words have changed
  useEffect(() => {
    const current = useView.getState().current
    const nearest = Math.max(0, pages?.findIndex(({ page }) => page >= current) ?? 0)
    setAt(nearest)
    if (pages?.[nearest]) goTo(pages[nearest].page)
  }, [pages])
  const step = (by: number) => {
    if (!pages || pages.length === 0) return
    const next = (at + by + pages.length) % pages.length
    setAt(next)
    if (pages[next]) goTo(pages[next].page)
  }
  const close = () => {
    useView.setState({ words: '' })
    onClose()
  }
  const found = pages?.length ?? 0
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
        {words.trim() !== '' &&
          (found > 0 ? t('document.findCount', { at: at + 1, total: found }) : t('document.findNone'))}
      </span>
      <IconButton
        icon={ChevronUp}
        label={t('document.findPrevious')}
        isDisabled={found === 0}
        onPress={() => step(-1)}
      />
      <IconButton icon={ChevronDown} label={t('document.findNext')} isDisabled={found === 0} onPress={() => step(1)} />
      <IconButton icon={X} label={t('app.close')} onPress={close} />
    </search>
  )
}

/** Lines that were chosen on a picture: copy them. */
import { Copy, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { isTextField } from '../shell/paste.ts'
import { IconButton, TextButton } from '../ui/button.tsx'
import { copy } from './export.ts'
import { choose, useView } from './view-state.ts'

export function SelectionBar() {
  const { t } = useTranslation()
  const chosen = useView((view) => view.chosen)
  useEffect(() => {
    const copyChosen = (event: ClipboardEvent) => {
      const plain = getSelection()?.isCollapsed === false || isTextField(event.target)
      const lines = chosenLines()
      if (plain || lines.length === 0) return
      event.preventDefault()
      void copy(lines.join('\n'))
    }
    const letGo = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isTextField(event.target)) choose([])
    }
    document.addEventListener('copy', copyChosen)
    document.addEventListener('keydown', letGo)
    return () => {
      document.removeEventListener('copy', copyChosen)
      document.removeEventListener('keydown', letGo)
    }
  }, [])
  if (chosen.size === 0) return null
  return (
    <div className="selection-bar">
      <TextButton kind="primary" onPress={() => copy(chosenLines().join('\n'))}>
        <Copy size={14} aria-hidden />
        {t('document.copyLines', { count: chosen.size })}
      </TextButton>
      <IconButton icon={X} label={t('app.dismiss')} onPress={() => choose([])} />
    </div>
  )
}

/** In reading order, as they were when they were chosen. */
function chosenLines(): string[] {
  return [...useView.getState().chosen.values()]
}

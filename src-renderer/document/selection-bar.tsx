/** What is chosen of the document, and copying it: lines in a rectangle, words on pictures, or all of it. */
import { Copy, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../shell/commands.ts'
import { isTextField } from '../shell/paste.ts'
import { IconButton, TextButton } from '../ui/button.tsx'
import { attempt } from '../ui/toasts.tsx'
import { useDocument } from './data.ts'
import { copy, copyPages, wholeDocument } from './export.ts'
import { pictureSelection } from './picture-selection.ts'
import { choose, useView } from './view-state.ts'

export function SelectionBar() {
  const { t } = useTranslation()
  const chosen = useView((view) => view.chosen)
  const isAll = useView((view) => view.isAllChosen)
  // Select All means the document, not the words that happen to be on screen.
  useCommand('selectAll', () => {
    getSelection()?.removeAllRanges()
    useView.setState({ isAllChosen: true, chosen: new Map() })
  })
  useEffect(() => {
    const copyChosen = (event: ClipboardEvent) => {
      if (isTextField(event.target)) return
      const { isAllChosen } = useView.getState()
      const onPictures = pictureSelection()
      const lines = chosenLines()
      const plain = getSelection()?.isCollapsed === false
      if (isAllChosen) void copyAll()
      else if (onPictures) void copyPages(onPictures, 'document')
      else if (!plain && lines.length > 0) void copy(lines.join('\n'))
      else return
      event.preventDefault()
    }
    const letGo = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isTextField(event.target)) return
      choose([])
    }
    // Who selects something else means that.
    const selected = () => {
      if (useView.getState().isAllChosen && getSelection()?.isCollapsed === false) choose([])
    }
    document.addEventListener('selectionchange', selected)
    document.addEventListener('copy', copyChosen)
    document.addEventListener('keydown', letGo)
    return () => {
      document.removeEventListener('selectionchange', selected)
      document.removeEventListener('copy', copyChosen)
      document.removeEventListener('keydown', letGo)
    }
  }, [])
  if (chosen.size === 0 && !isAll) return null
  return (
    <div className="selection-bar">
      <TextButton kind="primary" onPress={isAll ? copyAll : () => copy(chosenLines().join('\n'))}>
        <Copy size={14} aria-hidden />
        {isAll ? t('document.copyDocument') : t('document.copyLines', { count: chosen.size })}
      </TextButton>
      <IconButton icon={X} label={t('app.dismiss')} onPress={() => choose([])} />
    </div>
  )
}

async function copyAll(): Promise<void> {
  const { jobId } = useDocument.getState()
  const views = jobId && (await attempt(wholeDocument(jobId)))
  if (views) await copyPages(views, useView.getState().tab)
}

/** In reading order, as they were when they were chosen. */
function chosenLines(): string[] {
  return [...useView.getState().chosen.values()]
}

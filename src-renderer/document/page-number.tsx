/** The page that is looked at; pressed, it takes the number of another. */
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { PageOutline } from '../../src-preload/model.ts'
import { useCommand } from '../shell/commands.ts'
import { keys } from '../ui/format.ts'
import { goTo } from './in-step.ts'
import { pageLabel } from './page-label.ts'
import { useView } from './view-state.ts'

export function PageNumber({ outline }: { outline: readonly PageOutline[] }) {
  const { t } = useTranslation()
  const current = useView((view) => view.current)
  const [typed, setTyped] = useState<string | null>(null)
  useCommand('goToPage', () => setTyped(''))
  if (outline.length === 0) return <span className="toolbar-page" />
  const go = () => {
    const wanted = Number(typed)
    setTyped(null)
    // The nearest that was read.
    const [nearest] = outline.toSorted((one, other) => Math.abs(one.page - wanted) - Math.abs(other.page - wanted))
    if (typed !== '' && Number.isFinite(wanted) && nearest) goTo(nearest.page)
  }
  if (typed === null)
    return (
      <Button className="toolbar-page" onPress={() => setTyped('')} aria-description={t('document.goToPage')}>
        {pageLabel(t, outline, current)}
      </Button>
    )
  return (
    <form
      className="toolbar-page"
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <input
        className="input page-number"
        aria-label={t('document.goToPage')}
        placeholder={`${current} ${keys('↵')}`}
        inputMode="numeric"
        // biome-ignore lint/a11y/noAutofocus: it was asked for, to be typed into
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.target.value.replaceAll(/\D/g, ''))}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => event.key === 'Escape' && setTyped(null)}
      />
    </form>
  )
}

/** A text with found words and words in doubt marked in it. */
import type { ReactNode } from 'react'
import { findWords } from '../../src-preload/search-text.ts'

export interface DoubtRange {
  id: string
  start: number
  end: number
}

interface Props {
  text: string
  words: string
  doubts?: readonly DoubtRange[]
  /** The one that is being proofread. */
  looked?: string | null
  onDoubt?: (id: string) => void
}

export function MarkedText({ text, words, doubts = [], looked = null, onDoubt }: Props): ReactNode {
  const found = words === '' ? [] : findWords(text, words)
  if (found.length === 0 && doubts.length === 0) return text
  const edges = new Set([0, text.length, ...found.flat(), ...doubts.flatMap(({ start, end }) => [start, end])])
  const sorted = [...edges].sort((one, other) => one - other)
  return sorted.slice(0, -1).map((from, at) => {
    const to = sorted[at + 1] ?? text.length
    const piece = text.slice(from, to)
    const isFound = found.some(([start, end]) => start <= from && to <= end)
    const doubt = doubts.find(({ start, end }) => start <= from && to <= end)
    const marked = isFound ? <mark key={from}>{piece}</mark> : piece
    return doubt ? (
      // biome-ignore lint/a11y/noStaticElementInteractions: the proofreading bar leads there by the keyboard
      // biome-ignore lint/a11y/useKeyWithClickEvents: the same
      <span
        key={from}
        className={`doubt ${doubt.id === looked ? 'current' : ''}`}
        data-doubt={doubt.id}
        onClick={() => onDoubt?.(doubt.id)}
      >
        {marked}
      </span>
    ) : (
      marked
    )
  })
}

/** Where two readings of a document say something else, word by word. */
import { alignedWords, type Word, wordsOf } from '../../src-preload/aligned-words.ts'
import { withNewText } from '../../src-preload/block-edits.ts'
import { currentText, inPlace } from '../../src-preload/edits.ts'
import type { Block, PageView } from '../../src-preload/model.ts'
import { OUTER } from '../../src-preload/tree.ts'
import type { PageChange } from './change-page.ts'

export interface Difference {
  page: number
  /** What this reading says and what the other does; either may be nothing. */
  own: string
  other: string
  before: string
  after: string
  /** Where it is in this reading; null where it can't be taken over, since it reaches over two blocks or cells. */
  place: { blockId: string; start: number; end: number; text: string } | null
}

interface PlacedWord extends Word {
  block: Block
  end: number
}

/** Words around a difference that are shown. */
const BESIDE = 5

/** Of pages that both have read, in this reading's order. */
export function differencesOf(own: readonly PageView[], other: readonly PageView[]): Difference[] {
  const others = new Map(other.map((view) => [view.page, view]))
  return own.flatMap((view) => {
    const twin = others.get(view.page)
    return view.result && twin?.result ? onPage(view, placedWords(view), placedWords(twin)) : []
  })
}

function placedWords(view: PageView): PlacedWord[] {
  return inPlace(view.result?.blocks ?? [], view.edits)
    .filter(({ type }) => !OUTER.has(type))
    .flatMap((block) =>
      wordsOf(currentText(view, block)).map((word) => ({ ...word, block, end: word.start + word.text.length })),
    )
}

function onPage(view: PageView, own: readonly PlacedWord[], other: readonly PlacedWord[]): Difference[] {
  const { page } = view
  const found: Difference[] = []
  const stayed = [...alignedWords(own, other)].sort(([one], [two]) => one - two)
  let [from, fromOther] = [0, 0]
  for (const [to, toOther] of [...stayed, [own.length, other.length] as const]) {
    if (to > from || toOther > fromOther) {
      const words = own.slice(from, to)
      found.push({
        page,
        own: textOf(words),
        other: textOf(other.slice(fromOther, toOther)),
        before: textOf(own.slice(Math.max(0, from - BESIDE), from)),
        after: textOf(own.slice(to, to + BESIDE)),
        place: placeOf(view, words),
      })
    }
    ;[from, fromOther] = [to + 1, toOther + 1]
  }
  return found
}

function placeOf(view: PageView, words: readonly PlacedWord[]): Difference['place'] {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last || first.block !== last.block) return null
  const [start, end] = [first.start, last.end]
  const text = currentText(view, first.block).slice(start, end)
  // Over two cells, or two lines of code: they would become one.
  return /[\t\n]/.test(text) ? null : { blockId: first.block.id, start, end, text }
}

function textOf(words: readonly PlacedWord[]): string {
  return words.reduce((text, word, at) => {
    const previous = words[at - 1]
    // Scripts without spaces have none between their words.
    const together = previous && previous.block === word.block && previous.end === word.start
    return text === '' ? word.text : `${text}${together ? '' : ' '}${word.text}`
  }, '')
}

/** This reading with the other's words in that place; null where it says something else there by now. */
export function takenOver(view: PageView, { place, other }: Difference): PageChange | null {
  const block = view.result?.blocks.find(({ id }) => id === place?.blockId)
  if (!block || !place) return null
  const text = currentText(view, block)
  if (text.slice(place.start, place.end) !== place.text) return null
  return { view, edits: [withNewText(view, block, text.slice(0, place.start) + other + text.slice(place.end))] }
}

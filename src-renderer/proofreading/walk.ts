/** From one word in doubt to the next, over all pages of the open document. */
import { type DoubtfulWord, doubtfulWords } from '../../src-preload/doubts.ts'
import { blockText } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'
import { pageNow, useDocument } from '../document/data.ts'
import { reveal } from '../document/in-step.ts'
import { useView } from '../document/view-state.ts'

/** Words that were settled by a key and whose change is still under way, `page/word`. */
export const settling = new Set<string>()

export const wordKey = (page: number, word: string) => `${page}/${word}`

export function isOpen(page: number, word: DoubtfulWord): boolean {
  return !word.checked && !settling.has(wordKey(page, word.id))
}

/** Makes a word the one that is looked at, and brings it into sight. */
export function showWord(page: number, word: DoubtfulWord): void {
  useView.setState({ proof: { page, word: word.id }, isProofreading: true })
  const [, top = 0] = word.line.quad?.[0] ?? []
  const part = word.start / Math.max(1, blockText(word.block).length)
  reveal({ page, pagePart: top, block: { id: word.block.id, part } })
}

export function stopProofreading(): void {
  useView.setState({ proof: null, isProofreading: false })
}

/** The word that was pressed. */
export function showWordOn(view: PageView, id: string): void {
  const word = doubtfulWords(view).find((one) => one.id === id)
  if (word) showWord(view.page, word)
}

/** Goes to the next open word after (or before) the one that is looked at, round over the document's ends. */
export async function step(by: 1 | -1): Promise<void> {
  const { proof, current } = useView.getState()
  const { jobId } = useDocument.getState()
  // What was fetched may come when another document is open, or the proofreading has been stopped.
  const goesOn = () => useDocument.getState().jobId === jobId && useView.getState().isProofreading
  const page = proof?.page ?? current
  const view = await pageNow(page)
  if (!goesOn()) return
  const words = view ? doubtfulWords(view) : []
  const at = words.findIndex(({ id }) => id === proof?.word)
  const after = by > 0 ? words.slice(at + 1) : words.slice(0, Math.max(0, at)).reverse()
  const next = after.find((word) => isOpen(page, word))
  if (next) return showWord(page, next)
  // Then the pages after it, and at last the words of this page that were passed over.
  for (const number of pagesAfter(page, by)) {
    const other = await pageNow(number)
    if (!goesOn()) return
    const found = other ? doubtfulWords(other) : []
    const first = (by > 0 ? found : found.toReversed()).find((word) => isOpen(number, word))
    if (first) return showWord(number, first)
  }
  useView.setState({ proof: null })
}

/** Pages with words that nobody has looked at, from the one after `page` round to itself. */
function pagesAfter(page: number, by: 1 | -1): number[] {
  const outline = useDocument.getState().outline ?? []
  const at = outline.findIndex((one) => one.page === page)
  const round = [...outline.slice(at + 1), ...outline.slice(0, at + 1)]
  const ordered = by > 0 ? round : [...outline.slice(0, at).reverse(), ...outline.slice(at).reverse()]
  return ordered.filter(({ doubts }) => doubts > 0).map((one) => one.page)
}

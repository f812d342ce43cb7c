/** Words that the engine is not sure of, where they stand in the text that a page has now. */
import { alignedWords, wordsOf } from './aligned-words.ts'
import { blockText, currentText, inPlace } from './edits.ts'
import type { Block, PageView } from './model.ts'

type Line = Block['lines'][number]
type Doubt = NonNullable<Line['doubts']>[number]

/** A word in doubt that is still there. */
export interface DoubtfulWord {
  /** Its name among the page's: the line's id and where in its text the word begins. */
  id: string
  block: Block
  line: Line
  doubt: Doubt
  /** As it is in the block's text now. */
  text: string
  /** [start, end) of it there. */
  start: number
  end: number
  checked: boolean
}

export const doubtId = (line: Line, doubt: Doubt) => `${line.id}:${doubt.start}`

export function hasDoubts({ result }: Pick<PageView, 'result'>): boolean {
  return result?.blocks.some(({ lines }) => lines.some(({ doubts }) => doubts && doubts.length > 0)) ?? false
}

/** In reading order. What an edit has changed is no longer in doubt, nor what the text left out. */
export function doubtfulWords(view: Pick<PageView, 'result' | 'edits' | 'checked'>): DoubtfulWord[] {
  if (!hasDoubts(view)) return []
  const checked = new Set(view.checked)
  return inPlace(view.result?.blocks ?? [], view.edits).flatMap((block) => {
    if (!block.lines.some(({ doubts }) => doubts)) return []
    const original = blockText(block)
    const now = currentText(view, block)
    const moved = now === original ? null : movedWords(original, now)
    return placed(block, original).flatMap(({ line, doubt, start, length }) => {
      const at = moved ? moved(start, length) : start
      if (at === null) return []
      const id = doubtId(line, doubt)
      const text = line.text.slice(doubt.start, doubt.start + length)
      return [{ id, block, line, doubt, text, start: at, end: at + length, checked: checked.has(id) }]
    })
  })
}

/** Those that were in the text as it was read and are there no longer. */
export function settledDoubts(view: Pick<PageView, 'result' | 'edits' | 'checked'>): string[] {
  const left = new Set(doubtfulWords(view).map(({ id }) => id))
  return allDoubts(view).filter((id) => !left.has(id))
}

/** Those in the text as it was read, by their names. */
export function allDoubts({ result }: Pick<PageView, 'result'>): string[] {
  return doubtfulWords({ result, edits: [], checked: [] }).map(({ id }) => id)
}

/** Where the doubts of a block's lines begin in its text, which joins the lines in its own ways. */
function placed(block: Block, text: string): { line: Line; doubt: Doubt; start: number; length: number }[] {
  const found: { line: Line; doubt: Doubt; start: number; length: number }[] = []
  let cursor = 0
  for (const line of block.lines) {
    const words: { start: number; end: number; at: number; length: number }[] = []
    for (const word of wordsOf(line.text)) {
      // A word that goes on in the next line has lost its hyphen.
      const spellings = [word.text, word.text.replace(/[-\u2010\u00ad]$/, '')]
      // A table's text has its cells in another order than its lines have.
      const from = block.type === 'table' ? [cursor, 0] : [cursor]
      const places = from.map((begin) => nearest(text, spellings, begin))
      const [at, length] = places.find(([place]) => place >= 0) ?? [-1, 0]
      if (at < 0 || length === 0) continue
      cursor = at + length
      words.push({ start: word.start, end: word.start + length, at, length })
    }
    for (const doubt of line.doubts ?? []) {
      // One may be a run of words.
      const first = words.find(({ start, end }) => doubt.start >= start && doubt.start < end)
      const last = words.findLast(({ start }) => start < doubt.end)
      if (!first || !last) continue
      const start = first.at + doubt.start - first.start
      const end = Math.min(last.at + last.length, last.at + doubt.end - last.start)
      if (end > start) found.push({ line, doubt, start, length: end - start })
    }
  }
  return found
}

/** Where the first of the spellings is from `begin` on, and how long it is; the longer one where several begin there. */
function nearest(text: string, spellings: readonly string[], begin: number): readonly [at: number, length: number] {
  const found = spellings
    .map((one) => [text.indexOf(one, begin), one.length] as const)
    .filter(([at, length]) => at >= 0 && length > 0)
    .sort(([one, oneLength], [other, otherLength]) => one - other || otherLength - oneLength)
  return found[0] ?? [-1, 0]
}

/** Where a stretch of `before` is in `after`; null where its word was changed. */
function movedWords(before: string, after: string): (start: number, length: number) => number | null {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  const pairs = alignedWords(old, now)
  return (start, length) => {
    const moved = (place: number) => {
      const at = old.findLastIndex((word) => word.start <= place)
      const [word, same] = [old[at], now[pairs.get(at) ?? -1]]
      return word && same && place < word.start + word.text.length ? same.start + place - word.start : null
    }
    const [first, last] = [moved(start), moved(start + length - 1)]
    return first !== null && last === first + length - 1 ? first : null
  }
}

/** Whether every word in doubt was looked at, and there were some. */
export function isProofread({
  doubtfulWords: all,
  checkedWords,
}: {
  doubtfulWords: number
  checkedWords: number
}): boolean {
  return all > 0 && checkedWords >= all
}

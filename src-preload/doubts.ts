/** Words that the engine is not sure of, where they stand in the text that a page has now. */
import { blockText, trimmedEdit } from './edits.ts'
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

/** A run of characters of a script without spaces is as many words. */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu
/** Longer texts are compared from both ends only: comparing all of their words would take too long. */
const MOST_WORDS = 2000

interface Word {
  text: string
  start: number
}

export const doubtId = (line: Line, doubt: Doubt) => `${line.id}:${doubt.start}`

export function hasDoubts({ result }: Pick<PageView, 'result'>): boolean {
  return result?.blocks.some(({ lines }) => lines.some(({ doubts }) => doubts && doubts.length > 0)) ?? false
}

/** In reading order. What an edit has changed is no longer in doubt, nor what the text left out. */
export function doubtfulWords(view: Pick<PageView, 'result' | 'edits' | 'checked'>): DoubtfulWord[] {
  if (!hasDoubts(view)) return []
  const checked = new Set(view.checked)
  return (view.result?.blocks ?? []).flatMap((block) => {
    if (!block.lines.some(({ doubts }) => doubts)) return []
    const original = blockText(block)
    const edit = view.edits.find(({ blockId }) => blockId === block.id)
    const moved = edit && movedWords(original, trimmedEdit(edit.text, block.type))
    return placed(block, original).flatMap(({ line, doubt, start, length }) => {
      const now = moved ? moved(start, length) : start
      if (now === null) return []
      const id = doubtId(line, doubt)
      const text = line.text.slice(doubt.start, doubt.start + length)
      return [{ id, block, line, doubt, text, start: now, end: now + length, checked: checked.has(id) }]
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
  for (const line of block.lines)
    for (const word of wordsOf(line.text)) {
      // A word that goes on in the next line has lost its hyphen.
      const spellings = [word.text, word.text.replace(/[-\u2010\u00ad]$/, '')]
      // A table's text has its cells in another order than its lines have.
      const from = block.type === 'table' ? [cursor, 0] : [cursor]
      const places = from.flatMap((begin) => spellings.map((one) => [text.indexOf(one, begin), one.length] as const))
      const [at, length] = places.find(([place]) => place >= 0) ?? [-1, 0]
      if (at < 0 || length === 0) continue
      cursor = at + length
      for (const doubt of line.doubts ?? []) {
        const start = doubt.start - word.start
        if (start >= 0 && start < length)
          found.push({ line, doubt, start: at + start, length: Math.min(doubt.end - doubt.start, length - start) })
      }
    }
  return found
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORDS)].map((match) => ({ text: match[0], start: match.index }))
}

/** Where a stretch of `before` is in `after`; null where its word was changed. */
function movedWords(before: string, after: string): (start: number, length: number) => number | null {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  const pairs = alignedWords(old, now)
  return (start, length) => {
    const at = old.findLastIndex((word) => word.start <= start)
    const word = old[at]
    const same = now[pairs.get(at) ?? -1]
    return word && same && start + length <= word.start + word.text.length ? same.start + start - word.start : null
  }
}

/** Which of `old` are which of `now`: the longest common subsequence, after what is the same at both ends. */
function alignedWords(old: readonly Word[], now: readonly Word[]): Map<number, number> {
  const pairs = new Map<number, number>()
  const same = (one: number, other: number) => old[one]?.text === now[other]?.text
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && same(head, head)) pairs.set(head, head++)
  let tail = 0
  while (tail < shorter - head && same(old.length - 1 - tail, now.length - 1 - tail)) {
    pairs.set(old.length - 1 - tail, now.length - 1 - tail)
    tail++
  }
  const [rows, columns] = [old.length - tail - head, now.length - tail - head]
  if (rows > MOST_WORDS || columns > MOST_WORDS) return pairs
  // lengths[r][c]: of the common subsequence of what follows.
  const lengths = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1))
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      (lengths[row] as Uint16Array)[column] = same(head + row, head + column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1))
  for (let row = 0, column = 0; row < rows && column < columns; )
    if (same(head + row, head + column)) pairs.set(head + row++, head + column++)
    else if (at(row + 1, column) >= at(row, column + 1)) row++
    else column++
  return pairs
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

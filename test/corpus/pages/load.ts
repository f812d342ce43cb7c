/** The pages that make_pages.py made, with the truth of what stands on each. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CorpusDocument } from '../make.ts'
import type { TruthBlock, TruthCell } from '../truth.ts'

/** [text, x0, y0, x1, y1 in px, number: 0 where it isn't known, -1 for running heads and page numbers]. */
type Word = [string, number, number, number, number, number]

interface PageEntry {
  name: string
  source: string
  split: string
  style: string
  group: string
  language: string
  words: Word[]
  blocks: TruthBlock[]
  /** [block, cell or null] of each number from 1 on. */
  meanings: [number, number | null][]
}

export interface CorpusPage extends CorpusDocument {
  source: string
  group: string
  style: string
}

/** Of the words whose block must be known for a page to count. */
const KNOWN = 0.95
/** Of a word's height, to the next one on its line. */
const NEXT = 3

export function loadPages(folder: string, split: string): CorpusPage[] {
  const pages: CorpusPage[] = []
  for (const file of readdirSync(folder).sort()) {
    if (!/(?<!\.fonts)\.json$/.test(file)) continue
    const entry = JSON.parse(readFileSync(join(folder, file), 'utf8')) as PageEntry
    if (entry.split !== split) continue
    const words = withNeighbours(entry.words)
    const own = words.filter(([, , , , , number]) => number >= 0)
    if (own.filter(([, , , , , number]) => number > 0).length < KNOWN * own.length) continue
    const { name, source, group, style } = entry
    const language = entry.language.toLowerCase().replace('zh-tw', 'zh-cn')
    pages.push({
      name,
      source,
      group,
      style,
      language,
      truth: truthOf(entry, words),
      pages: [join(folder, `${name}.png`)],
    })
  }
  return pages
}

/** Numbers and marks that the source leaves to its style stand on a line with what they belong to. */
function withNeighbours(words: readonly Word[]): Word[] {
  const joined = words.map((word) => [...word] as Word)
  for (const [at, word] of joined.entries()) {
    if (word[5] !== 0) continue
    for (const other of [joined[at + 1], joined[at - 1]]) {
      if (!other || other[5] <= 0) continue
      const height = word[4] - word[2]
      const apart = Math.max(other[1] - word[3], word[1] - other[3])
      if (Math.abs(other[2] + other[4] - word[2] - word[4]) < height && apart < NEXT * height) {
        word[5] = other[5]
        break
      }
    }
  }
  return joined
}

/** Blocks in the order of the source, each with what of it is on the page. */
function truthOf({ blocks, meanings }: PageEntry, words: readonly Word[]): TruthBlock[] {
  const texts = new Map<number, string>()
  for (const [text, , , , , number] of words)
    if (number > 0) texts.set(number, texts.has(number) ? `${texts.get(number)} ${text}` : text)
  const ofBlock = new Map<number, number[]>()
  for (const number of texts.keys()) {
    const block = meanings[number - 1]?.[0] ?? 0
    ofBlock.set(block, [...(ofBlock.get(block) ?? []), number])
  }
  return [...ofBlock.keys()]
    .sort((a, b) => a - b)
    .flatMap((at) => {
      const block = blocks[at]
      const numbers = ofBlock.get(at) ?? []
      if (!block) return []
      if (!block.cells) return [{ ...block, text: numbers.map((number) => texts.get(number)).join(' ') }]
      const cells = numbers.flatMap((number): TruthCell[] => {
        const cell = block.cells?.[meanings[number - 1]?.[1] ?? -1]
        return cell ? [{ ...cell, text: texts.get(number) ?? '' }] : []
      })
      const placed = withoutEmpty(cells)
      // One row or one column of text is no table, whatever it was made with.
      const isTable = ['row', 'column'].every((side) => placed.some((cell) => cell[side as 'row' | 'column'] > 0))
      if (!isTable) return placed.map(({ text }): TruthBlock => ({ type: 'paragraph', text }))
      return [{ ...block, cells: placed, text: placed.map(({ text }) => text).join('\n') }]
    })
}

/** Rows and columns are counted without those of which nothing is on the page. */
function withoutEmpty(cells: readonly TruthCell[]): TruthCell[] {
  const used = (side: 'row' | 'column') => [...new Set(cells.map((cell) => cell[side]))].sort((a, b) => a - b)
  const rows = used('row')
  const columns = used('column')
  return cells.map((cell) => ({ ...cell, row: rows.indexOf(cell.row), column: columns.indexOf(cell.column) }))
}

/** The blocks of a reading that knows no places, on the lines that their words were found on. */
import type { Block, Inline } from '../../../src-preload/model.ts'
import { type Anchor, anchors } from './anchors.ts'
import { boxOf, filledIn, type Place, stretchOf, wordPlaces } from './places.ts'
import type { ReadBlock } from './read-block.ts'
import type { SeenPage } from './seen-page.ts'
import { type Token, tokensOf } from './tokens.ts'

type Line = Block['lines'][number]
type Doubt = NonNullable<Line['doubts']>[number]

export interface PlacedBlock {
  block: Block
  /** The page's lines that its words were found on. */
  seenOn: Set<number>
  /** Of a table's cells, the ids of their lines. */
  cells: string[][]
  /** The page's block that it was read from. */
  from?: Block
}

export interface PlacedReading {
  blocks: PlacedBlock[]
  /** Words of the page that were found again. */
  foundWords: ReadonlySet<number>
  /** The part of the reading's characters that nobody else has seen. */
  unseen: number
}

interface ReadWord extends Token {
  isLatex: boolean
}

/** A word of the reading with what it was found to be. */
interface Found {
  word: ReadWord
  anchor: Anchor | null
  line: number | null
}

export function placedReading(page: SeenPage, read: readonly ReadBlock[]): PlacedReading {
  // A cell is a text by itself.
  const texts = read.map(textsOf)
  const words = texts.map((own) => own.map(({ text, latex }) => readWords(text, latex)))
  const all = words.flat(2)
  const matches = anchors(page.words, all)
  let at = 0
  const foundIn = (own: readonly ReadWord[]): Found[] =>
    own.map((word) => {
      const anchor = matches[at++] ?? null
      return { word, anchor, line: anchor ? (page.words[anchor.from]?.line ?? null) : null }
    })
  let lines = 0
  const newId = () => `s${++lines}`
  const blocks = read.map((block, n): PlacedBlock => {
    const found = (words[n] ?? []).map(foundIn)
    const cells = found.map((own, cell) => linesOf(page, texts[n]?.[cell]?.text ?? '', own, newId))
    const placed = cells.flat()
    return {
      block: bare(block, n, placed),
      ...(block.from ? { from: block.from } : {}),
      seenOn: new Set(found.flat().flatMap(({ line }) => (line === null ? [] : [line]))),
      cells: cells.map((own) => own.map(({ id }) => id)),
    }
  })
  const told = all.map((word, n) => ({ word, isFound: matches[n] !== null })).filter(({ word }) => !word.isLatex)
  const length = (own: typeof told) => own.reduce((sum, { word }) => sum + word.key.length, 0)
  return {
    blocks,
    foundWords: new Set(matches.flatMap((anchor) => (anchor ? range(anchor.from, anchor.to) : []))),
    unseen: length(told.filter(({ isFound }) => !isFound)) / Math.max(1, length(told)),
  }
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n)
}

function bare({ type, text, content, level, mark, from, bbox }: ReadBlock, order: number, lines: Line[]): Block {
  return {
    id: `r${order + 1}`,
    type,
    bbox: boxOf(lines.flatMap(({ quad }) => (quad ? [quad] : []))) ?? from?.bbox ?? bbox ?? null,
    order,
    lines,
    text,
    ...(content ? { content } : {}),
    ...(level === undefined ? {} : { level }),
    ...(mark === undefined ? {} : { mark }),
  }
}

function textsOf({ type, text, content, grid }: ReadBlock): { text: string; latex: Place[] }[] {
  // Its signs are those of LaTeX: what they stand for is found by its place (`explainFormulas`).
  if (type === 'formula') return []
  if (grid) return grid.cells.map((cell) => ({ text: cell.text, latex: latexIn(cell.content ?? []) }))
  return [{ text, latex: latexIn(content ?? []) }]
}

function latexIn(content: readonly Inline[]): Place[] {
  let end = 0
  return content.flatMap((stretch): Place[] => {
    end += stretch.text.length
    return stretch.latex ? [[end - stretch.text.length, end]] : []
  })
}

function readWords(text: string, latex: readonly Place[]): ReadWord[] {
  return tokensOf(text).map((token) => ({
    ...token,
    isLatex: latex.some(([start, end]) => token.start >= start && token.start < end),
  }))
}

/** As many lines as the words come from; words of none go with those before them. */
function linesOf(page: SeenPage, text: string, found: readonly Found[], newId: () => string): Line[] {
  const groups: { line: number | null; own: Found[] }[] = []
  for (const one of found) {
    const last = groups.at(-1)
    if (last && (one.line === null || last.line === null || last.line === one.line)) {
      last.own.push(one)
      last.line ??= one.line
    } else groups.push({ line: one.line, own: [one] })
  }
  return groups.map(({ line, own }) => lineOf(page, text, line, own, newId()))
}

function lineOf(page: SeenPage, whole: string, line: number | null, found: readonly Found[], id: string): Line {
  const start = found[0]?.word.start ?? 0
  const last = found.at(-1)?.word
  const text = whole.slice(start, last ? last.start + last.text.length : start)
  const places = found.map(({ anchor }) => (anchor && line !== null ? placeOf(page, anchor, line) : null))
  const known = places.filter((place) => place !== null)
  const all: Place =
    known.length > 0 ? [Math.min(...known.map(([from]) => from)), Math.max(...known.map(([, to]) => to))] : [0, 1]
  // Places are told along the stretch of the line that is this one's.
  const inStretch = (at: number) => Math.min(1, Math.max(0, (at - all[0]) / Math.max(1e-6, all[1] - all[0])))
  const filled = filledIn(places.map((place) => place && [inStretch(place[0]), inStretch(place[1])]))
  const seen = line === null ? null : (page.lines[line]?.line.quad ?? null)
  const doubts = doubtsOf(page, found, filled, start)
  const words = wordPlaces(
    text,
    found.map(({ word }) => word.start - start),
    filled,
  )
  return {
    id,
    text,
    quad: seen && stretchOf(seen, all),
    confidence: null,
    ...(seen && words ? { words } : {}),
    ...(doubts.length > 0 ? { doubts } : {}),
  }
}

function placeOf(page: SeenPage, { from, to }: Anchor, line: number): Place | null {
  const own = page.words.slice(from, to).filter((word) => word.line === line)
  return own.length === 0 ? null : [Math.min(...own.map((word) => word.from)), Math.max(...own.map((word) => word.to))]
}

/** Each word that the other reading has otherwise, and each run of words that it doesn't have. */
function doubtsOf(page: SeenPage, found: readonly Found[], places: readonly Place[], start: number): Doubt[] {
  const doubts: Doubt[] = []
  /** The run that goes on. */
  let run: Doubt | null = null
  for (const [at, { word, anchor }] of found.entries()) {
    // Marks alone neither are in doubt nor part a run.
    if (word.key === '' && !word.isLatex) continue
    if (word.isLatex || anchor?.same) {
      run = null
      continue
    }
    const [from, to] = places[at] ?? [0, 1]
    const end = word.start - start + word.text.length
    if (!anchor && run) {
      run.end = end
      run.place = [run.place[0], Math.max(run.place[0], to)]
      continue
    }
    const others = anchor
      ? [
          page.words
            .slice(anchor.from, anchor.to)
            .map(({ text }) => text)
            .join(' '),
        ]
      : []
    const doubt: Doubt = {
      start: word.start - start,
      end,
      place: [from, to],
      sure: 0,
      others,
      why: anchor ? 'differs' : 'unseen',
    }
    doubts.push(doubt)
    run = anchor ? null : doubt
  }
  return doubts
}

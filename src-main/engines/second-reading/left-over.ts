/** What of the fast reading another one hasn't: running heads, pictures, and lines that it left out. */
import type { Block, PageResult } from '../../../src-preload/model.ts'
import { OUTER } from '../../../src-preload/tree.ts'
import type { PlacedBlock, PlacedReading } from './placed-blocks.ts'
import { boxOf, quadOf } from './places.ts'
import type { SeenPage } from './seen-page.ts'

/** Of a line that was left out less than this part of its characters was found again. */
const LEFT_OUT = 0.3

export interface LeftOver {
  block: Block
  /** The first of the page's lines that it has, or that come behind it. */
  line: number
}

/** `isMissing` tells of each of the page's lines whether the reading hasn't got it. */
export function missingLines(page: SeenPage, { foundWords }: PlacedReading): boolean[] {
  const lengths = page.lines.map(() => ({ all: 0, found: 0 }))
  page.words.forEach(({ key, line }, at) => {
    const own = lengths[line]
    if (!own) return
    own.all += key.length
    if (foundWords.has(at)) own.found += key.length
  })
  return lengths.map(({ all, found }) => found < LEFT_OUT * all)
}

/** Of what a formula is seen as, so much of its signs are in the LaTeX. */
const IN_FORMULA = 0.5

/**
 * A formula says in LaTeX what the fast engine saw as a few odd lines: those of the block that it was read from, or what is
 * missing between the blocks before and behind it and has its signs, become its lines. They are no longer missing afterwards.
 */
export function explainFormulas(page: SeenPage, placed: readonly PlacedBlock[], missing: boolean[]): void {
  placed.forEach(({ block, seenOn, from: source }, at) => {
    if (block.type !== 'formula') return
    if (source) {
      explainBy(page, source, block, seenOn, missing)
      return
    }
    const before = placed.slice(0, at).findLast((one) => one.seenOn.size > 0)
    const behind = placed.slice(at + 1).find((one) => one.seenOn.size > 0)
    const [from, to] = [Math.max(-1, ...(before?.seenOn ?? [])), Math.min(page.lines.length, ...(behind?.seenOn ?? []))]
    const own = page.lines.flatMap((seen, line) => {
      const isBetween = line > from && line < to && missing[line] && !OUTER.has(seen.block.type)
      return isBetween && partOf(seen.line.text, block.text ?? '') >= IN_FORMULA ? [{ ...seen, at: line }] : []
    })
    if (own.length === 0) return
    for (const seen of own) {
      missing[seen.at] = false
      seenOn.add(seen.at)
    }
    block.bbox = boxOf(own.flatMap(({ line }) => (line.quad ? [line.quad] : [])))
    // All of the LaTeX stands where the first of them begins.
    block.lines = [{ id: `${block.id}l`, text: block.text ?? '', quad: own[0]?.line.quad ?? null, confidence: null }]
  })
}

function explainBy(page: SeenPage, source: Block, block: Block, seenOn: Set<number>, missing: boolean[]): void {
  for (const [line, seen] of page.lines.entries()) {
    if (seen.block !== source) continue
    missing[line] = false
    seenOn.add(line)
  }
  block.bbox = source.bbox
  block.lines = [{ id: `${block.id}l`, text: block.text ?? '', quad: quadOf(source.bbox), confidence: null }]
}

/** The part of a line's letters and digits that a formula has, each as often as it is there. */
function partOf(text: string, latex: string): number {
  const left = new Map<string, number>()
  const signs = (one: string) => one.normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? []
  for (const sign of signs(latex.replace(/\\[a-zA-Z]+/g, ' '))) left.set(sign, (left.get(sign) ?? 0) + 1)
  const seen = signs(text)
  const found = seen.filter((sign) => {
    const count = left.get(sign) ?? 0
    left.set(sign, count - 1)
    return count > 0
  })
  return seen.length === 0 ? 1 : found.length / seen.length
}

/** The blocks that are added to the reading, and the part of the page's characters that it left out. */
export function leftOver(
  { blocks }: Pick<PageResult, 'blocks'>,
  page: SeenPage,
  placed: readonly PlacedBlock[],
  missing: readonly boolean[],
): { added: LeftOver[]; leftOut: number } {
  const added: LeftOver[] = []
  const lengths = page.lines.map(() => 0)
  for (const { key, line } of page.words) lengths[line] = (lengths[line] ?? 0) + key.length
  let [all, gone, line] = [0, 0, 0]
  for (const block of blocks) {
    const start = line
    const own = block.lines.map((_, n) => start + n)
    line += own.length
    const lost = own.filter((n) => missing[n])
    if (block.type === 'figure' || block.type === 'formula') {
      // It stays a picture unless what is in it was read.
      const isRead = own.length > 0 && lost.length < own.length / 2
      if (!isRead && !isCovered(block, placed)) added.push({ block, line: start })
      continue
    }
    if (OUTER.has(block.type)) {
      if (lost.length === own.length) added.push({ block, line: start })
      continue
    }
    all += own.reduce((sum, n) => sum + (lengths[n] ?? 0), 0)
    gone += lost.reduce((sum, n) => sum + (lengths[n] ?? 0), 0)
    const lines = lost.flatMap((n) => (lengths[n] ? [page.lines[n]?.line ?? []] : [])).flat()
    if (lines.length > 0) added.push({ block: leftOutBlock(lines, added.length), line: lost[0] ?? start })
  }
  return { added, leftOut: gone / Math.max(1, all) }
}

function leftOutBlock(lines: Block['lines'], count: number): Block {
  return {
    id: `x${count + 1}`,
    type: 'text',
    bbox: boxOf(lines.flatMap(({ quad }) => (quad ? [quad] : []))),
    order: 0,
    lines: lines.map(({ doubts: _, ...line }) => line),
    text: lines.map(({ text }) => text).join('\n'),
    leftOut: true,
  }
}

/** Whether a table, a formula or a picture was read where it stands. */
function isCovered({ bbox }: Block, placed: readonly PlacedBlock[]): boolean {
  if (!bbox) return false
  const [x, y] = [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2]
  return placed.some(({ block: { type, bbox: own } }) => {
    if ((type !== 'formula' && type !== 'table' && type !== 'figure') || !own) return false
    return x >= own[0] && x <= own[2] && y >= own[1] && y <= own[3]
  })
}

/** Each behind the block that has the nearest line before it. */
export function inOrder(placed: readonly PlacedBlock[], added: readonly LeftOver[]): Block[] {
  const behind = placed.map((): Block[] => [])
  const atStart: Block[] = []
  for (const { block, line } of added) {
    let [nearest, place] = [-1, -1]
    for (const [at, { seenOn }] of placed.entries())
      for (const one of seenOn) if (one < line && one >= nearest) [nearest, place] = [one, at]
    ;(behind[place] ?? atStart).push(block)
  }
  const all = [...atStart, ...placed.flatMap(({ block }, at) => [block, ...(behind[at] ?? [])])]
  return all.map((block, order) => ({ ...block, order }))
}

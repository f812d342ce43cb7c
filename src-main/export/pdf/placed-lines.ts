/** A page's text as words that each know where they are. */

import { isOnlyMoved } from '../../../src-preload/edits.ts'
import type { Edit, PageResult } from '../../../src-preload/model.ts'
import { type PlacedWord, placedWords } from '../../../src-preload/placed-words.ts'

/** Clockwise from the text's own top left, fractions of the upright page. */
export type Quad = readonly (readonly [number, number])[]

export interface PlacedLine {
  quad: Quad
  words: PlacedWord[]
}

type Line = PageResult['blocks'][number]['lines'][number]

/** Edited blocks as the user put them right, on the lines that they had. */
export function placedLines({ blocks }: PageResult, edits: readonly Edit[]): PlacedLine[] {
  const byBlock = new Map(edits.map((edit) => [edit.blockId, edit]))
  return blocks.flatMap((block) => {
    const edit = byBlock.get(block.id)
    // Where it was put in the text says nothing of where it is on the page.
    const edited = edit && !isOnlyMoved(edit, block) ? edit.text : undefined
    if (block.leftOut && edited === undefined) return []
    const texts = edited === undefined ? null : spread(edited, block.lines)
    return block.lines.flatMap((line, at) => {
      if (!line.quad) return []
      const text = texts ? (texts[at] ?? '') : line.text
      const words = placedWords(text, texts ? undefined : line.words)
      return words.length > 0 ? [{ quad: line.quad, words }] : []
    })
  })
}

/** Without the words that lie where the page has text already, such as a stamp's, or another program's reading. */
export function withoutOwn(lines: readonly PlacedLine[], own: readonly Quad[]): PlacedLine[] {
  if (own.length === 0) return [...lines]
  const boxes = own.map((quad) => {
    const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)]
    return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) }
  })
  const isFree = ([x, y]: readonly [number, number]) =>
    !boxes.some(({ x0, x1, y0, y1 }) => x >= x0 && x <= x1 && y >= y0 && y <= y1)
  return lines
    .map(({ quad, words }) => ({ quad, words: words.filter(({ from, to }) => isFree(along(quad, (from + to) / 2))) }))
    .filter(({ words }) => words.length > 0)
}

/** The point in the middle of the line, so far along it. */
function along(quad: Quad, part: number): readonly [number, number] {
  const [a = ZERO, b = ZERO, c = ZERO, d = ZERO] = quad
  const middle = (p: Point, q: Point, share: number): Point => [
    p[0] + share * (q[0] - p[0]),
    p[1] + share * (q[1] - p[1]),
  ]
  const isVertical = Math.hypot(d[0] - a[0], d[1] - a[1]) > 1.5 * Math.hypot(b[0] - a[0], b[1] - a[1])
  return isVertical
    ? middle(middle(a, b, 0.5), middle(d, c, 0.5), part)
    : middle(middle(a, d, 0.5), middle(b, c, 0.5), part)
}
type Point = readonly [number, number]
const ZERO: Point = [0, 0]

/** An edited block's text on as many lines as it has: its own where they are as many, otherwise by their lengths. */
function spread(text: string, lines: readonly Line[]): string[] {
  const own = text.split('\n')
  if (own.length === lines.length) return own
  const words = text.split(/\s+/).filter((word) => word !== '')
  const all = lines.reduce((sum, line) => sum + line.text.length, 0) || 1
  let used = 0
  let share = 0
  return lines.map((line, at) => {
    share += line.text.length
    const until = at === lines.length - 1 ? words.length : Math.round((words.length * share) / all)
    const part = words.slice(used, until).join(' ')
    used = until
    return part
  })
}

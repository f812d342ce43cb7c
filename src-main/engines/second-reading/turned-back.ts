/** Places on a page that was turned to be read, as they are on the page as it is shown. */
import type { Block, PageResult } from '../../../src-preload/model.ts'

type Point = [number, number]
type Box = NonNullable<Block['bbox']>

/** `rotation`: degrees clockwise by which it was turned. */
export function turnedBack(blocks: readonly Block[], rotation: PageResult['rotation']): Block[] {
  if (rotation === 0) return [...blocks]
  return blocks.map((block) => ({
    ...block,
    bbox: block.bbox && boxTurnedBack(block.bbox, rotation),
    lines: block.lines.map((line) => ({ ...line, quad: line.quad?.map((point) => back(point, rotation)) ?? null })),
  }))
}

export function boxTurnedBack([x0, y0, x1, y1]: Box, rotation: PageResult['rotation']): Box {
  const [[a, b], [c, d]] = [back([x0, y0], rotation), back([x1, y1], rotation)]
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
}

function back([x, y]: Point, rotation: PageResult['rotation']): Point {
  if (rotation === 0) return [x, y]
  return rotation === 90 ? [y, 1 - x] : rotation === 180 ? [1 - x, 1 - y] : [1 - y, x]
}

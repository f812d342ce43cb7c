/** Places on a page that was turned to be read, as they are on the page as it is shown. */
import type { Block, PageResult } from '../../../src-preload/model.ts'
import { boxOf } from '../second-reading/places.ts'

type Point = [number, number]

/** `rotation`: degrees clockwise by which it was turned. */
export function turnedBack(blocks: readonly Block[], rotation: PageResult['rotation']): Block[] {
  if (rotation === 0) return [...blocks]
  const back = ([x, y]: Point): Point => (rotation === 90 ? [y, 1 - x] : rotation === 180 ? [1 - x, 1 - y] : [1 - y, x])
  return blocks.map((block) => ({
    ...block,
    bbox: block.bbox && boxOf([[back([block.bbox[0], block.bbox[1]]), back([block.bbox[2], block.bbox[3]])]]),
    lines: block.lines.map((line) => ({ ...line, quad: line.quad?.map(back) ?? null })),
  }))
}

/** Where a line's box lies on its page, as CSS places it: unturned first, then turned about its top left corner. */
import type { PageResult } from '../../src-preload/model.ts'

type Quad = NonNullable<PageResult['blocks'][number]['lines'][number]['quad']>

export interface LineBox {
  /** Fractions of the page's width and height. */
  left: number
  top: number
  /** Fractions of the page's width, both. */
  width: number
  height: number
  /** Clockwise. */
  degrees: number
}

/** `aspect`: the page's width over its height. */
export function lineBox(quad: Quad, aspect: number): LineBox {
  // In widths of the page, where angles are what they look like.
  const [topLeft, topRight, , bottomLeft] = quad.map(([x, y]) => [x, y / aspect] as const)
  if (!topLeft || !topRight || !bottomLeft) return { left: 0, top: 0, width: 0, height: 0, degrees: 0 }
  const across = [topRight[0] - topLeft[0], topRight[1] - topLeft[1]] as const
  const down = [bottomLeft[0] - topLeft[0], bottomLeft[1] - topLeft[1]] as const
  return {
    left: topLeft[0],
    top: topLeft[1] * aspect,
    width: Math.hypot(...across),
    height: Math.hypot(...down),
    degrees: (Math.atan2(across[1], across[0]) * 180) / Math.PI,
  }
}

/** Which lines a rectangle on the page chooses. Everything in fractions of the page. */
import type { PageResult } from '../../src-preload/model.ts'

export interface Rectangle {
  left: number
  top: number
  right: number
  bottom: number
}

type Line = PageResult['blocks'][number]['lines'][number]

export function rectangleOf([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): Rectangle {
  return { left: Math.min(x1, x2), top: Math.min(y1, y2), right: Math.max(x1, x2), bottom: Math.max(y1, y2) }
}

/** Lines whose box the rectangle touches, in reading order. */
export function linesIn(lines: readonly Line[], { left, top, right, bottom }: Rectangle): Line[] {
  return lines.filter(({ quad }) => {
    if (!quad) return false
    const xs = quad.map(([x]) => x)
    const ys = quad.map(([, y]) => y)
    return Math.max(...xs) >= left && Math.min(...xs) <= right && Math.max(...ys) >= top && Math.min(...ys) <= bottom
  })
}

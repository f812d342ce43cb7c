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

/** Where a pointer is on the page, as fractions of it, where the page is shown turned clockwise by `turn` degrees. */
export function pointOnPage(
  pointer: { clientX: number; clientY: number },
  shown: { left: number; top: number; width: number; height: number },
  turn: 0 | 90 | 180 | 270,
): [number, number] {
  const across = (pointer.clientX - shown.left) / shown.width
  const down = (pointer.clientY - shown.top) / shown.height
  switch (turn) {
    case 0:
      return [across, down]
    case 90:
      return [down, 1 - across]
    case 180:
      return [1 - across, 1 - down]
    case 270:
      return [1 - down, across]
    default:
      return turn satisfies never
  }
}

/** A block's lines by the rows that they are shown in: lines of a table that stand beside each other are one row. */
import type { PageResult } from '../../src-preload/model.ts'

type Block = PageResult['blocks'][number]
type Line = Block['lines'][number]

/** In the order that the lines have; a table's row ends where the next line is higher or lower. */
export function rowsOf({ type, lines }: Pick<Block, 'type' | 'lines'>): Line[][] {
  if (type !== 'table') return lines.map((line) => [line])
  const rows: Line[][] = []
  for (const line of lines) {
    const row = rows.at(-1)
    const last = row?.at(-1)
    if (row && last && besides(last, line)) row.push(line)
    else rows.push([line])
  }
  return rows
}

function besides({ quad: one }: Line, { quad: other }: Line): boolean {
  if (!one || !other) return false
  const ys = one.map(([, y]) => y)
  const middle = other.reduce((sum, [, y]) => sum + y, 0) / other.length
  const lefts = [one, other].map((quad) => Math.min(...quad.map(([x]) => x)))
  return middle > Math.min(...ys) && middle < Math.max(...ys) && (lefts[1] ?? 0) > (lefts[0] ?? 0)
}

/** Tables in OTSL (M. Lysak et al., https://arxiv.org/abs/2305.03393): a cell, an empty one, one that is the left or upper one's. */
import type { TableGrid } from '../../../src-preload/model.ts'

/** `ched`, `rhed` and `srow` are cells of heads. */
const CELLS = 'fcel|ecel|ched|rhed|srow|lcel|ucel|xcel'
const ANY = `<(?:${CELLS}|nl)>`
const ROW = `(?:<(?:${CELLS})>(?:(?!${ANY})[\\s\\S])*)+(?:<nl>\\s*|$)`
const OTSL = new RegExp(`(?:${ROW})+`, 'g')
const CELL = new RegExp(`<(${CELLS}|nl)>((?:(?!${ANY})[\\s\\S])*)`, 'g')

/** The text with each table replaced. */
export function replaceOtsl(text: string, replace: (grid: TableGrid) => string): string {
  return text.replace(OTSL, (found) => {
    const grid = gridIn(found)
    return grid ? replace(grid) : found
  })
}

export function tablesOfOtsl(text: string): TableGrid[] {
  return [...text.matchAll(OTSL)].flatMap(([found]) => gridIn(found) ?? [])
}

function gridIn(found: string): TableGrid | null {
  const rows: { kind: string; text: string }[][] = [[]]
  for (const [, kind = '', content = ''] of found.matchAll(CELL))
    if (kind === 'nl') rows.push([])
    else rows.at(-1)?.push({ kind, text: content.trim() })
  const filled = rows.filter((row) => row.length > 0)
  return filled.length === 0 ? null : gridOf(filled)
}

/** Each field in exactly one cell, whatever spans are told: a span goes on over free fields only. */
function gridOf(rows: readonly { kind: string; text: string }[][]): TableGrid {
  const columns = Math.max(...rows.map((row) => row.length))
  const fieldAt = (row: number, column: number) => rows[row]?.[column] ?? { kind: 'ecel', text: '' }
  const taken = rows.map(() => new Set<number>())
  const goesOn = (row: number, column: number, kinds: readonly string[]) => {
    const { kind, text } = fieldAt(row, column)
    return row < rows.length && column < columns && !taken[row]?.has(column) && kinds.includes(kind) && text === ''
  }
  const cells: TableGrid['cells'] = []
  rows.forEach((_, row) => {
    for (let column = 0; column < columns; column++) {
      if (taken[row]?.has(column)) continue
      let [rowSpan, columnSpan] = [1, 1]
      while (goesOn(row, column + columnSpan, ['lcel'])) columnSpan++
      const isWhole = (below: number) =>
        Array.from({ length: columnSpan }, (__, at) =>
          goesOn(below, column + at, at === 0 ? ['ucel'] : ['xcel', 'ucel', 'lcel']),
        ).every(Boolean)
      while (isWhole(row + rowSpan)) rowSpan++
      for (let down = 0; down < rowSpan; down++)
        for (let right = 0; right < columnSpan; right++) taken[row + down]?.add(column + right)
      cells.push({ row, column, rowSpan, columnSpan, text: fieldAt(row, column).text })
    }
  })
  return { rows: rows.length, columns, cells }
}

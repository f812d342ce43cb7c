/** Tables in OTSL (M. Lysak et al., https://arxiv.org/abs/2305.03393): a cell, an empty one, one that is the left or upper one's. */
import type { TableGrid } from '../../../src-preload/model.ts'

/** `ched`, `rhed` and `srow` are cells of heads. */
const CELLS = 'fcel|ecel|ched|rhed|srow|lcel|ucel|xcel'
const SPANS: ReadonlySet<string> = new Set(['lcel', 'ucel', 'xcel'])
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

function gridOf(rows: readonly { kind: string; text: string }[][]): TableGrid {
  const columns = Math.max(...rows.map((row) => row.length))
  const kindAt = (row: number, column: number) => rows[row]?.[column]?.kind ?? 'ecel'
  const cells: TableGrid['cells'] = []
  rows.forEach((row, at) => {
    for (let column = 0; column < columns; column++) {
      const kind = kindAt(at, column)
      // What spans from nowhere is a cell of its own.
      const isOwn = !SPANS.has(kind) || (kind === 'lcel' ? column === 0 : at === 0)
      if (!isOwn) continue
      let [rowSpan, columnSpan] = [1, 1]
      while (kindAt(at, column + columnSpan) === 'lcel' && column + columnSpan < columns) columnSpan++
      while (at + rowSpan < rows.length && ['ucel', 'xcel'].includes(kindAt(at + rowSpan, column))) rowSpan++
      cells.push({ row: at, column, rowSpan, columnSpan, text: row[column]?.text ?? '' })
    }
  })
  return { rows: rows.length, columns, cells }
}

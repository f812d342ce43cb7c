/** Tables as text that a person can edit: a row a line, cells parted by tabs. */
import type { Table } from './model.ts'

/** The cells that begin in each row, from left to right. */
export function tableRows({ rows, cells }: Pick<Table, 'rows' | 'cells'>): Table['cells'][] {
  const byRow: Table['cells'][] = Array.from({ length: rows }, () => [])
  for (const cell of cells) byRow[cell.row]?.push(cell)
  return byRow
}

/** `text` in place of the cells' own; a cell that it leaves as it was keeps its lines. Where rows or cells were added or taken away, every cell is one field. */
export function withText(table: Table, text: string): Table {
  const lines = text.split('\n').map((line) => line.split('\t').map((cell) => cell.trim()))
  const rows = tableRows(table)
  const same = rows.length === lines.length && rows.every((row, at) => row.length === lines[at]?.length)
  if (same)
    return {
      ...table,
      cells: rows.flatMap((row, at) =>
        row.map((cell, n) => {
          const own = lines[at]?.[n] ?? ''
          return cell.text.replaceAll('\n', ' ').trim() === own ? cell : { ...cell, text: own }
        }),
      ),
    }
  const columns = Math.max(...lines.map((line) => line.length))
  return {
    ...table,
    rows: lines.length,
    columns,
    cells: lines.flatMap((line, row) =>
      Array.from({ length: columns }, (_, column) => ({
        row,
        column,
        rowSpan: 1,
        columnSpan: 1,
        text: line[column] ?? '',
        lines: [],
      })),
    ),
  }
}

/** The table as a full grid of texts; a cell over several fields stands in its first. */
export function tableGrid({ rows, columns, cells }: Pick<Table, 'rows' | 'columns' | 'cells'>): string[][] {
  const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''))
  for (const { row, column, text } of cells) {
    const line = grid[row]
    if (line) line[column] = text
  }
  return grid
}

/** Tables as text that a person can edit: a row a line, cells parted by tabs. */
import type { Table, TableGrid } from './model.ts'

/** The cells that begin in each row, from left to right. */
export function tableRows<C extends TableGrid['cells'][number]>({ rows, cells }: { rows: number; cells: C[] }): C[][] {
  const byRow: C[][] = Array.from({ length: rows }, () => [])
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

/** The cells of an edited grid; those whose text was left as it was are still made of their lines. */
export function withLines({ cells: originals }: Pick<Table, 'cells'>, grid: TableGrid): Table['cells'] {
  const linesOf = new Map(originals.map(({ text, lines }) => [text, lines]))
  return grid.cells.map((cell) => ({ ...cell, lines: linesOf.get(cell.text) ?? [] }))
}

/** A row a line, cells parted by tabs: as `withText` takes it. */
export function gridText(grid: Pick<TableGrid, 'rows' | 'cells'>): string {
  return tableRows(grid)
    .map((row) => row.map(({ text }) => text.replaceAll(/\s+/g, ' ').trim()).join('\t'))
    .join('\n')
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

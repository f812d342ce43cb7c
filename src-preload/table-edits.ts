/** Changes to a table's cells. Each gives a new grid; each field of it is in exactly one cell, as before. */
import type { Table, TableGrid } from './model.ts'

type Cell = TableGrid['cells'][number]

/** Fields of a grid, both ends in it. */
export interface Area {
  top: number
  left: number
  bottom: number
  right: number
}

export const areaOf = ({ row, column, rowSpan, columnSpan }: Cell): Area => ({
  top: row,
  left: column,
  bottom: row + rowSpan - 1,
  right: column + columnSpan - 1,
})

export function gridOf({ rows, columns, cells }: Pick<Table, 'rows' | 'columns' | 'cells'>): TableGrid {
  return {
    rows,
    columns,
    cells: cells.map(({ row, column, rowSpan, columnSpan, text, content }) => ({
      row,
      column,
      rowSpan,
      columnSpan,
      text,
      ...(content ? { content } : {}),
    })),
  }
}

/** From left to right, then from top to bottom. */
export function inReadingOrder(cells: readonly Cell[]): Cell[] {
  return cells.toSorted((one, other) => one.row - other.row || one.column - other.column)
}

export function withCellText(grid: TableGrid, cell: Cell, text: string): TableGrid {
  return { ...grid, cells: grid.cells.map((one) => (isSame(one, cell) ? { ...one, text } : one)) }
}

/** Empty fields before row `at`; cells that reach over it grow. */
export function insertRow(grid: TableGrid, at: number): TableGrid {
  const cells = grid.cells.map((cell) => {
    if (cell.row >= at) return { ...cell, row: cell.row + 1 }
    return cell.row + cell.rowSpan > at ? { ...cell, rowSpan: cell.rowSpan + 1 } : cell
  })
  return filled({ ...grid, rows: grid.rows + 1, cells })
}

/** A cell over several rows loses one, and goes with its last; the last row of a table stays. */
export function deleteRow(grid: TableGrid, at: number): TableGrid {
  if (grid.rows === 1 || at >= grid.rows) return grid
  const cells = grid.cells.flatMap((cell) => {
    const reaches = cell.row <= at && at < cell.row + cell.rowSpan
    if (reaches) return cell.rowSpan > 1 ? [{ ...cell, rowSpan: cell.rowSpan - 1 }] : []
    return [cell.row > at ? { ...cell, row: cell.row - 1 } : cell]
  })
  return { ...grid, rows: grid.rows - 1, cells }
}

export function insertColumn(grid: TableGrid, at: number): TableGrid {
  return turned(insertRow(turned(grid), at))
}

export function deleteColumn(grid: TableGrid, at: number): TableGrid {
  return turned(deleteRow(turned(grid), at))
}

/** Wide enough to cut through no cell. */
export function grownArea(grid: TableGrid, area: Area): Area {
  for (let grown = area; ; ) {
    const next = grid.cells
      .filter((cell) => touches(areaOf(cell), grown))
      .reduce((all, cell) => around(all, areaOf(cell)), grown)
    if (
      next.top === grown.top &&
      next.left === grown.left &&
      next.bottom === grown.bottom &&
      next.right === grown.right
    )
      return grown
    grown = next
  }
}

/** All cells of an area as one, with their texts one after the other. */
export function mergeCells(grid: TableGrid, wanted: Area): TableGrid {
  const area = grownArea(grid, wanted)
  const [inside, outside] = [true, false].map((is) => grid.cells.filter((cell) => touches(areaOf(cell), area) === is))
  const text = inReadingOrder(inside ?? [])
    .map((cell) => cell.text.trim())
    .filter((one) => one !== '')
    .join(' ')
  const { top, left, bottom, right } = area
  const merged = { row: top, column: left, rowSpan: bottom - top + 1, columnSpan: right - left + 1, text }
  return { ...grid, cells: inReadingOrder([...(outside ?? []), merged]) }
}

/** A cell over several fields as one for each; its text stays in the first. */
export function splitCell(grid: TableGrid, cell: Cell): TableGrid {
  const cells = grid.cells.map((one) => (isSame(one, cell) ? { ...one, rowSpan: 1, columnSpan: 1 } : one))
  return filled({ ...grid, cells })
}

function isSame(one: Cell, other: Cell): boolean {
  return one.row === other.row && one.column === other.column
}

function touches(one: Area, other: Area): boolean {
  return one.top <= other.bottom && other.top <= one.bottom && one.left <= other.right && other.left <= one.right
}

/** The smallest that has both. */
export function around(one: Area, other: Area): Area {
  return {
    top: Math.min(one.top, other.top),
    left: Math.min(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
  }
}

/** With an empty cell in each field that no cell has. */
function filled(grid: TableGrid): TableGrid {
  const taken = new Set<number>()
  for (const { row, column, rowSpan, columnSpan } of grid.cells)
    for (let r = row; r < row + rowSpan; r++)
      for (let c = column; c < column + columnSpan; c++) taken.add(r * grid.columns + c)
  const empty: Cell[] = []
  for (let field = 0; field < grid.rows * grid.columns; field++)
    if (!taken.has(field))
      empty.push({
        row: Math.floor(field / grid.columns),
        column: field % grid.columns,
        rowSpan: 1,
        columnSpan: 1,
        text: '',
      })
  return { ...grid, cells: inReadingOrder([...grid.cells, ...empty]) }
}

/** Rows as columns. */
function turned({ rows, columns, cells }: TableGrid): TableGrid {
  return {
    rows: columns,
    columns: rows,
    cells: inReadingOrder(
      cells.map(({ row, column, rowSpan, columnSpan, ...rest }) => ({
        ...rest,
        row: column,
        column: row,
        rowSpan: columnSpan,
        columnSpan: rowSpan,
      })),
    ),
  }
}

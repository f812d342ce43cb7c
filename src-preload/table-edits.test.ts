import { describe, expect, it } from 'vitest'
import type { TableGrid } from './model.ts'
import {
  deleteColumn,
  deleteRow,
  grownArea,
  insertColumn,
  insertRow,
  mergeCells,
  splitCell,
  withCellText,
} from './table-edits.ts'
import { tableGrid } from './tables.ts'

const cell = (row: number, column: number, text: string, rowSpan = 1, columnSpan = 1) => ({
  row,
  column,
  rowSpan,
  columnSpan,
  text,
})
/** a over two columns; b and c below it; d over two rows at the right. */
const grid: TableGrid = {
  rows: 2,
  columns: 3,
  cells: [cell(0, 0, 'a', 1, 2), cell(0, 2, 'd', 2, 1), cell(1, 0, 'b'), cell(1, 1, 'c')],
}

/** Each field is in exactly one cell. */
function isWhole({ rows, columns, cells }: TableGrid): boolean {
  const fields = cells.flatMap(({ row, column, rowSpan, columnSpan }) =>
    Array.from({ length: rowSpan * columnSpan }, (_, n) => [
      row + Math.floor(n / columnSpan),
      column + (n % columnSpan),
    ]),
  )
  const inside = fields.every(([row = 0, column = 0]) => row < rows && column < columns)
  return inside && new Set(fields.map(String)).size === fields.length && fields.length === rows * columns
}

describe('a change of a table', () => {
  it('that adds a row or a column makes the cells grow that reach over it', () => {
    const row = insertRow(grid, 1)
    expect(tableGrid(row as never)).toEqual([
      ['a', '', 'd'],
      ['', '', ''],
      ['b', 'c', ''],
    ])
    expect(row.cells.find(({ text }) => text === 'd')?.rowSpan).toBe(3)
    const column = insertColumn(grid, 1)
    expect(column.cells.find(({ text }) => text === 'a')?.columnSpan).toBe(3)
    expect([row, column, insertRow(grid, 0), insertColumn(grid, 3)].every(isWhole)).toBe(true)
  })

  it('that takes a row or a column away leaves the others, and never a table of none', () => {
    expect(tableGrid(deleteRow(grid, 0) as never)).toEqual([['b', 'c', 'd']])
    expect(tableGrid(deleteColumn(grid, 1) as never)).toEqual([
      ['a', 'd'],
      ['b', ''],
    ])
    const one = { rows: 1, columns: 1, cells: [cell(0, 0, 'x')] }
    expect([deleteRow(one, 0), deleteColumn(one, 0)]).toEqual([one, one])
    expect([deleteRow(grid, 2), deleteColumn(grid, 3)]).toEqual([grid, grid])
    expect([deleteRow(grid, 1), deleteColumn(grid, 2)].every(isWhole)).toBe(true)
  })

  it('that adds or takes a column leaves what cells tell besides their text', () => {
    const content = [{ text: 'x', latex: true }]
    const grid = {
      rows: 1,
      columns: 2,
      cells: [0, 1].map((column) => ({ row: 0, column, rowSpan: 1, columnSpan: 1, text: 'x', content })),
    }
    const told = (changed: TableGrid) => changed.cells.map((cell) => cell.content)
    expect(told(insertColumn(grid, 1))).toEqual([content, undefined, content])
    expect(told(deleteColumn(grid, 0))).toEqual([content])
  })

  it('that merges cells takes in every cell that is touched, and a split gives its fields back', () => {
    expect(grownArea(grid, { top: 0, left: 1, bottom: 0, right: 2 })).toEqual({ top: 0, left: 0, bottom: 1, right: 2 })
    const merged = mergeCells(grid, { top: 1, left: 0, bottom: 1, right: 1 })
    expect(merged.cells.at(-1)).toEqual(cell(1, 0, 'b c', 1, 2))
    const split = splitCell(merged, cell(1, 0, '', 1, 2))
    expect(tableGrid(split as never)[1]).toEqual(['b c', '', ''])
    expect([merged, split].every(isWhole)).toBe(true)
  })

  it('of 200 random ones each leaves every field in one cell', () => {
    let now = grid
    for (let n = 0; n < 200; n++) {
      const at = (n * 7) % (n % 2 === 0 ? now.rows : now.columns)
      const first = now.cells[(n * 13) % now.cells.length]
      if (!first) throw new Error('no cell')
      const changes = [
        () => insertRow(now, at),
        () => insertColumn(now, at),
        () => mergeCells(now, { top: 0, left: 0, bottom: at % now.rows, right: at % now.columns }),
        () => splitCell(now, first),
        () => deleteRow(now, at % now.rows),
        () => deleteColumn(now, at % now.columns),
        () => withCellText(now, first, `t${n}`),
      ]
      now = changes[(n * 5 + (n >> 3)) % changes.length]?.() ?? now
      expect(isWhole(now), `after change ${n}`).toBe(true)
    }
  })
})

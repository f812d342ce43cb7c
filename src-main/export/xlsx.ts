/** A document's tables as a workbook (ISO/IEC 29500), a sheet each. */
import writeWorkbook from 'write-excel-file/node'
import { tableRows } from '../../src-preload/tables.ts'
import type { ExportDocument } from './document.ts'
import { type DocumentTable, tablesOf } from './tables.ts'

/** Excel has so many digits; a number with more, or with a leading zero, is a name. */
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/
/** Excel's own limit. */
const MOST_CHARACTERS = 32_767
const WIDEST = 60

/** Throws an InkleafError where there is no table. */
export async function toXlsx(document: ExportDocument): Promise<Uint8Array> {
  const sheets = tablesOf(document).map((found, at) => ({
    sheet: `Table ${at + 1} (page ${found.page})`.slice(0, 31),
    data: cellsOf(found),
    columns: widthsOf(found),
    stickyRowsCount: 1,
  }))
  return new Uint8Array(await writeWorkbook(sheets).toBuffer())
}

function cellsOf({ table }: DocumentTable) {
  const grid: (object | null)[][] = Array.from({ length: table.rows }, () =>
    Array.from({ length: table.columns }, () => null),
  )
  for (const row of tableRows(table))
    for (const cell of row) {
      const line = grid[cell.row]
      if (!line) continue
      const spans = {
        ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
        ...(cell.columnSpan > 1 ? { columnSpan: cell.columnSpan } : {}),
      }
      const text = cell.text.slice(0, MOST_CHARACTERS)
      const value = NUMBER.test(text) ? { value: Number(text), type: Number } : { value: text, type: String }
      line[cell.column] = { ...value, ...spans, ...(cell.row === 0 ? { fontWeight: 'bold' as const } : {}) }
    }
  return grid
}

/** In characters. */
function widthsOf({ table }: DocumentTable) {
  return Array.from({ length: table.columns }, (_, column) => {
    const own = table.cells.filter((cell) => cell.column === column && cell.columnSpan === 1)
    return { width: Math.min(WIDEST, Math.max(8, ...own.map(({ text }) => text.length + 2))) }
  })
}

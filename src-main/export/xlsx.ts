/** A document's tables as a workbook (ISO/IEC 29500), a sheet each. */
import writeWorkbook from 'write-excel-file/node'
import { tableRows } from '../../src-preload/tables.ts'
import type { ExportDocument } from './document.ts'
import { type DocumentTable, tablesOf } from './tables.ts'

/** A number with a leading zero, or with more digits than Excel has, is a name. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/
const MAX_DIGITS = 15
/** Excel's own limit. */
const MAX_CHARACTERS = 32_767
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
      const text = cell.text.slice(0, MAX_CHARACTERS)
      const value = isNumber(text)
        ? { value: Number(text), type: Number, ...formatOf(text) }
        : { value: text, type: String }
      line[cell.column] = { ...value, ...spans, ...(cell.row === 0 ? { fontWeight: 'bold' as const } : {}) }
    }
  return grid
}

function isNumber(text: string): boolean {
  return NUMBER.test(text) && text.replace(/\D/g, '').length <= MAX_DIGITS
}

/** `12.50` keeps its last digit. */
function formatOf(text: string): { format?: string } {
  const decimals = text.split('.')[1]?.length ?? 0
  return decimals > 0 ? { format: `0.${'0'.repeat(decimals)}` } : {}
}

/** In characters. */
function widthsOf({ table }: DocumentTable) {
  return Array.from({ length: table.columns }, (_, column) => {
    const own = table.cells.filter((cell) => cell.column === column && cell.columnSpan === 1)
    return {
      width: Math.min(
        WIDEST,
        own.reduce((widest, { text }) => Math.max(widest, text.length + 2), 8),
      ),
    }
  })
}

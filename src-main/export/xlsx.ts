/** A document's tables as a workbook (ISO/IEC 29500), a sheet each. */
import writeWorkbook from 'write-excel-file/node'
import type { Table } from '../../src-preload/model.ts'
import { tableRows } from '../../src-preload/tables.ts'
import type { ExportDocument } from './document.ts'
import { type DocumentTable, tablesOf } from './tables.ts'

/** A number with a leading zero, or with more digits than Excel has, is a name. */
const NUMBER = /^([-−+]?)([1-9]\d{0,2}(?:([.,'’])\d{3})+|0|[1-9]\d*)(?:([.,])(\d+))?(\s?%)?$/
const MAX_DIGITS = 15
/** Written so, a sign before the last digits can only be the decimal one. */
const DECIMALS = {
  comma: /\d,(?:\d{1,2}|\d{4,})(?:\s?%)?$|\.\d{3},\d+/,
  point: /\d\.(?:\d{1,2}|\d{4,})(?:\s?%)?$|,\d{3}\.\d+/,
}
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
  const decimal = decimalSign(table)
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
      const number = decimal === null ? null : numberIn(text, decimal)
      const value = number
        ? { ...number, type: Number }
        : { value: text, type: String, ...(text.includes('\n') ? { wrap: true } : {}) }
      line[cell.column] = { ...value, ...spans, ...(cell.row === 0 ? { fontWeight: 'bold' as const } : {}) }
    }
  return grid
}

/** What parts a table's decimals; null where both signs do, so that no number can be told from another. */
function decimalSign({ cells }: Table): '.' | ',' | null {
  const [comma, point] = [DECIMALS.comma, DECIMALS.point].map((sign) =>
    cells.some(({ text }) => NUMBER.test(text) && sign.test(text)),
  )
  return comma && point ? null : comma ? ',' : '.'
}

/** A number as Excel keeps it, shown as it was printed. */
function numberIn(text: string, decimal: '.' | ','): { value: number; format?: string } | null {
  const found = NUMBER.exec(text.trim())
  if (!found || text.replace(/\D/g, '').length > MAX_DIGITS) return null
  const [, sign = '', whole = '', thousands, parted, rest, percent] = found
  // One group of three after a sign: decimals, or thousands, by the sign.
  const lone = thousands === decimal && parted === undefined && whole.split(decimal).length === 2
  if ((thousands === decimal && !lone) || (parted !== undefined && parted !== decimal)) return null
  const digits = lone
    ? whole.replace(decimal, '.')
    : `${whole.replace(/\D/g, '')}${rest === undefined ? '' : `.${rest}`}`
  const decimals = digits.split('.')[1]?.length ?? 0
  const value = Number(digits) * (/[-−]/.test(sign) ? -1 : 1)
  const grouped = thousands !== undefined && !lone
  const shown = `${grouped ? '#,##0' : '0'}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`
  // Hundredths in whole numbers: 3.1 / 100 is 0.031000000000000003.
  if (percent) return { value: Number((value / 100).toFixed(decimals + 2)), format: `${shown}%` }
  return shown === '0' ? { value } : { value, format: shown }
}

/** In characters. */
function widthsOf({ table }: DocumentTable) {
  return Array.from({ length: table.columns }, (_, column) => {
    const own = table.cells.filter((cell) => cell.column === column && cell.columnSpan === 1)
    return {
      width: Math.min(
        WIDEST,
        own.flatMap(({ text }) => text.split('\n')).reduce((widest, line) => Math.max(widest, line.length + 2), 8),
      ),
    }
  })
}

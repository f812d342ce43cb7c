/** A document's tables, those that go on over pages as one. */
import { stringify } from 'csv-stringify/sync'
import type { Table } from '../../src-preload/model.ts'
import { tableGrid } from '../../src-preload/tables.ts'
import { InkleafError } from '../errors.ts'
import { joinPages } from './across-pages.ts'
import { blocksOf, type ExportDocument } from './document.ts'

export interface DocumentTable {
  page: number
  table: Table
}

/** Throws an InkleafError where there is none. */
export function tablesOf(document: ExportDocument): DocumentTable[] {
  const tables = findTables(document)
  if (tables.length > 0) return tables
  const why = document.mode === 'basic' ? ' Read it again in the mode "markdown", which finds tables.' : ''
  throw new InkleafError('no_tables', 'input', `No table was found in ${document.name}.${why}`)
}

export function findTables(document: ExportDocument): DocumentTable[] {
  return joinPages(document.pages.map(blocksOf)).flatMap(({ page, table }) => (table ? [{ page, table }] : []))
}

const BOM = '\ufeff'
const LINE_END = '\r\n'

/** One table as CSV (RFC 4180), in UTF-8 with the mark that Excel knows it by. */
export function toCsv(table: Table): string {
  return BOM + rowsToCsv(table)
}

/** All tables in one file, parted by an empty line. */
export function toOneCsv(document: ExportDocument): string {
  return (
    BOM +
    tablesOf(document)
      .map(({ table }) => rowsToCsv(table))
      .join(LINE_END)
  )
}

function rowsToCsv(table: Table): string {
  return stringify(
    tableGrid(table).map((row) => row.map(noFormula)),
    { record_delimiter: LINE_END },
  )
}

/** What a spreadsheet would run as a formula is told to be text; numbers with a sign stay numbers. */
function noFormula(text: string): string {
  return /^[=@\t\r]|^[-+](?![\d.,\s%\p{Sc}]*$)/u.test(text) ? `'${text}` : text
}

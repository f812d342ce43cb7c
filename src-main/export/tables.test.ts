import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { resultFor } from '../../test/support/result.ts'
import type { ExportDocument } from './document.ts'
import { render } from './formats.ts'
import { toXlsx } from './xlsx.ts'

function documentOf(...tables: string[][][]): ExportDocument {
  return {
    name: 'tides.pdf',
    jobId: 'j',
    readAt: null,
    mode: 'markdown',
    pages: tables.map((rows, at) => ({
      page: at + 1,
      status: 'completed',
      edits: [],
      error: null,
      result: {
        ...resultFor(at + 1),
        blocks: [
          { id: 'b0', type: 'text', bbox: null, order: 1, lines: [], text: 'Tides.' },
          { id: 'b1', type: 'table', bbox: null, order: 2, lines: [], text: '' },
        ],
        tables: [
          {
            blockId: 'b1',
            rows: rows.length,
            columns: 2,
            cells: rows.flatMap((row, r) =>
              row.map((text, column) => ({
                row: r,
                column,
                rowSpan: 1,
                columnSpan: row.length === 1 ? 2 : 1,
                text,
                lines: [],
              })),
            ),
          },
        ],
      },
    })),
  }
}

describe('CSV', () => {
  it('has quotes where they are needed, and a mark that Excel knows', () => {
    expect(
      render(
        documentOf([
          ['Port', 'Tide, "high"'],
          ['Harrow', '4,1'],
        ]),
        'csv',
      ),
    ).toBe('\ufeffPort,"Tide, ""high"""\r\nHarrow,"4,1"\r\n')
  })

  it('runs nothing in a spreadsheet', () => {
    const csv = render(
      documentOf([
        ['=HYPERLINK("x")', '-5.20'],
        ['@a', '-x'],
        ['-', '-$5'],
      ]),
      'csv',
    )
    expect(csv).toBe('\ufeff"\'=HYPERLINK(""x"")",-5.20\r\n\'@a,\'-x\r\n-,-$5\r\n')
  })

  it('of several tables parts them by an empty line; without any it says so', () => {
    expect(render(documentOf([['a', 'b']], [['c', 'd']]), 'csv')).toBe('\ufeffa,b\r\n\r\nc,d\r\n')
    expect(() => render(documentOf(), 'csv')).toThrow(/No table was found in tides\.pdf/)
  })
})

describe('XLSX', () => {
  it('has a sheet a table, numbers as numbers and cells over several fields', async () => {
    const bytes = await toXlsx(documentOf([['Tides'], ['007', '4.10']], [['c', 'd']]))
    const files = unzipSync(bytes)
    expect(Object.keys(files).filter((name) => name.startsWith('xl/worksheets/sheet'))).toHaveLength(2)
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(sheet).toContain('<v>4.1</v>')
    expect(strFromU8(files['xl/styles.xml'] ?? new Uint8Array())).toContain('formatCode="0.00"')
    expect(sheet).not.toContain('<v>7</v>')
    expect(sheet).toMatch(/<mergeCell ref="A1:B1"\/>/)
    expect(strFromU8(files['xl/workbook.xml'] ?? new Uint8Array())).toContain('Table 2 (page 2)')
  })
})

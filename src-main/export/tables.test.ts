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

  it.each([
    { cells: ['1,204.50', '-3.1%', '−7', '2026'], values: ['1204.5', '-0.031', '-7', '2026'] },
    { cells: ['610,00', '1.204', '1.204,50', '12,5 %'], values: ['610', '1204', '1204.5', '0.125'] },
    { cells: ['1.204', '1,204', '0.031'], values: ['1.204', '1204', '0.031'] },
  ])('takes $cells for numbers, by what parts the decimals of their table', async ({ cells, values }) => {
    expect(await valuesOf(cells)).toEqual(values)
  })

  it('leaves as text what may be no number', async () => {
    expect(await valuesOf(['3,50', '4.10'])).toEqual([])
    expect(await valuesOf(['91 234 567', '1.2.3', '007', '12345678901234567', '1,20,400'])).toEqual([])
  })

  it('wraps cells of several lines', async () => {
    const sheet = await sheetOf([['Opening\nin the hall']])
    expect(sheet.cells).toContain('wrapText="1"')
  })
})

async function sheetOf(rows: string[][]) {
  const files = unzipSync(await toXlsx(documentOf(rows)))
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  return { sheet: text('xl/worksheets/sheet1.xml'), cells: text('xl/styles.xml') }
}

/** Of those cells that are numbers. */
async function valuesOf(cells: string[]): Promise<string[]> {
  const { sheet } = await sheetOf([cells.map((_, at) => `Column ${at}`), cells])
  return [...sheet.matchAll(/<c r="[A-Z]+2"([^>]*)><v>([^<]*)<\/v>/g)]
    .filter(([, attributes]) => !/t="(?:s|inlineStr|str)"/.test(attributes ?? ''))
    .map(([, , value]) => value ?? '')
}

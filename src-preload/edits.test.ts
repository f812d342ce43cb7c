import { expect, it } from 'vitest'
import { resultFor } from '../test/support/result.ts'
import { editedText } from './edits.ts'
import type { PageResult } from './model.ts'

const line = (text: string) => ({ id: `l-${text}`, text, quad: null, confidence: null })
const result: PageResult = {
  ...resultFor(1),
  text: 'first\n\nsecond line\nand more',
  markdown: 'first\n\nsecond line and more',
  blocks: [
    { id: 'b1', type: 'text', bbox: null, order: 1, lines: [line('first')], text: 'first' },
    {
      id: 'b2',
      type: 'text',
      bbox: null,
      order: 2,
      lines: [line('second line'), line('and more')],
      text: 'second line and more',
    },
  ],
}
const edit = (blockId: string, text: string) => ({ blockId, text, editedAt: '2026-01-01T00:00:00.000Z' })

it('an edited block stands in the place of what was read', () => {
  expect(editedText({ result, edits: [edit('b1', 'First!')] })).toEqual({
    text: 'First!\n\nsecond line\nand more',
    markdown: 'First!\n\nsecond line and more',
  })
})

it('what was typed shows as it is in Markdown', () => {
  expect(editedText({ result, edits: [edit('b2', '# 5*3 <b>')] }).markdown).toBe('first\n\n\\# 5\\*3 \\<b>')
})

it('a table keeps its empty corner, an item takes the number that was typed', () => {
  const cells = [
    ['', '2023'],
    ['Sales', '12'],
  ]
  const edited: PageResult = {
    ...resultFor(1),
    blocks: [
      { id: 'b1', type: 'table', bbox: null, order: 1, lines: [], text: '\t2023\nSales\t12' },
      { id: 'b2', type: 'list_item', bbox: null, order: 2, lines: [], text: '8. two', mark: '8. ' },
    ],
    tables: [
      {
        blockId: 'b1',
        rows: 2,
        columns: 2,
        cells: cells.flatMap((row, r) =>
          row.map((text, column) => ({ row: r, column, rowSpan: 1, columnSpan: 1, text, lines: [] })),
        ),
      },
    ],
  }
  const edits = [edit('b1', '\t2023\nSales\t13'), edit('b2', '2. two')]
  expect(editedText({ result: edited, edits }).markdown).toBe('| | 2023 |\n| - | -: |\n| Sales | 13 |\n\n2. two')
})

it('an emptied block is gone', () => {
  expect(editedText({ result, edits: [edit('b1', ' ')] }).text).toBe('second line\nand more')
})

/** What goes on over the end of a page, and what is repeated on every one. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Table } from '../../src-preload/model.ts'
import type { TreeBlock } from '../../src-preload/tree.ts'
import { fixture } from '../../test/support/fixtures.ts'
import { joinedText, joinPages } from './across-pages.ts'

const block = (page: number, type: TreeBlock['type'], text: string, more: Partial<TreeBlock> = {}): TreeBlock => ({
  id: `b-${text}`,
  page,
  type,
  text,
  bbox: [0.1, 0.1, 0.9, 0.9],
  ...more,
})
const texts = (...pages: TreeBlock[][]) => joinPages(pages).map(({ text }) => text)

it.each([
  ['a paragraph that', 'goes on', ['a paragraph that goes on']],
  ['a hyphen-', 'ated word', ['a hyphenated word']],
  ['中文段落没有', '结束', ['中文段落没有结束']],
  ['One that ended.', 'another', ['One that ended.', 'another']],
  ['One that did not', 'Another', ['One that did not', 'Another']],
])('%j and %j on the next page', (last, first, joined) => {
  expect(texts([block(1, 'text', last)], [block(2, 'text', first)])).toEqual(joined)
})

it('notes come after the paragraph that they interrupt', () => {
  const pages = [[block(1, 'text', 'it is'), block(1, 'footnote', '1 A note.')], [block(2, 'text', 'so.')]]
  expect(texts(...pages)).toEqual(['it is so.', '1 A note.'])
})

it('words stay bold and links lead where they did, over the end of a page', () => {
  const last = block(1, 'text', 'A bold hyphen-', {
    content: [{ text: 'A ' }, { text: 'bold', marks: ['bold'] }, { text: ' hyphen-' }],
  })
  const first = block(2, 'text', ' ated link', {
    content: [{ text: ' ated ' }, { text: 'link', href: 'https://example.org' }],
  })
  expect(joinPages([[last], [first]])[0]).toMatchObject({
    text: 'A bold hyphenated link',
    content: [
      { text: 'A ' },
      { text: 'bold', marks: ['bold'] },
      { text: ' hyphen' },
      { text: 'ated ' },
      { text: 'link', href: 'https://example.org' },
    ],
  })
})

it('code goes on over the end of a page, row by row', () => {
  const pages = [[block(1, 'code', 'for x in y:')], [block(2, 'code', '    print(x)')]]
  expect(texts(...pages)).toEqual(['for x in y:\n    print(x)'])
})

it('a heading or a list is not joined to what came before', () => {
  expect(texts([block(1, 'text', 'it is')], [block(2, 'heading', 'next')])).toEqual(['it is', 'next'])
})

it('heads that differ in their numbers only are left out, one that stands once is not', () => {
  const top = (page: number, text: string) => block(page, 'text', text, { bbox: [0.1, 0.02, 0.9, 0.05] })
  const pages = [1, 2, 3, 4].map((page) => [top(page, `Survey ${page}`), block(page, 'text', `Page ${page}.`)])
  pages[0]?.unshift(top(1, 'Draft'))
  expect(texts(...pages)).toEqual(['Draft', 'Page 1.', 'Page 2.', 'Page 3.', 'Page 4.'])
})

const table = (...rows: string[][]): Table => ({
  blockId: 'b',
  rows: rows.length,
  columns: rows[0]?.length ?? 1,
  cells: rows.flatMap((row, at) =>
    row.map((text, column) => ({ row: at, column, rowSpan: 1, columnSpan: 1, text, lines: [] })),
  ),
})

it('a table goes on with its head once', () => {
  const first = block(1, 'table', '', { table: table(['Port', 'Tide'], ['Harrow', '4']) })
  const second = block(2, 'table', '', { table: table(['Port', 'Tide'], ['Wells', '3']) })
  const [joined] = joinPages([[first], [second]])
  expect(joined?.table?.rows).toBe(3)
  expect(joined?.table?.cells.map(({ row, text }) => `${row} ${text}`)).toEqual([
    '0 Port',
    '0 Tide',
    '1 Harrow',
    '1 4',
    '2 Wells',
    '2 3',
  ])
})

it('a row that goes on over the end of a page stays one', () => {
  const first = block(1, 'table', '', { table: table(['swarm', 'gives access to'], ['fsdir', 'A file of the']) })
  const second = block(2, 'table', '', { table: table(['', 'hierarchy of files'], ['csv', 'Reads files']) })
  const [joined] = joinPages([[first], [second]])
  expect(joined?.table?.rows).toBe(3)
  expect(joined?.table?.cells.map(({ text }) => text).slice(2)).toEqual([
    'fsdir',
    'A file of the hierarchy of files',
    'csv',
    'Reads files',
  ])
})

it('a table whose longest line is on another page goes on where its head is repeated', () => {
  const bbox = (right: number): TreeBlock['bbox'] => [0.1, 0.1, right, 0.9]
  const first = block(1, 'table', '', { table: table(['Port', 'Tide'], ['Harrow', '4']), bbox: bbox(0.7) })
  const second = block(2, 'table', '', { table: table(['Port', 'Tide'], ['Wells', '3']), bbox: bbox(0.9) })
  const third = block(2, 'table', '', { table: table(['Ship', 'Mast'], ['Wells', '3']), bbox: bbox(0.9) })
  expect(joinPages([[first], [second]])).toHaveLength(1)
  expect(joinPages([[first], [third]])).toHaveLength(2)
})

it('Vor- und Nachteile keep their hyphen', () => {
  expect(texts([block(1, 'text', 'die Vor-')], [block(2, 'text', 'und Nachteile')])).toEqual(['die Vor- und Nachteile'])
})

it('nothing goes on over a page that is not there, or from the middle of one', () => {
  expect(texts([block(1, 'text', 'it goes')], [block(3, 'text', 'on')])).toHaveLength(2)
  const high = block(1, 'text', 'it goes', { bbox: [0.1, 0.1, 0.9, 0.3] })
  expect(texts([high], [block(2, 'text', 'on')])).toHaveLength(2)
})

it('headings that differ in their numbers, and years, are no running heads', () => {
  const top = (page: number, type: TreeBlock['type'], text: string) =>
    block(page, type, text, { bbox: [0.1, 0.02, 0.9, 0.05] })
  const headings = [1, 2, 3].map((page) => [top(page, 'heading', `Exercise ${page}`)])
  expect(texts(...headings)).toHaveLength(3)
  expect(texts([top(1, 'text', '2019'), top(1, 'text', '2020'), top(1, 'text', '2021')])).toHaveLength(3)
  const years = [1990, 1907, 2004].map((year, at) => [top(at + 1, 'text', `In ${year}`)])
  expect(texts(...years)).toHaveLength(3)
})

it('a head of two rows is dropped whole, and a long table is joined in no time', () => {
  const cell = (row: number, column: number, text: string, rowSpan = 1, columnSpan = 1) => ({
    row,
    column,
    text,
    rowSpan,
    columnSpan,
    lines: [],
  })
  const head = [cell(0, 0, 'Item', 2), cell(0, 1, 'Sums', 1, 2), cell(1, 1, 'Net'), cell(1, 2, 'Gross')]
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => [0, 1, 2].map((column) => cell(at + 2, column, `${at}`))).flat()
  const page = (number: number) =>
    block(number, 'table', '', { table: { blockId: 'b', rows: 52, columns: 3, cells: [...head, ...rows(50)] } })
  const joined = joinPages(Array.from({ length: 300 }, (_, at) => [page(at + 1)]))
  expect(joined).toHaveLength(1)
  expect(joined[0]?.table?.rows).toBe(2 + 300 * 50)
})

it('a table of another width is another one', () => {
  const first = block(1, 'table', '', { table: table(['Port', 'Tide']) })
  const second = block(2, 'table', '', { table: table(['Port', 'Tide']), bbox: [0.3, 0.1, 0.9, 0.2] })
  expect(joinPages([[first], [second]])).toHaveLength(2)
})

describe('lines over a page', () => {
  const { cases } = JSON.parse(readFileSync(fixture('joined-lines.json'), 'utf8')) as {
    cases: [string, string, string][]
  }
  it.each(cases)('%j and %j are joined as within a page', (before, after, text) => {
    expect(joinedText(before, after)).toBe(text)
  })
})

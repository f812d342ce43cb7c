import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fixture } from '../../../test/support/folders.ts'
import { readText } from './read-text.ts'

/** Written by docling-core 2.104.0 (`DoclingDocument.export_to_doctags`). */
const DOCTAGS = readFileSync(fixture('tides.doctags'), 'utf8')
const read = (text: string) => readText(text, 'markdown')

it('what docling-core writes is read back: kinds, levels, marks, tables with spans, LaTeX, code', () => {
  const blocks = read(DOCTAGS)
  expect(blocks.map(({ type, level, mark, text }) => [type, level, mark, text])).toEqual([
    ['heading', 1, undefined, 'The tide tables'],
    ['heading', 1, undefined, 'High water'],
    ['text', undefined, undefined, 'High water comes twice a day & costs <nothing>.'],
    ['list_item', 1, '• ', '• Bring a lamp'],
    ['list_item', 1, '• ', '• Bring a rope'],
    ['list_item', 1, '1. ', '1. Go down'],
    ['list_item', 1, '2. ', '2. Come up'],
    ['caption', undefined, undefined, 'Table 1: Heights'],
    ['table', undefined, undefined, 'Day\tHeight\nHigh\tLow\nMonday\t4.1\t'],
    ['formula', undefined, undefined, 'E = mc^2'],
    ['code', undefined, undefined, 'if ebb:\n    go()'],
    ['figure', undefined, undefined, ''],
    ['caption', undefined, undefined, 'Figure 1: The pier'],
    ['footnote', undefined, undefined, '1 By the clock.'],
    ['text', undefined, undefined, 'The height h_0 is fixed.'],
    ['list_item', 1, '[x] ', '[x] Paid'],
  ])
  expect(blocks[8]?.grid?.cells.slice(0, 2)).toEqual([
    { row: 0, column: 0, rowSpan: 2, columnSpan: 1, text: 'Day' },
    { row: 0, column: 1, rowSpan: 1, columnSpan: 2, text: 'Height' },
  ])
  expect(blocks[14]?.content).toEqual([
    { text: 'The height' },
    { text: ' ' },
    { text: 'h_0', latex: true },
    { text: ' ' },
    { text: 'is fixed.' },
  ])
  expect(blocks[11]?.bbox).toEqual([42 / 500, 275 / 500, 417 / 500, 291 / 500])
})

it('one that is cut off keeps what there is of it, and tags of others are text', () => {
  const [text, heading] = read(
    '<doctag><text><loc_1><loc_1><loc_9><loc_9>One <b>two</b></text><section_header_level_3>Thr',
  )
  expect(text).toMatchObject({ type: 'text', text: 'One <b>two</b>' })
  expect(heading).toEqual({ type: 'heading', level: 3, text: 'Thr' })
  expect(read('<doctag></doctag>')).toEqual([])
})

it('what was left open ends where the next block begins, and nothing that stands in an item is lost', () => {
  const blocks = read(
    '<doctag><text>one<section_header_level_2>two<otsl><fcel>a<fcel>b<nl></otsl><unordered_list><list_item>- x<formula>y_1</formula><otsl><fcel>c<nl></otsl><list_item>z</unordered_list><text>end</text></doctag>',
  )
  expect(blocks.map(({ type, text }) => [type, text])).toEqual([
    ['text', 'one'],
    ['heading', 'two'],
    ['table', 'a\tb'],
    ['list_item', '- x y_1'],
    ['table', 'c'],
    ['list_item', '• z'],
    ['text', 'end'],
  ])
})

it('lists within lists have their depth, and marks that were printed stay', () => {
  const items = read(
    '<doctag><ordered_list><list_item>(3) three<unordered_list><list_item>- inner</list_item></unordered_list></list_item></ordered_list></doctag>',
  )
  expect(items.map(({ level, mark, text }) => [level, mark, text])).toEqual([
    [1, '(3) ', '(3) three'],
    [2, '- ', '- inner'],
  ])
})

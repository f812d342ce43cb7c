import { expect, it } from 'vitest'
import { blocksOfMarkdown } from './markdown-blocks.ts'
import { withoutTags } from './model-tags.ts'
import { readText } from './read-text.ts'

it("DeepSeek-OCR's blocks and pictures have the places that it tells", () => {
  const answer =
    '<|ref|>title<|/ref|><|det|>[[0, 0, 999, 111]]<|/det|>\n# Head\n\n<|ref|>image<|/ref|><|det|>[[0, 333, 666, 999]]<|/det|>\n\n<|ref|>text<|/ref|><|det|>[[5, 5, 5, 9]]<|/det|>\nText.<|endoftext|>'
  expect(readText(answer, 'markdown')).toEqual([
    { type: 'heading', text: 'Head', level: 1, bbox: [0, 0, 1, 1 / 9] },
    { type: 'figure', text: '', bbox: [0, 1 / 3, 2 / 3, 1] },
    { type: 'text', text: 'Text.' },
  ])
})

it('a table in OTSL is one with its spans', () => {
  const otsl = '<fcel>a<fcel>b<lcel><nl><ucel><fcel>c & d<fcel>3 < 4<nl><fcel>e<ecel><fcel>f<nl>'
  const [block] = blocksOfMarkdown(withoutTags(otsl))
  expect(block?.grid).toEqual({
    rows: 3,
    columns: 3,
    cells: [
      { row: 0, column: 0, rowSpan: 2, columnSpan: 1, text: 'a' },
      { row: 0, column: 1, rowSpan: 1, columnSpan: 2, text: 'b' },
      { row: 1, column: 1, rowSpan: 1, columnSpan: 1, text: 'c & d' },
      { row: 1, column: 2, rowSpan: 1, columnSpan: 1, text: '3 < 4' },
      { row: 2, column: 0, rowSpan: 1, columnSpan: 1, text: 'e' },
      { row: 2, column: 1, rowSpan: 1, columnSpan: 1, text: '' },
      { row: 2, column: 2, rowSpan: 1, columnSpan: 1, text: 'f' },
    ],
  })
})

it('a text without tags stays as it is', () => {
  const text = 'if a < b and b > c: x |= y; <b>bold</b>'
  expect(withoutTags(text)).toBe(text)
})

it('each field of a table in OTSL is in one cell, whatever the model spans', () => {
  for (const otsl of [
    '<fcel>A<fcel>B<nl><ucel><lcel><nl>',
    '<fcel>A<lcel><nl><ucel><fcel>B<nl>',
    '<fcel>A<lcel><nl><ucel><xcel><nl>',
    '<lcel><ucel>text<nl><xcel>more<nl>',
    '<fcel>A<nl><fcel>B<fcel>C<ucel><nl>',
  ]) {
    const [block] = blocksOfMarkdown(withoutTags(otsl))
    const { rows = 0, columns = 0, cells = [] } = block?.grid ?? {}
    const fields = cells.flatMap(({ row, column, rowSpan, columnSpan }) =>
      Array.from(
        { length: rowSpan * columnSpan },
        (_, n) => `${row + Math.floor(n / columnSpan)},${column + (n % columnSpan)}`,
      ),
    )
    expect(new Set(fields).size, otsl).toBe(fields.length)
    expect(fields.length, otsl).toBe(rows * columns)
    for (const word of otsl.match(/[A-Za-z]+(?=<|$)/g)?.filter((one) => !/cel|nl/.test(one)) ?? [])
      expect(
        cells.some(({ text }) => text === word),
        `${word} of ${otsl}`,
      ).toBe(true)
  }
  const [whole] = blocksOfMarkdown(withoutTags('<fcel>A<lcel><nl><ucel><xcel><nl>'))
  expect(whole?.grid?.cells).toEqual([{ row: 0, column: 0, rowSpan: 2, columnSpan: 2, text: 'A' }])
})

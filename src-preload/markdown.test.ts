/** Blocks as Markdown. */
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { headingLevels } from './headings.ts'
import { treeToMarkdown } from './markdown.ts'
import type { Table } from './model.ts'
import { withText } from './tables.ts'
import { blocksToTree, type TreeBlock } from './tree.ts'

const block = (type: TreeBlock['type'], text: string, more: Partial<TreeBlock> = {}): TreeBlock => ({
  id: `b-${text}`,
  page: 1,
  type,
  text,
  bbox: null,
  ...more,
})
const item = (text: string, mark: string, level = 1) => block('list_item', `${mark}${text}`, { mark, level })
const markdown = (...blocks: TreeBlock[]) => treeToMarkdown(blocksToTree(blocks, 'scan-pictures'))

const table = (rows: (string | [string, number, number])[][]): Table => ({
  blockId: 'b1',
  rows: rows.length,
  columns: Math.max(...rows.map((row) => row.length)),
  cells: rows.flatMap((row, at) =>
    row.map((cell, column) => {
      const [text, rowSpan, columnSpan] = Array.isArray(cell) ? cell : ([cell, 1, 1] as const)
      return { row: at, column, rowSpan, columnSpan, text, lines: [] }
    }),
  ),
})

describe('text', () => {
  it.each([
    ['# 7 screws', '\\# 7 screws'],
    ['a * b * c', 'a \\* b \\* c'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)>'],
    ['[x](javascript:y)', '\\[x\\](javascript:y)'],
    ['snake_case _em_', 'snake_case \\_em\\_'],
    ['a | b', 'a \\| b'],
    ['> quoted', '\\> quoted'],
    ['1. no item', '1\\. no item'],
    ['- no item', '\\- no item'],
    ['AT&T &lt; http://x.org', 'AT&T \\&lt; http://x.org'],
    ['costs $5 or $6', 'costs \\$5 or \\$6'],
    ['one\n# two', 'one  \n\\# two'],
  ])('%j shows as it was read', (text, shown) => {
    expect(markdown(block('text', text))).toBe(shown)
    const paragraph = fromMarkdown(shown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children
    expect(paragraph.map(({ type }) => type)).toEqual(['paragraph'])
  })

  it('at the ends of a page is left out', () => {
    expect(markdown(block('header', 'Head'), block('text', 'Body'), block('page_number', '7'))).toBe('Body')
  })
})

describe('odd text', () => {
  it.each([
    ['what would rule a table', block('text', 'a\n:-'), 'a  \n\\:-'],
    ['a heading of hashes', block('heading', 'F ##'), '# F \\##'],
    ['an item of dashes', item('--', '• '), '- \\--'],
    ['a caption with an empty line', block('caption', 'a\n\nb'), '*a  \nb*'],
    [
      'a figure with marks',
      block('figure', '~x~ [y]', { id: 'b1' }),
      '![\\~x\\~ \\[y\\]](scan-pictures/page-1-b1.jpg)',
    ],
  ])('%s', (_what, given, shown) => {
    expect(markdown(given)).toBe(shown)
  })

  it('names of folders are addresses', () => {
    const nodes = blocksToTree([block('figure', '', { id: 'b1' })], 'Invoice #12-pictures')
    expect(treeToMarkdown(nodes)).toBe('![Figure](Invoice%20%2312-pictures/page-1-b1.jpg)')
  })
})

describe('headings', () => {
  it('have levels by size', () => {
    const sizes = [2.0, 1.33, 1.31, 1.13, 1.35]
    expect(headingLevels(sizes.map((size) => ({ text: 'x', size })))).toEqual([1, 2, 2, 3, 2])
  })

  it('that are numbered have levels by their numbers', () => {
    const headings = ['A book', '1 One', '1.1 Inner', '2 Two', '2.1.1 Innermost'].map((text, at) => ({
      text,
      size: at === 0 ? 2 : 1.3,
    }))
    expect(headingLevels(headings)).toEqual([1, 2, 3, 2, 4])
  })

  it('are one line, whatever they say', () => {
    expect(markdown(block('heading', 'Rates\n# and tides', { size: 2 }))).toBe('# Rates # and tides')
  })
})

describe('lists', () => {
  it('have their depth, and numbers where they had them', () => {
    const list = [
      item('one', '• '),
      item('deeper', '– ', 2),
      item('two', '• '),
      item('third', '3. '),
      item('next', '4. '),
    ]
    expect(markdown(...list)).toBe('- one\n  - deeper\n- two\n\n3. third\n4. next')
  })

  it('of tick boxes are task lists, and boxes in a line stay as they are', () => {
    expect(markdown(item('Delivery', '[ ] '), item('Repair [2]', '[x] '))).toBe('- [ ] Delivery\n- [x] Repair \\[2\\]')
    expect(markdown(block('text', 'Sparks? [x] Yes [ ] No'))).toBe('Sparks? [x] Yes [ ] No')
    expect(markdown(block('text', '[x](y) [ ]: z'))).toBe('\\[x\\](y) \\[ \\]: z')
  })

  it('keep their numbers as text where they jump, as Markdown would count on', () => {
    expect(markdown(item('three', '3. '), item('four', '4. '), item('five', '15. '), item('six', '23. '))).toBe(
      '3. three\n4. four\n\n15\\. five\n\n23\\. six',
    )
  })

  it('are paragraphs where Markdown has no list for their marks', () => {
    expect(markdown(item('this', 'a) '), item('that', 'b) '))).toBe('a) this\n\nb) that')
    expect(markdown(item('one', '1. '), item('甲', '（一）', 2), item('two', '2. '))).toBe(
      '1. one\n\n   （一）甲\n2. two',
    )
  })

  it('that begin deep begin at the left', () => {
    expect(markdown(item('deep', '– ', 2), item('flat', '• '))).toBe('- deep\n\n* flat')
  })
})

describe('tables', () => {
  it('are GFM, numbers to the right', () => {
    const plain = table([
      ['Port', 'Tide'],
      ['Harrow | old', '4.1'],
    ])
    expect(markdown(block('table', '', { table: plain }))).toBe('| Port | Tide |\n| - | -: |\n| Harrow \\| old | 4.1 |')
  })

  it('with cells over several fields are HTML in which nothing is markup', () => {
    const spanning = table([[['a <b>', 1, 2]], ['1', '2']])
    expect(markdown(block('table', '', { table: spanning }))).toBe(
      '<table>\n<tr><th colspan="2">a &#60;b&#62;</th></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>',
    )
  })

  it('keep the lines of their cells', () => {
    const two = table([
      ['Day', 'Morning'],
      ['5 May', 'Opening\nin the hall'],
    ])
    expect(markdown(block('table', '', { table: two }))).toContain('| 5 May | Opening<br>in the hall |')
    const wide = table([[['Day', 1, 2]], ['5 May', 'Opening\nin the hall']])
    expect(markdown(block('table', '', { table: wide }))).toContain('<td>Opening<br>in the hall</td>')
    const edited = withText(two, 'Day\tMorning\n6 May\tOpening in the hall')
    expect(edited.cells.map(({ text }) => text)).toEqual(['Day', 'Morning', '6 May', 'Opening\nin the hall'])
  })

  it('that were edited keep their spans where no cell was added', () => {
    const spanning = table([[['a', 1, 2]], ['1', '2']])
    expect(withText(spanning, 'A\n1\t3').cells.map(({ text, columnSpan }) => [text, columnSpan])).toEqual([
      ['A', 2],
      ['1', 1],
      ['3', 1],
    ])
    expect(withText(spanning, 'A\tB\tC\n1').cells).toHaveLength(6)
  })
})

it('figures and formulas are pictures beside it, and say what they are', () => {
  const figure = block('figure', '', { id: 'b4' })
  expect(markdown(figure, block('caption', 'Figure 1: Tides'))).toBe(
    '![Figure](scan-pictures/page-1-b4.jpg)\n\n*Figure 1: Tides*',
  )
  expect(markdown(block('formula', 'E=m', { id: 'b5' }))).toContain('Formula, as a picture')
})

it('code is kept as it was typed', () => {
  expect(markdown(block('code', 'if x:\n    *y* = `z`'))).toBe('```\nif x:\n    *y* = `z`\n```')
})

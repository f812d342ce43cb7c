import { expect, it } from 'vitest'
import { blocksOfMarkdown, blocksOfText } from './markdown-blocks.ts'

it('headings, paragraphs, items and code become blocks of their kind, with levels and marks', () => {
  const blocks = blocksOfMarkdown(
    '## Two\n\nA line\nthat goes on\n\n- one\n  1. in it\n- [x] done\n\n3. third\n\n```\n  a = 1\n```\n',
  )
  expect(blocks).toEqual([
    { type: 'heading', text: 'Two', level: 2 },
    { type: 'text', text: 'A line that goes on' },
    { type: 'list_item', text: '• one', level: 1, mark: '• ' },
    { type: 'list_item', text: '1. in it', level: 2, mark: '1. ' },
    { type: 'list_item', text: '[x] done', level: 1, mark: '[x] ' },
    { type: 'list_item', text: '3. third', level: 1, mark: '3. ' },
    { type: 'code', text: '  a = 1' },
  ])
})

it('bold, links, raised digits and LaTeX stay stretches of a text', () => {
  const [block] = blocksOfMarkdown('A **bold** [link](https://example.org) x<sup>2</sup> and $a_1$.')
  expect(block?.text).toBe('A bold link x2 and a_1.')
  expect(block?.content).toEqual([
    { text: 'A ' },
    { text: 'bold', marks: ['bold'] },
    { text: ' ' },
    { text: 'link', href: 'https://example.org' },
    { text: ' x' },
    { text: '2', marks: ['sup'] },
    { text: ' and ' },
    { text: 'a_1', latex: true },
    { text: '.' },
  ])
})

it('a formula that has its own lines is a block, in whatever delimiters', () => {
  const latex = '\\frac{a}{b} = \\sum_{i=1}^n x_i'
  const forms = [
    `$$\n${latex}\n$$`,
    `$$${latex}$$`,
    `\\[\n${latex}\n\\]`,
    `\\[${latex}\\]`,
    `  $$ ${latex} $$`,
    `$${latex}$`,
  ]
  for (const form of forms)
    expect(blocksOfMarkdown(`Before\n\n${form}\n\nafter`)).toEqual([
      { type: 'text', text: 'Before' },
      { type: 'formula', text: latex, content: [{ text: latex, latex: true }] },
      { type: 'text', text: 'after' },
    ])
  expect(blocksOfMarkdown(`It is \\(x^2\\) here`)[0]?.content?.[1]).toEqual({ text: 'x^2', latex: true })
})

it('prices are no formulas', () => {
  for (const text of ['It is $5 and $10 more', 'US$ 3,000 to US$ 4,000', 'from $5-$10', 'a $ alone'])
    expect(blocksOfMarkdown(text)).toEqual([{ type: 'text', text }])
  expect(blocksOfMarkdown('costs \\$5')).toEqual([{ type: 'text', text: 'costs $5' }])
})

it('dollars in code stay as they are', () => {
  expect(blocksOfMarkdown('`$a` and `$b`')[0]?.text).toBe('$a and $b')
  expect(blocksOfMarkdown('Run\n\n```\necho $HOME $PATH\n```')[1]).toEqual({ type: 'code', text: 'echo $HOME $PATH' })
})

it('an answer that is fenced as a whole is what is inside', () => {
  expect(blocksOfMarkdown('```markdown\n# Head\n\ntext\n```')).toEqual([
    { type: 'heading', text: 'Head', level: 1 },
    { type: 'text', text: 'text' },
  ])
})

it('printed lines are neither code for their indent nor headings for a ruling under them', () => {
  expect(blocksOfMarkdown('    indented\n\nTotal\n-----\n\nnext')).toEqual([
    { type: 'text', text: 'indented' },
    { type: 'text', text: 'Total' },
    { type: 'text', text: 'next' },
  ])
})

it('lines of Chinese are joined without a space', () => {
  expect(blocksOfMarkdown('第一行\n第二行')[0]?.text).toBe('第一行第二行')
})

it('an address that stands in a text is text', () => {
  expect(blocksOfMarkdown('Questions: harbour@example.org')).toEqual([
    { type: 'text', text: 'Questions: harbour@example.org' },
  ])
})

it('a table of pipes is a grid, its rows parted by line ends and its cells by tabs', () => {
  const [block] = blocksOfMarkdown('| a | b |\n|---|---|\n| **1** | $x$ |\n| 2 |\n')
  expect(block?.text).toBe('a\tb\n1\tx\n2\t')
  expect(block?.grid).toMatchObject({ rows: 3, columns: 2 })
  expect(block?.grid?.cells.map(({ content }) => content)).toEqual([
    undefined,
    undefined,
    [{ text: '1', marks: ['bold'] }],
    [{ text: 'x', latex: true }],
    undefined,
    undefined,
  ])
})

it('cells of HTML keep what is bold or raised, and their LaTeX; money is money', () => {
  const [block] = blocksOfMarkdown(
    '<table><tr><td>10<sup>9</sup> <b>t</b></td><td>$v_0$ or \\(w\\)<br> now</td><td>$5 to $6</td></tr></table>',
  )
  expect(block?.text).toBe('109 t\tv_0 or w now\t$5 to $6')
  expect(block?.grid?.cells.map(({ content }) => content)).toEqual([
    [{ text: '10' }, { text: '9', marks: ['sup'] }, { text: ' ' }, { text: 't', marks: ['bold'] }],
    [{ text: 'v_0', latex: true }, { text: ' or ' }, { text: 'w', latex: true }, { text: '\n' }, { text: 'now' }],
    undefined,
  ])
})

it('a table of HTML keeps its spans, and every field has a cell', () => {
  const [block] = blocksOfMarkdown(
    '<table><tr><th rowspan="2">a</th><th colspan="2">b</th></tr><tr><td>1</td></tr></table>',
  )
  expect(block?.grid).toEqual({
    rows: 2,
    columns: 3,
    cells: [
      { row: 0, column: 0, rowSpan: 2, columnSpan: 1, text: 'a' },
      { row: 0, column: 1, rowSpan: 1, columnSpan: 2, text: 'b' },
      { row: 1, column: 1, rowSpan: 1, columnSpan: 1, text: '1' },
      { row: 1, column: 2, rowSpan: 1, columnSpan: 1, text: '' },
    ],
  })
})

it('of other HTML the text stays, and nothing that runs', () => {
  expect(blocksOfMarkdown('<div>one <b>two</b></div>\n\n<script>alert(1)</script>\n\n<img src="x">')).toEqual([
    { type: 'text', text: 'one two' },
    { type: 'figure', text: '' },
  ])
})

it('a table that names huge spans is bounded', () => {
  const [block] = blocksOfMarkdown('<table><tr><td colspan="999999999" rowspan="999999999">a</td></tr></table>')
  expect(block?.grid?.columns).toBeLessThanOrEqual(1000)
})

it('plain text is parted by empty lines alone', () => {
  expect(blocksOfText('# no heading\nsecond line\n\n- no item')).toEqual([
    { type: 'text', text: '# no heading\nsecond line' },
    { type: 'text', text: '- no item' },
  ])
})

it('dollars in tables of HTML and in addresses stay, and an empty line ends no table', () => {
  const [table, link] = blocksOfMarkdown(
    '<table>\n\n<tr><td>$5.00</td><td>b</td></tr>\n\n<tr><td>c</td><td>$6</td></tr>\n</table>\n\nSee https://a.b/?q=$x for $5',
  )
  expect(table?.text).toBe('$5.00\tb\nc\t$6')
  expect(link?.text).toBe('See https://a.b/?q=$x for $5')
  expect(link?.content?.[1]?.href).toBe('https://a.b/?q=$x')
})

it('numbers of items are as they were written', () => {
  expect(blocksOfMarkdown('1) one\n2) two').map(({ mark }) => mark)).toEqual(['1) ', '2) '])
  expect(blocksOfMarkdown('3. three\n3. three again').map(({ mark }) => mark)).toEqual(['3. ', '3. '])
})

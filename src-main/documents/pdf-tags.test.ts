import { describe, expect, it } from 'vitest'
import { readTags, type StructNode } from './pdf-tags.ts'

let ids = 0
const text = () => ({ type: 'content', id: `mc${ids++}` })
const node = (role: string, ...children: StructNode['children']): StructNode => ({ role, children })
const page = (...children: StructNode['children']) => node('Root', node('Document', ...children))

/** The kind of the block that each piece of content belongs to, in its order. */
function kindsOf(root: StructNode) {
  const { blocks, blockOf } = readTags(root)
  return [...blockOf.values()].map((at) => blocks[at]?.kind)
}

describe('a structure tree', () => {
  it('gives blocks in its order, headings with their level', () => {
    const { blocks } = readTags(
      page(node('H2', text()), node('P', text(), node('Span', text())), node('Title', text())),
    )
    expect(blocks).toEqual([{ kind: 'heading', level: 2 }, { kind: 'text' }, { kind: 'heading', level: 1 }])
  })

  it('counts the sections round a heading without a level', () => {
    const { blocks } = readTags(page(node('Sect', node('Sect', node('H', text())))))
    expect(blocks).toEqual([{ kind: 'heading', level: 2 }])
  })

  it('has words in a paragraph as part of it, and text between blocks as a group of its own', () => {
    const tree = page(
      node('P', text(), node('Link', text())),
      node('NonStruct', node('NonStruct', text()), node('Span', text())),
      node('P', text()),
      text(),
    )
    expect(kindsOf(tree)).toEqual(['text', 'text', 'group', 'group', 'text', 'group'])
    expect(readTags(tree).blocks).toHaveLength(4)
  })

  it('has label and first paragraph as the item, lists in it one level deeper, and what follows by itself', () => {
    const inner = node('L', node('LI', node('Lbl', text()), node('LBody', text())))
    const tree = page(
      node('L', node('LI', node('Lbl', text()), node('LBody', node('P', text()), inner, node('P', text())))),
    )
    expect(readTags(tree).blocks).toEqual([
      { kind: 'list_item', level: 1 },
      { kind: 'list_item', level: 2 },
      { kind: 'text' },
    ])
    expect(kindsOf(tree)).toEqual(['list_item', 'list_item', 'list_item', 'list_item', 'text'])
  })

  it('has no item where a section has a bullet', () => {
    const { blocks } = readTags(page(node('L', node('LI', node('H3', text()), node('P', text())))))
    expect(blocks.slice(-2)).toEqual([{ kind: 'heading', level: 3 }, { kind: 'text' }])
  })

  it('counts rows, and says what cells span', () => {
    const cell = (role: string) => node(role, node('P', text()))
    const wide = { ...cell('TD'), colSpan: 2, rowSpan: 1 }
    const table = node('Table', node('THead', node('TR', cell('TH'), cell('TH'))), node('TBody', node('TR', wide)))
    expect(readTags(page(table, table)).blocks.map(({ cell: place }) => place)).toEqual(
      [0, 1].flatMap((number) => [
        { table: number, row: 0, rowSpan: 1, columnSpan: 1 },
        { table: number, row: 0, rowSpan: 1, columnSpan: 1 },
        { table: number, row: 1, rowSpan: 1, columnSpan: 2 },
      ]),
    )
  })

  it.each([
    ['one column', node('Table', node('TR', node('TD', node('P', text()))), node('TR', node('TD', node('P', text()))))],
    [
      'headings over text in its cells',
      node(
        'Table',
        node('TR', node('TD', node('H1', text()), node('P', text())), node('TD', node('P', text()))),
        node('TR', node('TD', node('P', text())), node('TD', node('P', text()))),
      ),
    ],
  ])('takes a table of %s for a means of layout', (_, table) => {
    expect(readTags(page(table)).blocks.every(({ cell }) => cell === undefined)).toBe(true)
  })

  it('leaves out what is marked as no part of the text', () => {
    expect(kindsOf(page(node('Artifact', text()), node('P', text())))).toEqual(['text'])
  })
})

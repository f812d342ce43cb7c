import { describe, expect, it } from 'vitest'
import { joined, kindOf, moved, withNewKind, withNewText } from './block-edits.ts'
import { editedBlocks, editedText } from './edits.ts'
import { treeToMarkdown } from './markdown.ts'
import type { Block, Edit, PageView, TableGrid } from './model.ts'
import { blocksToTree } from './tree.ts'

const block = (id: string, text: string, more: Partial<Block> = {}): Block => ({
  id,
  type: 'text',
  bbox: null,
  order: 1,
  lines: [],
  text,
  ...more,
})
const at = '2026-01-01T00:00:00.000Z'

/** The Markdown of blocks after some changes. */
function markdown(blocks: Block[], ...changes: ReturnType<typeof withNewText>[]): string {
  const edits = changes.flatMap(({ text, ...rest }): Edit[] => (text === null ? [] : [{ ...rest, text, editedAt: at }]))
  return treeToMarkdown(blocksToTree(editedBlocks({ page: 1, blocks, tables: [] }, edits), 'pictures'))
}

describe('a block', () => {
  it('becomes a heading of the level that was chosen, whatever its number says', () => {
    const blocks = [block('b1', '2.1.3 Depths'), block('b2', 'Text')]
    const change = withNewKind({ edits: [] }, blocks[0] as Block, { type: 'heading', level: 2 })
    expect(markdown(blocks, change)).toBe('## 2.1.3 Depths\n\nText')
  })

  it('that is an item loses its bullet with its kind, and gets it back', () => {
    const item = block('b1', '• milk', { type: 'list_item', mark: '• ', level: 1 })
    const change = withNewKind({ edits: [] }, item, { type: 'text' })
    expect(markdown([item], change)).toBe('milk')
    const edits = [{ ...change, text: change.text ?? '', editedAt: at }]
    expect(kindOf({ edits }, item)).toEqual({ type: 'text', level: undefined })
    expect(markdown([item], withNewKind({ edits }, item, { type: 'list_item', level: 1 }))).toBe('- milk')
  })

  it('as it was read needs no edit', () => {
    expect(withNewText({ edits: [] }, block('b1', 'same'), 'same')).toEqual({ blockId: 'b1', text: null })
    expect(withNewKind({ edits: [] }, block('b1', 'same'), { type: 'text' })).toEqual({ blockId: 'b1', text: null })
  })

  it('keeps its kind when its text is changed', () => {
    const one = block('b1', 'Tit1e')
    const kind = withNewKind({ edits: [] }, one, { type: 'heading', level: 1 })
    const edits = [{ ...kind, text: kind.text ?? '', editedAt: at }]
    expect(withNewText({ edits }, one, 'Title')).toEqual({ blockId: 'b1', text: 'Title', type: 'heading', level: 1 })
  })

  it('is moved up and down past others, keeps its text, mark and kind, and is where it was once it is back', () => {
    const blocks = [
      block('b1', 'One'),
      block('b2', '- two', { type: 'list_item', mark: '- ', level: 1 }),
      block('b3', 'Three'),
      block('b4', 'Four'),
    ]
    let edits: Edit[] = []
    const move = (id: string, way: 'up' | 'down') => {
      const view = { result: { blocks } as PageView['result'], edits }
      const change = moved(view, blocks.find((one) => one.id === id) as Block, way)
      if (!change) return false
      edits = [...edits.filter(({ blockId }) => blockId !== id), { ...change, text: change.text ?? '', editedAt: at }]
      return true
    }
    const now = () => editedBlocks({ page: 1, blocks, tables: [] }, edits).map(({ id }) => id)
    expect(move('b4', 'up') && move('b4', 'up') && move('b4', 'up')).toBe(true)
    expect(now()).toEqual(['b4', 'b1', 'b2', 'b3'])
    expect(move('b4', 'up')).toBe(false)
    expect(move('b2', 'down')).toBe(true)
    expect(now()).toEqual(['b4', 'b1', 'b3', 'b2'])
    expect(move('b2', 'down')).toBe(false)
    expect(markdown(blocks, ...(edits as ReturnType<typeof withNewText>[]))).toBe('Four\n\nOne\n\nThree\n\n- two')
    const heading = withNewKind({ edits }, blocks[3] as Block, { type: 'heading', level: 1 })
    edits = [...edits.filter(({ blockId }) => blockId !== 'b4'), { ...heading, text: heading.text ?? '', editedAt: at }]
    edits = edits.map((edit) => (edit.blockId === 'b2' ? { ...edit, text: '- deux' } : edit))
    expect(markdown(blocks, ...(edits as ReturnType<typeof withNewText>[]))).toBe('# Four\n\nOne\n\nThree\n\n- deux')
    const text = 'One\n\n- two\n\nThree\n\nFour'
    expect(editedText({ result: { page: 1, blocks, tables: [], text } as never, edits }).text).toBe(
      'Four\n\nOne\n\nThree\n\n- deux',
    )
    for (let n = 0; n < 60; n++) expect(move('b1', n % 2 === 0 ? 'down' : 'up')).toBe(true)
    expect(new Set(now()).size).toBe(4)
  })

  it('is joined with the next, also in the middle of a word', () => {
    const blocks = [block('b1', 'the light-'), block('b2', 'house stood'), block('b3', 'there')]
    expect(markdown(blocks, ...joined({ edits: [] }, blocks[0] as Block, blocks[1] as Block))).toBe(
      'the lighthouse stood\n\nthere',
    )
  })

  it('is joined without a space where there are none between words', () => {
    const blocks = [block('b1', '\u6f6e\u6c50\u3002'), block('b2', '\u9ad8\u5ea6')]
    const [first] = joined({ edits: [] }, blocks[0] as Block, blocks[1] as Block)
    expect(first?.text).toBe('\u6f6e\u6c50\u3002\u9ad8\u5ea6')
  })

  it('is parted where an empty line was typed, and bold words stay bold', () => {
    const one = block('b1', 'first part second part', {
      content: [{ text: 'first part second ' }, { text: 'part', marks: ['bold'] }],
    })
    expect(markdown([one], withNewText({ edits: [] }, one, 'first part\n\nsecond part'))).toBe(
      'first part\n\nsecond **part**',
    )
  })

  it('without any text is gone from Markdown and from the text', () => {
    const blocks = [block('b1', 'Title', { type: 'heading' }), block('b2', 'x', { type: 'code' }), block('b3', 'text')]
    const changes = [
      withNewText({ edits: [] }, blocks[0] as Block, ''),
      withNewText({ edits: [] }, blocks[1] as Block, ''),
    ]
    expect(markdown(blocks, ...changes)).toBe('text')
    const edits = changes.map((change) => ({ ...change, text: change.text ?? '', editedAt: at }))
    const result = { text: 'Title\n\nx\n\ntext', markdown: '', blocks, tables: [], page: 1 }
    expect(editedText({ result, edits } as never).text).toBe('text')
  })
})

it('a word put right in an edited table keeps its joined cells', () => {
  const cell = (row: number, column: number, text: string, columnSpan = 1) => ({
    row,
    column,
    rowSpan: 1,
    columnSpan,
    text,
  })
  const grid: TableGrid = { rows: 2, columns: 2, cells: [cell(0, 0, 'a', 2), cell(1, 0, 'b'), cell(1, 1, 'c')] }
  const edits = [{ blockId: 'b1', text: 'a\nb\tc', grid, editedAt: at }]
  const put = withNewText({ edits }, block('b1', '', { type: 'table' }), 'all\nb\tc')
  expect(put.grid?.cells[0]).toEqual(cell(0, 0, 'all', 2))
})

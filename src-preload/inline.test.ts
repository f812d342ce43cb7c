import { describe, expect, it } from 'vitest'
import { editedBlocks } from './edits.ts'
import { treeToMarkdown } from './markdown.ts'
import { block as blockSchema, type Inline } from './model.ts'
import { blocksToTree } from './tree.ts'

function markdownOf(
  type: 'text' | 'heading' | 'list_item',
  content: Inline[],
  more: object = {},
  edit?: string,
): string {
  const text = content.map((stretch) => stretch.text).join('')
  const block = blockSchema.parse({ id: 'b1', type, bbox: null, order: 1, lines: [], text, content, ...more })
  const edits = edit === undefined ? [] : [{ blockId: 'b1', text: edit, editedAt: '2026-01-01T00:00:00.000Z' }]
  return treeToMarkdown(blocksToTree(editedBlocks({ page: 1, blocks: [block], tables: [] }, edits), 'pictures'))
}

describe('inline content', () => {
  it('is what it is in Markdown', () => {
    const content: Inline[] = [
      { text: 'Water is ' },
      { text: 'H' },
      { text: '2', marks: ['sub'] },
      { text: 'O, ' },
      { text: 'not', marks: ['bold', 'italic'] },
      { text: ' ' },
      { text: 'wine', marks: ['struck'] },
      { text: '; see ' },
      { text: 'here', href: 'https://example.org/a' },
      { text: ', ' },
      { text: 'x*y', marks: ['code'] },
      { text: ' and ' },
      { text: 'E = mc^2', latex: true },
    ]
    expect(markdownOf('text', content)).toBe(
      'Water is H<sub>2</sub>O, **_not_** ~~wine~~; see [here](https://example.org/a), `x*y` and $E = mc^2$',
    )
  })

  it('has what words share around all of them', () => {
    const content: Inline[] = [
      { text: 'a ', marks: ['italic'] },
      { text: 'bold', marks: ['bold', 'italic'], href: 'https://example.org' },
      { text: ' link', marks: ['italic'], href: 'https://example.org' },
      { text: ', E', marks: ['italic'] },
      { text: 'raw', marks: ['italic', 'sub'] },
    ]
    expect(markdownOf('text', content)).toBe('*a* [**_bold_** *link*](https://example.org)*, E<sub>raw</sub>*')
  })

  it("leaves an item's mark to the list", () => {
    const content: Inline[] = [{ text: '• ' }, { text: 'Bold', marks: ['bold'] }, { text: ' item' }]
    expect(markdownOf('list_item', content, { mark: '• ', level: 1 })).toBe('- **Bold** item')
  })

  it('stays with the words that the user left, and goes with those put in their place', () => {
    const content: Inline[] = [
      { text: 'The ' },
      { text: 'Bo1d and brave', marks: ['bold'] },
      { text: ' keeper of ' },
      { text: 'the light', href: 'https://example.org/' },
      { text: ' sat.' },
    ]
    expect(markdownOf('text', content, {}, 'The Bold and very brave keeper of the lights sat')).toBe(
      'The **Bold and very brave** keeper of [the lights](https://example.org/) sat',
    )
    expect(markdownOf('text', content, {}, 'something else')).toBe('something else')
  })

  it('leads to no script', () => {
    expect(markdownOf('text', [{ text: 'here', href: 'javascript:alert(1)' }])).toBe('here')
  })

  it('whose stretches are not the text of the block is not believed', () => {
    const block = blockSchema.parse({
      id: 'b1',
      type: 'text',
      bbox: null,
      order: 1,
      lines: [],
      text: 'one',
      content: [{ text: 'two' }],
    })
    const [node] = editedBlocks({ page: 1, blocks: [block], tables: [] }, [])
    expect(node?.content).toBeUndefined()
  })
})

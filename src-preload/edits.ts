/** A page with its edits applied. The result of the engine is never changed; this is what is shown, found and exported. */
import { changedContent, contentText } from './inline.ts'
import { treeToMarkdown } from './markdown.ts'
import type { Block, PageResult, PageView, Table, TableGrid } from './model.ts'
import { withLines, withText } from './tables.ts'
import { blocksToTree, type TreeBlock } from './tree.ts'

/** The parts of a page's text are its blocks, in order, parted by a blank line. */
const PART = '\n\n'
/** Where the pictures of a single page's Markdown are: beside it, under the names of `figureName`. */
export const PICTURES = 'pictures'

export interface EditedText {
  text: string
  markdown: string
}

export function editedText(view: Pick<PageView, 'result' | 'edits'>): EditedText {
  const { result, edits } = view
  if (!result) return { text: '', markdown: '' }
  if (edits.length === 0) return { text: result.text, markdown: result.markdown }
  return { text: textWithEdits(result, edits), markdown: pageMarkdown(result, edits) }
}

/** A page's Markdown, from its blocks. */
export function pageMarkdown(
  result: Pick<PageResult, 'page' | 'blocks' | 'tables'>,
  edits: PageView['edits'] = [],
): string {
  return treeToMarkdown(blocksToTree(editedBlocks(result, edits), PICTURES))
}

/** The blocks with the text that they have now. */
export function editedBlocks(
  { page, blocks, tables }: Pick<PageResult, 'page' | 'blocks' | 'tables'>,
  edits: PageView['edits'],
): TreeBlock[] {
  const byBlock = new Map(edits.map((edit) => [edit.blockId, edit]))
  return inPlace(blocks, edits).map((block) => {
    const { id, bbox } = block
    const typed = byBlock.get(id)
    const type = typed?.type ?? block.type
    const level = typed?.type ? typed.level : block.level
    const edit = typed && !isOnlyMoved(typed, block) ? trimmedEdit(typed.text, block.type) : undefined
    const table = tables.find(({ blockId }) => blockId === id)
    // What was typed may have another number, or none.
    const mark = edit !== undefined && type === 'list_item' ? (ITEM_MARK.exec(edit)?.[0] ?? '') : block.mark
    return {
      id,
      page,
      type,
      level,
      isLevelChosen: typed?.type !== undefined,
      mark,
      size: typed?.type ? undefined : block.size,
      bbox,
      text: edit ?? blockText(block),
      leftOut: block.leftOut && edit === undefined ? printedText(block) : undefined,
      content: contentOf(block, edit),
      table: table && edit !== undefined ? editedTable(table, edit, typed?.grid) : table,
    }
  })
}

function contentOf(block: Block, edit: string | undefined): Block['content'] {
  const { content } = block
  if (!content || contentText(content) !== blockText(block)) return undefined
  // A formula is LaTeX from its first sign to its last.
  if (edit !== undefined && block.type === 'formula') return [{ text: edit, latex: true }]
  return edit === undefined ? content : changedContent(content, edit)
}

export function editedTable(table: Table, text: string, grid: TableGrid | undefined): Table {
  return grid ? { ...grid, blockId: table.blockId, cells: withLines(table, grid) } : withText(table, text)
}

/** A bullet or a number that an item begins with. */
export const ITEM_MARK = /^\s*(?:\d{1,6}[.)]|[^\p{L}\p{N}\s])\s+/u

/** A table's outer cells may be empty: their tabs stay. */
export function trimmedEdit(text: string, type: Block['type']): string {
  return type === 'table' ? text.replace(/^[\r\n]+|[\r\n]+$/g, '') : text.trim()
}

function textWithEdits({ blocks, text }: PageResult, edits: PageView['edits']): string {
  const byBlock = new Map(edits.map((edit) => [edit.blockId, edit]))
  const parts = text.split(PART)
  const inText = blocks.filter((block) => blockText(block) !== '')
  return inPlace(blocks, edits)
    .map((block) => {
      const edit = byBlock.get(block.id)
      if (edit !== undefined && !isOnlyMoved(edit, block)) return trimmedEdit(edit.text, block.type)
      // Where the parts can't be told apart, a block's own text is sure.
      return parts.length === inText.length ? (parts[inText.indexOf(block)] ?? '') : blockText(block)
    })
    .filter((part) => part !== '')
    .join(PART)
}

/** Where each block is: its own place, or where it was put. */
export function placesOf(blocks: readonly Block[], edits: PageView['edits']): Map<string, number> {
  const put = new Map(edits.map(({ blockId, at }) => [blockId, at]))
  return new Map(blocks.map(({ id }, own) => [id, put.get(id) ?? own]))
}

/** The blocks in the order that they have now. */
export function inPlace(blocks: readonly Block[], edits: PageView['edits']): readonly Block[] {
  if (!edits.some(({ at }) => at !== undefined)) return blocks
  const places = placesOf(blocks, edits)
  return blocks.toSorted((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0))
}

/** Its text is as it was read. */
export function isOnlyMoved({ at, text, grid, type }: PageView['edits'][number], block: Block): boolean {
  return at !== undefined && grid === undefined && type === undefined && text === blockText(block)
}

/** A block's text as it is now. */
export function currentText({ edits }: Pick<PageView, 'edits'>, block: Block): string {
  const edit = edits.find(({ blockId }) => blockId === block.id)
  return edit ? trimmedEdit(edit.text, block.type) : blockText(block)
}

export function blockText({ leftOut, ...block }: Pick<Block, 'lines' | 'text' | 'leftOut'>): string {
  return leftOut ? '' : printedText(block)
}

/** Also where it was left out. */
export function printedText({ lines, text }: Pick<Block, 'lines' | 'text'>): string {
  return text ?? lines.map((line) => line.text).join('\n')
}

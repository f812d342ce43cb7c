/** What is selected of the words over the pictures, as a document: whole blocks as what they are, parts of one as plain text. */
import type { Block, PageView } from '../../src-preload/model.ts'
import { useDocument } from './data.ts'

/** Null where the selection is not on the pictures. */
export function pictureSelection(): PageView[] | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const pane = document.querySelector('.pane-pictures')
  if (!pane?.contains(range.startContainer) && !pane?.contains(range.endContainer)) return null
  const { pages } = useDocument.getState()
  const found: PageView[] = []
  for (const leaf of pane.querySelectorAll<HTMLElement>('.leaf')) {
    const view = pages.get(Number(leaf.dataset['page']))
    if (!view?.result || !range.intersectsNode(leaf)) continue
    const blocks = view.result.blocks.flatMap((block) => selectedPart(leaf, block, range))
    if (blocks.length > 0) found.push(withBlocks(view, view.result, blocks))
  }
  return found.length > 0 ? found : null
}

function withBlocks(view: PageView, result: NonNullable<PageView['result']>, blocks: Block[]): PageView {
  return {
    ...view,
    // A part of a block is what was read, not what was put in the block's place.
    edits: view.edits.filter(({ blockId }) =>
      result.blocks.some((block) => blocks.includes(block) && block.id === blockId),
    ),
    result: { ...result, blocks, text: '', markdown: '' },
  }
}

/** The block itself where all of its words are selected; a paragraph of those that are; nothing. */
function selectedPart(leaf: HTMLElement, block: Block, range: Range): Block[] {
  const lines: string[] = []
  let isWhole = true
  for (const line of block.lines) {
    const words = [...leaf.querySelectorAll<HTMLElement>(`[data-line-of="${CSS.escape(line.id)}"] > .word`)]
    const texts = words.map((word) => selectedText(word, range))
    isWhole &&= texts.length > 0 && texts.every((text, at) => text === words[at]?.textContent)
    const text = texts.filter((one) => one !== '').join(' ')
    if (text !== '') lines.push(text)
  }
  if (lines.length === 0) return []
  if (isWhole) return [block]
  const text = lines.join(block.type === 'code' || block.type === 'table' ? '\n' : ' ')
  return [{ ...block, type: block.type === 'code' ? 'code' : 'text', text, content: undefined, mark: undefined }]
}

function selectedText(word: HTMLElement, range: Range): string {
  const text = word.firstChild
  if (!text || !range.intersectsNode(word)) return ''
  const all = word.textContent ?? ''
  const start = range.startContainer === text ? range.startOffset : 0
  const end = range.endContainer === text ? range.endOffset : all.length
  return all.slice(start, end)
}

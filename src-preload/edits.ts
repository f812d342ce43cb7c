/** A page with its edits applied. The result of the engine is never changed; this is what is shown, found and exported. */
import type { Edit, PageResult, PageView } from './model.ts'

/** The parts of a page's text and Markdown are its blocks, in order, parted by a blank line. */
const PART = '\n\n'

export interface EditedText {
  text: string
  markdown: string
}

export function editedText({ result, edits }: Pick<PageView, 'result' | 'edits'>): EditedText {
  if (!result) return { text: '', markdown: '' }
  if (edits.length === 0) return { text: result.text, markdown: result.markdown }
  const byBlock = new Map(edits.map((edit) => [edit.blockId, edit.text]))
  return {
    text: withEdits(result, result.text, byBlock, (text) => text),
    markdown: withEdits(result, result.markdown, byBlock, toMarkdown),
  }
}

function withEdits(
  { blocks }: PageResult,
  whole: string,
  edits: ReadonlyMap<Edit['blockId'], string>,
  write: (text: string) => string,
): string {
  const parts = whole.split(PART)
  return blocks
    .map((block, at) => {
      const edit = edits.get(block.id)
      if (edit !== undefined) return write(edit.trim())
      // Where the parts can't be told apart, a block's own lines are sure.
      return parts.length === blocks.length ? (parts[at] ?? '') : write(blockText(block))
    })
    .filter((part) => part !== '')
    .join(PART)
}

export function blockText({ lines }: Pick<PageResult['blocks'][number], 'lines'>): string {
  return lines.map((line) => line.text).join('\n')
}

/** Plain text that Markdown shows as it is (CommonMark 0.31, backslash escapes and hard line breaks). */
function toMarkdown(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[\\`*_<[\]|~$]/g, '\\$&').replace(/^(\s*)([#>+-]|\d+[.)])(?=\s|$)/, '$1\\$2'))
    .join('  \n')
}

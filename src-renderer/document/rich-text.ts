/** Pages as HTML for the clipboard: other programs paste headings, lists and tables as what they are. */

import { sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import type { RootContent } from 'mdast'
import { toHast } from 'mdast-util-to-hast'
import { editedBlocks, PICTURES } from '../../src-preload/edits.ts'
import type { PageView } from '../../src-preload/model.ts'
import { oneBody } from '../../src-preload/table-body.ts'
import { blocksToTree } from '../../src-preload/tree.ts'

export function richText(pages: readonly PageView[]): string {
  const children = pages
    .flatMap(({ result, edits }) => (result ? blocksToTree(editedBlocks(result, edits), PICTURES) : []))
    .filter((node) => !isPicture(node))
  return toHtml(sanitize(oneBody(toHast({ type: 'root', children }))))
}

/** Its file is not on the clipboard. */
function isPicture(node: RootContent): boolean {
  return node.type === 'paragraph' && node.children.every(({ type }) => type === 'image')
}

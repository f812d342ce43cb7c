/** A document as one tree (mdast) of headings, paragraphs, lists, tables and pictures: what all exports are made of. */
import type { RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { gapsIn } from '../../src-preload/gaps.ts'
import { blocksToTree, type TreeBlock } from '../../src-preload/tree.ts'
import { joinPages } from './across-pages.ts'
import { blocksOf, type ExportDocument } from './document.ts'

/** `pictures` is the folder of the cut-outs. Pages of which an engine gave only Markdown keep it. */
export function treeOf(document: ExportDocument, pictures: string): RootContent[] {
  const nodes: RootContent[] = []
  let pages: TreeBlock[][] = []
  const close = () => {
    for (const node of blocksToTree(joinPages(pages), pictures)) nodes.push(node)
    pages = []
  }
  const gaps = gapsIn(document.pages)
  for (const page of document.pages) {
    const gap = gaps.get(page.page)
    if (gap !== undefined) {
      close()
      nodes.push({ type: 'paragraph', children: [{ type: 'emphasis', children: [{ type: 'text', value: gap }] }] })
    }
    // What was left out is no text, until somebody says that it is.
    const blocks = blocksOf(page).filter(({ leftOut }) => leftOut === undefined)
    if (blocks.length > 0 || !page.result?.markdown) {
      pages.push(blocks)
      continue
    }
    close()
    nodes.push(...parsed(page.result.markdown))
  }
  close()
  return nodes
}

/** GitHub Flavored Markdown (https://github.github.com/gfm). */
function parsed(markdown: string): RootContent[] {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children
}

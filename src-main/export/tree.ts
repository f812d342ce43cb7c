/** A document as a tree of headings, paragraphs, lists and tables: what HTML and DOCX are made of. */
import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import type { ExportDocument } from './document.ts'
import { render } from './formats.ts'

/** GitHub Flavored Markdown (https://github.github.com/gfm) as mdast. */
export function treeOf(document: ExportDocument): Root {
  return fromMarkdown(render(document, 'md'), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** A document as text, Markdown, CSV or JSON; the other formats have files of their own. */
import { gapsIn } from '../../src-preload/gaps.ts'
import { treeToMarkdown } from '../../src-preload/markdown.ts'
import { EXPORT_FORMATS } from '../../src-preload/model.ts'
import type { TreeBlock } from '../../src-preload/tree.ts'
import { joinPages } from './across-pages.ts'
import { blocksOf, type ExportDocument } from './document.ts'
import { toOneCsv } from './tables.ts'
import { treeOf } from './tree.ts'

export const TEXT_FORMATS = ['txt', 'md', 'csv', 'json'] as const
export type TextFormat = (typeof TEXT_FORMATS)[number]
export const FORMATS = EXPORT_FORMATS
export type Format = (typeof FORMATS)[number]

export function isText(format: Format): format is TextFormat {
  return TEXT_FORMATS.some((one) => one === format)
}

/** `pictures` is the folder in which Markdown's pictures are. Throws an InkleafError for CSV without a table. */
export function render(document: ExportDocument, format: TextFormat, pictures = 'pictures'): string {
  switch (format) {
    case 'txt':
      return ended(document.mode === 'markdown' ? structuredText(document) : plainText(document))
    case 'md':
      return ended(treeToMarkdown(treeOf(document, pictures)))
    case 'csv':
      return toOneCsv(document)
    case 'json':
      return `${JSON.stringify({ schemaVersion: 1, ...document }, null, 2)}\n`
    default:
      return format satisfies never
  }
}

/** Pages that were read, with their lines, parted by a blank line; one that is missing is named where it would be. */
function plainText({ pages }: ExportDocument): string {
  const gaps = gapsIn(pages)
  return pages
    .map(({ page, result }) => result?.text.trim() ?? bracketed(gaps.get(page)))
    .filter((text) => text !== '')
    .join('\n\n')
}

/** A paragraph a line, over pages too, without running heads. */
function structuredText(document: ExportDocument): string {
  if (document.pages.some((page) => page.result?.text && blocksOf(page).length === 0)) return plainText(document)
  const gaps = gapsIn(document.pages)
  const parts: string[] = []
  let pages: TreeBlock[][] = []
  const close = () => {
    parts.push(...joinPages(pages).map(({ text }) => text))
    pages = []
  }
  for (const page of document.pages) {
    const gap = gaps.get(page.page)
    if (gap !== undefined) {
      close()
      parts.push(bracketed(gap))
    } else pages.push(blocksOf(page))
  }
  close()
  return parts.filter((text) => text !== '').join('\n\n')
}

function bracketed(gap: string | undefined): string {
  return gap === undefined ? '' : `[${gap}]`
}

function ended(text: string): string {
  return text === '' ? '' : `${text}\n`
}

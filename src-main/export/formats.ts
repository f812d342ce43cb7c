/** A document as text, Markdown, CSV or JSON; the other formats have files of their own. */
import { treeToMarkdown } from '../../src-preload/markdown.ts'
import { EXPORT_FORMATS } from '../../src-preload/model.ts'
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

/** Pages that were read, with their lines, parted by a blank line; one that failed leaves a gap. */
function plainText({ pages }: ExportDocument): string {
  return pages
    .map(({ result }) => result?.text.trim() ?? '')
    .filter((text) => text !== '')
    .join('\n\n')
}

/** A paragraph a line, over pages too, without running heads. */
function structuredText(document: ExportDocument): string {
  if (document.pages.some((page) => page.result?.text && blocksOf(page).length === 0)) return plainText(document)
  return joinPages(document.pages.map(blocksOf))
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n\n')
}

function ended(text: string): string {
  return text === '' ? '' : `${text}\n`
}

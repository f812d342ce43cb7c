/** A document as text, Markdown or JSON; the other formats have files of their own. */
import { EXPORT_FORMATS } from '../../src-preload/model.ts'
import type { ExportDocument } from './document.ts'

export const TEXT_FORMATS = ['txt', 'md', 'json'] as const
export type TextFormat = (typeof TEXT_FORMATS)[number]
export const FORMATS = EXPORT_FORMATS
export type Format = (typeof FORMATS)[number]

export function isText(format: Format): format is TextFormat {
  return TEXT_FORMATS.some((one) => one === format)
}

export function render(document: ExportDocument, format: TextFormat): string {
  switch (format) {
    case 'txt':
      return ended(joined(document, 'text'))
    case 'md':
      return ended(joined(document, 'markdown'))
    case 'json':
      return `${JSON.stringify({ schemaVersion: 1, ...document }, null, 2)}\n`
    default:
      return format satisfies never
  }
}

/** Pages that were read, parted by a blank line; one that failed leaves a gap, not an error in the text. */
function joined(document: ExportDocument, what: 'text' | 'markdown'): string {
  return document.pages
    .map(({ result }) => result?.[what].trim() ?? '')
    .filter((text) => text !== '')
    .join('\n\n')
}

function ended(text: string): string {
  return text === '' ? '' : `${text}\n`
}

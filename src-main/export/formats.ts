/** A document as text, Markdown or JSON. */
import type { ExportDocument } from './document.ts'

export const FORMATS = ['txt', 'md', 'json'] as const
export type Format = (typeof FORMATS)[number]

export function render(document: ExportDocument, format: Format): string {
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

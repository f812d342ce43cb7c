/** A PDF of many short pages. */
import { put, temporaryFolder } from './folders.ts'
import { makePdf } from './make-pdf.ts'

/** `long-N.pdf`, whose pages say which they are. */
export function longPdf(pages: number, lines = 6): string {
  const text = (page: number) => Array.from({ length: lines }, (_, at) => `page ${page} line ${at + 1} of a long file`)
  const made = makePdf(Array.from({ length: pages }, (_, at) => ({ lines: text(at + 1) })))
  return put(temporaryFolder(), `long-${pages}.pdf`, made)
}

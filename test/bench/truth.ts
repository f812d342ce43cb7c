/** A PDF page's own characters, and how far a reading is from them. */
import { distance } from 'fastest-levenshtein'
import type { PdfPool } from '../../src-main/documents/pdf-pool.ts'

/** The text layer in the order of its content, which in these manuals is the order of reading. */
export async function orderedText(pool: PdfPool, pdf: string, page: number): Promise<string> {
  const document = await pool.open({ path: pdf, password: null })
  const handle = document.page(page)
  if (handle.kind !== 'rendered') throw new Error('not a PDF')
  return (await handle.textLayer()).lines.map((line) => line.text).join('\n')
}

/** NFKC, without white space and dot leaders: what is left is what a reader would miss. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/([.·․‥…]\s*){3,}/g, '')
    .replace(/(\s\.)+(?=\s|$)/g, '')
    .replace(/[\s\u00ad\u200b]+/g, '')
}

export interface CharacterErrors {
  characters: number
  /** Edits that turn the reading into the truth. */
  inOrder: number
  /** Characters missing or added, whichever is more, wherever they stand. */
  anyOrder: number
}

export function characterErrors(truth: string, reading: string): CharacterErrors {
  const [wanted, got] = [comparable(truth), comparable(reading)]
  return { characters: wanted.length, inOrder: distance(wanted, got), anyOrder: bagDistance(wanted, got) }
}

function bagDistance(wanted: string, got: string): number {
  const balance = new Map<string, number>()
  for (const c of wanted) balance.set(c, (balance.get(c) ?? 0) + 1)
  for (const c of got) balance.set(c, (balance.get(c) ?? 0) - 1)
  let missing = 0
  let added = 0
  for (const n of balance.values()) {
    missing += Math.max(n, 0)
    added += Math.max(-n, 0)
  }
  return Math.max(missing, added)
}

/** A PDF's outline (its bookmarks; ISO 32000-1, 12.3.3): what it says begins on each page. */
import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { OutlineEntry } from './document.ts'

interface Item {
  title: string
  dest: string | unknown[] | null
  items: Item[]
}

/** Of a book; more are no table of contents. */
const MAX_ENTRIES = 20_000

const known = new WeakMap<PDFDocumentProxy, Promise<Map<number, OutlineEntry[]>>>()

/** By page, from 1. An outline that can't be read is as good as none. */
export function outlineOf(document: PDFDocumentProxy): Promise<Map<number, OutlineEntry[]>> {
  const found = known.get(document) ?? read(document).catch(() => new Map<number, OutlineEntry[]>())
  known.set(document, found)
  return found
}

async function read(document: PDFDocumentProxy): Promise<Map<number, OutlineEntry[]>> {
  const byPage = new Map<number, OutlineEntry[]>()
  let entries = 0
  const visit = async (items: readonly Item[], level: number): Promise<void> => {
    for (const { title, dest, items: below } of items) {
      if (entries++ > MAX_ENTRIES) return
      const page = await pageOf(document, dest)
      if (page !== null) byPage.set(page, [...(byPage.get(page) ?? []), { title: title.trim(), level }])
      await visit(below, level + 1)
    }
  }
  await visit(((await document.getOutline()) ?? []) as Item[], 1)
  return byPage
}

async function pageOf(document: PDFDocumentProxy, dest: Item['dest']): Promise<number | null> {
  const explicit = typeof dest === 'string' ? await document.getDestination(dest) : dest
  const target = explicit?.[0]
  if (typeof target === 'number') return target + 1
  if (target === null || typeof target !== 'object') return null
  return (await document.getPageIndex(target as { num: number; gen: number })) + 1
}

/** Pages as one text: running heads left out, paragraphs and tables that go on over a page's end joined. */
import type { Table } from '../../src-preload/model.ts'
import { tableRows } from '../../src-preload/tables.ts'
import { OUTER, type TreeBlock } from '../../src-preload/tree.ts'

/** Of the page's height at either end. */
const MARGIN = 0.12
/** What stands there on so many pages, and on this part of them, is a running head. */
const LEAST_PAGES = 3
const LEAST_PART = 0.3
/** Tables that are one begin and end so near each other, as a fraction of the page's width. */
const SAME_EDGE = 0.04
const CJK = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/
const ENDS_SENTENCE = /[.!?:;。！？：；…]["'”’»）)\]」』\s]*$/

/** `pages` have their blocks in reading order; so has the result. */
export function joinPages(pages: readonly (readonly TreeBlock[])[]): TreeBlock[] {
  const running = runningHeads(pages)
  const joined: TreeBlock[] = []
  for (const page of pages) {
    const body = page.filter((block) => !OUTER.has(block.type) && !running.has(block))
    const notes = body.filter(({ type }) => type === 'footnote')
    const text = body.filter(({ type }) => type !== 'footnote')
    const last = lastOfText(joined)
    const [first] = text
    if (last && first && goesOn(last, first)) {
      const at = joined.indexOf(last)
      joined[at] = both(last, first)
      text.shift()
    }
    joined.push(...text, ...notes)
  }
  return joined
}

/** The notes of the page before stand between a paragraph and its end. */
function lastOfText(blocks: readonly TreeBlock[]): TreeBlock | undefined {
  return blocks.findLast(({ type }) => type !== 'footnote')
}

function goesOn(last: TreeBlock, first: TreeBlock): boolean {
  if (last.type === 'table' && first.type === 'table') return sameTable(last, first)
  if (first.type !== 'text' || (last.type !== 'text' && last.type !== 'list_item')) return false
  if (ENDS_SENTENCE.test(last.text) || last.text.includes('\n') || first.text.includes('\n')) return false
  const begin = first.text.trimStart().charAt(0)
  return /[\p{Ll}\p{M}]/u.test(begin) || CJK.test(begin) || /[-‐,，、\u00ad]$/.test(last.text)
}

function sameTable(last: TreeBlock, first: TreeBlock): boolean {
  if (!last.table || !first.table || last.table.columns !== first.table.columns || !last.bbox || !first.bbox)
    return false
  return Math.abs(last.bbox[0] - first.bbox[0]) < SAME_EDGE && Math.abs(last.bbox[2] - first.bbox[2]) < SAME_EDGE
}

function both(last: TreeBlock, first: TreeBlock): TreeBlock {
  if (last.table && first.table)
    return { ...last, table: oneTable(last.table, first.table), text: `${last.text}\n${first.text}` }
  return { ...last, text: joinedText(last.text, first.text) }
}

/** A head that is repeated on the next page is there once. */
function oneTable(last: Table, first: Table): Table {
  const textOf = (table: Table, row: number) =>
    tableRows(table)
      [row]?.map(({ text }) => text.replace(/\s+/g, ''))
      .join('\t')
  const skipped = first.rows > 1 && textOf(last, 0) === textOf(first, 0) ? 1 : 0
  const added = first.cells
    .filter(({ row }) => row >= skipped)
    .map((cell) => ({ ...cell, row: cell.row - skipped + last.rows, lines: [] }))
  return { ...last, rows: last.rows + first.rows - skipped, cells: [...last.cells, ...added] }
}

/** A hyphen that parts a word goes; CJK is joined without a space. */
function joinedText(before: string, after: string): string {
  const [left, right] = [before.trimEnd(), after.trimStart()]
  if (/\p{L}[-‐\u00ad]$/u.test(left) && /^\p{Ll}/u.test(right)) return left.slice(0, -1) + right
  if (/[-‐]$/.test(left)) return left + right
  return CJK.test(left.slice(-1)) && CJK.test(right.charAt(0)) ? left + right : `${left} ${right}`
}

/** What stands at the same end of many pages and differs in its numbers only. */
function runningHeads(pages: readonly (readonly TreeBlock[])[]): Set<TreeBlock> {
  const found = new Map<string, TreeBlock[]>()
  for (const page of pages) {
    for (const block of page) {
      const end = endOf(block)
      if (end === null || OUTER.has(block.type)) continue
      const key = `${end} ${block.text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim()}`
      found.set(key, [...(found.get(key) ?? []), block])
    }
  }
  const least = Math.max(LEAST_PAGES, LEAST_PART * pages.length)
  return new Set([...found.values()].filter((blocks) => blocks.length >= least).flat())
}

function endOf({ bbox, type }: TreeBlock): 'top' | 'bottom' | null {
  if (!bbox || type === 'table' || type === 'figure') return null
  if (bbox[3] < MARGIN) return 'top'
  return bbox[1] > 1 - MARGIN ? 'bottom' : null
}

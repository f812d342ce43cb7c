/** Pages as one text: running heads left out, paragraphs and tables that go on over a page's end joined. */

import { contentText, withoutEnd, withoutStart } from '../../src-preload/inline.ts'
import type { Table } from '../../src-preload/model.ts'
import { OUTER, type TreeBlock } from '../../src-preload/tree.ts'

/** Of the page's height at either end. */
const MARGIN = 0.12
/** What stands there on so many pages, and on this part of them, is a running head. */
const MIN_PAGES = 3
const MIN_PART = 0.3
/** Tables that are one begin and end so near each other, as a fraction of the page's width. */
const SAME_EDGE = 0.04
/** Of the page's height: what goes on ends below the one and goes on above the other. */
const LOW = 0.6
const HIGH = 0.4
const ENDS: ReadonlySet<TreeBlock['type']> = new Set(['text', 'heading', 'caption', 'footnote'])
const CONJUNCTION = /^(?:und|oder|bzw|bis|and|or|to|et|ou|à|e|o|y)(?![\p{L}\p{N}])/u
/** What is written with a hyphen wherever it stands in its line (n-octanal, low-pressure), and endings after which it isn't. */
const OWN_HYPHEN =
  /(?:^|[\s(["“'-])(?:[\p{L}\p{N}]|well|ill|low|high|self|half|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-‐]$/iu
const ENDING = /^(?:er|est|ly|ness|ish|less|land|way|light)/
/** Marks of both Latin and Chinese text. */
const NEUTRAL = /[“”‘’…—·]/
const CJK = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/
const ENDS_SENTENCE = /[.!?:;。！？：；…]["'”’»）)\]」』\s]*$/

/** `pages` have their blocks in reading order; so has the result. */
export function joinPages(pages: readonly (readonly TreeBlock[])[]): TreeBlock[] {
  const running = runningHeads(pages)
  const joined: TreeBlock[] = []
  /** Where the text that may go on is, the notes of its page after it, and its page. */
  let last: { at: number; page: number } | null = null
  for (const page of pages) {
    const body = page.filter((block) => !OUTER.has(block.type) && !running.has(block))
    const notes = body.filter(({ type }) => type === 'footnote')
    const text = body.filter(({ type }) => type !== 'footnote')
    const [first] = text
    const before = last && joined[last.at]
    if (last && before && first && first.page === last.page + 1 && goesOn(before, first)) {
      joined[last.at] = both(before, first)
      text.shift()
      last.page = first.page
    }
    for (const block of text) last = { at: joined.push(block) - 1, page: block.page }
    for (const block of notes) joined.push(block)
  }
  return joined
}

function goesOn(last: TreeBlock, first: TreeBlock): boolean {
  // From the foot of a page to the head of the next.
  if ((last.bbox?.[3] ?? 1) < LOW || (first.bbox?.[1] ?? 0) > HIGH) return false
  if (last.type === 'table' && first.type === 'table') return sameTable(last, first)
  if (last.type === 'code' && first.type === 'code') return true
  if (first.type !== 'text' || (last.type !== 'text' && last.type !== 'list_item')) return false
  if (ENDS_SENTENCE.test(last.text) || last.text.includes('\n') || first.text.includes('\n')) return false
  const begin = first.text.trimStart().charAt(0)
  return /[\p{Ll}\p{M}]/u.test(begin) || CJK.test(begin) || /[-‐,，、\u00ad]$/.test(last.text)
}

function sameTable(last: TreeBlock, first: TreeBlock): boolean {
  if (!last.table || !first.table || last.table.columns !== first.table.columns || !last.bbox || !first.bbox)
    return false
  if (Math.abs(last.bbox[0] - first.bbox[0]) >= SAME_EDGE) return false
  // The places are those of the text, and the longest line is on one of the pages.
  return Math.abs(last.bbox[2] - first.bbox[2]) < SAME_EDGE || sameHead(last.table, first.table) > 0
}

/** With the place of what was added, which the next page is held against. */
function both(last: TreeBlock, first: TreeBlock): TreeBlock {
  const { bbox } = first
  if (last.table && first.table)
    return { ...last, bbox, table: oneTable(last.table, first.table), text: `${last.text}\n${first.text}` }
  const text = last.type === 'code' ? `${last.text}\n${first.text}` : joinedText(last.text, first.text)
  return { ...last, bbox, text, content: joinedContent(last, first, text) }
}

/** What both say of their words, for `text`, which they make together. */
function joinedContent(last: TreeBlock, first: TreeBlock, text: string): TreeBlock['content'] {
  if (!last.content && !first.content) return undefined
  const after = first.text.trimStart()
  const before = text.slice(0, text.length - after.length).trimEnd()
  const content = [
    ...withoutEnd(last.content ?? [{ text: last.text }], last.text.length - before.length),
    { text: text.slice(before.length, text.length - after.length) },
    ...withoutStart(first.content ?? [{ text: first.text }], first.text.length - after.length),
  ].filter((stretch) => stretch.text !== '')
  return contentText(content) === text ? content : undefined
}

/** A head that is repeated on the next page is there once. */
function oneTable(last: Table, first: Table): Table {
  const skipped = sameHead(last, first)
  const rest = skipped === 0 && endsInRow(last) ? restOfRow(first) : null
  const gone = rest ? 1 : skipped
  const added = first.cells
    .filter(({ row }) => row >= gone)
    .map((cell) => ({ ...cell, row: cell.row - gone + last.rows, lines: [] }))
  const cells = rest ? last.cells.map((cell) => withRest(cell, last.rows - 1, rest)) : last.cells
  return { ...last, rows: last.rows + first.rows - gone, cells: cells.concat(added) }
}

/** How many rows the head has that both begin with; 0 where theirs differ. */
function sameHead(last: Table, first: Table): number {
  const head = first.cells.reduce((rows, cell) => (cell.row === 0 ? Math.max(rows, cell.rowSpan) : rows), 1)
  const headOf = ({ cells }: Table) =>
    cells
      .filter(({ row }) => row < head)
      .map(({ row, column, text }) => `${row},${column},${text.replace(/\s+/g, '')}`)
      .join('\t')
  return first.rows > head && headOf(last) === headOf(first) ? head : 0
}

/** The first row, where it has no first cell: the row before went on over the page's end. */
function restOfRow({ cells }: Table): Map<number, string> | null {
  const row = cells.filter(({ row: at }) => at === 0)
  const begun = row.some(({ column, text }) => column === 0 && text.trim() !== '')
  if (begun || row.some(({ rowSpan, columnSpan }) => rowSpan > 1 || columnSpan > 1)) return null
  return new Map(row.map(({ column, text }) => [column, text]))
}

/** Whether the last row is one of single cells, which may go on. */
function endsInRow({ cells, rows }: Table): boolean {
  return cells.every((cell) => cell.row + cell.rowSpan < rows || (cell.rowSpan === 1 && cell.columnSpan === 1))
}

function withRest(cell: Table['cells'][number], row: number, rest: ReadonlyMap<number, string>) {
  const more = cell.row === row ? (rest.get(cell.column) ?? '') : ''
  if (more.trim() === '') return cell
  return { ...cell, text: cell.text.trim() === '' ? more : joinedText(cell.text, more), lines: [] }
}

/** A hyphen that parts a word goes, one before `und` stays; CJK is joined without a space. */
export function joinedText(before: string, after: string): string {
  const [left, right] = [before.trimEnd(), after.trimStart()]
  if (/\p{L}[-‐]$/u.test(left) && CONJUNCTION.test(right)) return `${left} ${right}`
  const own = OWN_HYPHEN.test(left) && !ENDING.test(right)
  if (/\p{L}[-‐\u00ad]$/u.test(left) && /^\p{Ll}/u.test(right) && !own) return left.slice(0, -1) + right
  if (/[-‐]$/.test(left)) return left + right
  const sides = [left.slice(-1), right.charAt(0)]
  const together = sides.every((side) => CJK.test(side) || NEUTRAL.test(side)) && sides.some((side) => CJK.test(side))
  return together ? left + right : `${left} ${right}`
}

/** What stands at the same end of many pages, word for word or with a number that counts the pages. */
function runningHeads(pages: readonly (readonly TreeBlock[])[]): Set<TreeBlock> {
  const running = new Set<TreeBlock>()
  if (pages.length < MIN_PAGES) return running
  const found = new Map<string, TreeBlock[]>()
  for (const page of pages) {
    const here = new Set<string>()
    for (const block of page) {
      const end = endOf(block)
      if (end === null) continue
      // Headings that differ in their numbers are headings.
      const masked = block.type === 'text' ? block.text.replace(/\d+/g, '#') : block.text
      const key = `${end} ${masked.replace(/\s+/g, ' ').trim()}`
      if (!here.has(key)) found.set(key, [...(found.get(key) ?? []), block])
      here.add(key)
    }
  }
  const least = Math.max(MIN_PAGES, MIN_PART * pages.length)
  for (const blocks of found.values())
    if (blocks.length >= least && countsPages(blocks)) for (const block of blocks) running.add(block)
  return running
}

/** Whether the texts are the same, or their numbers grow as the pages do. */
function countsPages(blocks: readonly TreeBlock[]): boolean {
  const [first] = blocks
  if (!first || blocks.every(({ text }) => text === first.text)) return true
  const offset = ({ text, page }: TreeBlock) => Number(/\d+(?=\D*$)/.exec(text)?.[0] ?? Number.NaN) - page
  const usual = offset(first)
  return blocks.filter((block) => offset(block) === usual).length >= 0.8 * blocks.length
}

function endOf({ bbox, type, text }: TreeBlock): 'top' | 'bottom' | null {
  if (!bbox || OUTER.has(type) || !ENDS.has(type) || text.trim() === '') return null
  if (bbox[3] < MARGIN) return 'top'
  return bbox[1] > 1 - MARGIN ? 'bottom' : null
}

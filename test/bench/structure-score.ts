/** Markdown against the truth: blocks by kind, cells by place and text, characters in reading order. */
import { distance } from 'fastest-levenshtein'
import type { Element, Nodes as HastNodes, Root as HastRoot } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Nodes, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import type { CorpusDocument } from '../corpus/make.ts'
import type { TruthBlock, TruthCell } from '../corpus/truth.ts'
import { characterErrors, comparable } from './truth.ts'

export interface MarkdownBlock {
  kind: 'heading' | 'paragraph' | 'list_item' | 'table' | 'code'
  text: string
  level?: number
  cells?: TruthCell[]
}

/** Blocks are the same where so much of their text is. */
const SAME = 0.8
/** The truth's kinds as Markdown can show them. */
const KINDS: Partial<Record<TruthBlock['type'], MarkdownBlock['kind']>> = {
  heading: 'heading',
  paragraph: 'paragraph',
  caption: 'paragraph',
  footnote: 'paragraph',
  list_item: 'list_item',
  code: 'code',
  table: 'table',
}

export function blocksOfMarkdown(markdown: string): MarkdownBlock[] {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return tree.children.flatMap((node) => blocksOf(node))
}

function blocksOf(node: RootContent): MarkdownBlock[] {
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: node.depth, text: textOf(node) }]
    case 'paragraph':
      return textOf(node).trim() === '' ? [] : [{ kind: 'paragraph', text: textOf(node) }]
    case 'code':
      return [{ kind: 'code', text: node.value }]
    case 'list':
      return node.children.flatMap(({ children: [first, ...rest] }) => [
        { kind: 'list_item' as const, text: first ? textOf(first) : '' },
        ...rest.flatMap((child) => blocksOf(child)),
      ])
    case 'table':
      return [{ kind: 'table', cells: cellsOf(node), text: textOf(node) }]
    case 'html':
      return htmlTables(fromHtml(node.value, { fragment: true }))
    case 'blockquote':
      return node.children.flatMap((child) => blocksOf(child))
    default:
      return []
  }
}

/** Pictures have no text of the page. */
function textOf(node: Nodes): string {
  if (node.type === 'image') return ''
  if (node.type === 'break') return '\n'
  if ('value' in node) return node.value
  return 'children' in node
    ? node.children.map(textOf).join(node.type === 'table' || node.type === 'tableRow' ? '\n' : '')
    : ''
}

function cellsOf({ children: rows }: Table): TruthCell[] {
  return rows.flatMap(({ children }, row) =>
    children.map((cell, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text: textOf(cell) })),
  )
}

function htmlTables(root: HastRoot): MarkdownBlock[] {
  return elements(root, 'table').map((table) => {
    const cells: TruthCell[] = []
    const taken = new Set<string>()
    for (const [row, line] of elements(table, 'tr').entries()) {
      let column = 0
      for (const cell of line.children.filter((one): one is Element => one.type === 'element')) {
        while (taken.has(`${row},${column}`)) column++
        const rowSpan = Number(cell.properties.rowSpan ?? 1)
        const columnSpan = Number(cell.properties.colSpan ?? 1)
        for (let r = 0; r < rowSpan; r++) for (let c = 0; c < columnSpan; c++) taken.add(`${row + r},${column + c}`)
        cells.push({ row, column, rowSpan, columnSpan, text: htmlText(cell) })
        column += columnSpan
      }
    }
    return { kind: 'table', cells, text: cells.map(({ text }) => text).join('\n') }
  })
}

function elements(node: HastNodes, name: string): Element[] {
  if (!('children' in node)) return []
  return node.children.flatMap((child) =>
    child.type === 'element' && child.tagName === name ? [child] : elements(child as HastNodes, name),
  )
}

function htmlText(node: HastNodes): string {
  return 'value' in node ? node.value : 'children' in node ? node.children.map((child) => htmlText(child)).join('') : ''
}

interface Tally {
  right: number
  got: number
  wanted: number
}

export interface Score {
  name: string
  found: Record<'heading' | 'level' | 'paragraph' | 'list_item' | 'code' | 'cell', Tally>
  text: ReturnType<typeof characterErrors>
  /** OmniDocBench's measures (arxiv.org/abs/2412.07626), 0 is the best: mean edit distance of text blocks over the longer
   * one's length, and that of the order in which those that were found come. */
  omni: { text: number; order: number }
  missed: string[]
}

export function score(document: CorpusDocument, all: readonly MarkdownBlock[]): Score {
  const terms = document.truth.filter(({ type }) => type === 'term')
  const either = all.filter(({ kind }) => kind === 'heading' || kind === 'paragraph')
  const spared = new Set(matched(terms, either).map(([, block]) => block))
  const got = all.filter((block) => !spared.has(block))
  const wanted = document.truth.flatMap((block) => {
    const kind = KINDS[block.type]
    return kind ? [{ ...block, kind }] : []
  })
  const missed: string[] = []
  const found = {} as Score['found']
  for (const kind of ['heading', 'paragraph', 'list_item', 'code'] as const) {
    const own = wanted.filter((block) => block.kind === kind)
    const others = got.filter((block) => block.kind === kind)
    const pairs = matched(own, others)
    found[kind] = { right: pairs.length, got: others.length, wanted: own.length }
    for (const block of own)
      if (!pairs.some(([one]) => one === block)) missed.push(`no ${kind} "${block.text.slice(0, 30)}"`)
    for (const block of others)
      if (!pairs.some(([, one]) => one === block)) missed.push(`a ${kind} "${block.text.slice(0, 30)}" too many`)
    if (kind === 'heading') {
      const same = pairs.filter(([one, other]) => rank(own, one) === rank(others, other)).length
      found.level = { right: same, got: others.length, wanted: own.length }
    }
  }
  found.cell = { right: 0, got: 0, wanted: 0 }
  const tables = got.filter(({ kind }) => kind === 'table')
  found.cell.got = tables.reduce((sum, { cells }) => sum + filled(cells).length, 0)
  for (const [truth, reading] of tablePairs(document, got)) {
    found.cell.wanted += filled(truth).length
    const there = new Set(filled(reading ?? undefined).map(placed))
    for (const cell of filled(truth)) {
      if (there.has(placed(cell))) found.cell.right++
      else missed.push(`no cell "${cell.text.slice(0, 20)}"`)
    }
  }
  const written = document.truth.filter(({ type }) => type === 'term' || KINDS[type])
  const text = characterErrors(written.map((block) => block.text).join('\n'), all.map((block) => block.text).join('\n'))
  return { name: document.name, found, text, omni: distances(wanted, all), missed }
}

function distances(wanted: readonly { kind: string; text: string }[], got: readonly MarkdownBlock[]): Score['omni'] {
  const left = new Set(got)
  const order: number[] = []
  let sum = 0
  const texts = wanted.filter(({ kind }) => kind !== 'table')
  for (const { text } of texts) {
    let best: MarkdownBlock | null = null
    let likeness = 0
    for (const block of left) {
      const own = alike(text, block.text)
      if (own > likeness) [best, likeness] = [block, own]
    }
    sum += 1 - likeness
    if (!best || likeness < SAME) continue
    left.delete(best)
    order.push(got.indexOf(best))
  }
  const sequence = (numbers: readonly number[]) => String.fromCodePoint(...numbers.map((n) => n + 0x100))
  const sorted = [...order].sort((a, b) => a - b)
  return {
    text: texts.length === 0 ? 0 : sum / texts.length,
    order: order.length < 2 ? 0 : distance(sequence(order), sequence(sorted)) / order.length,
  }
}

/** A page on which only an `h2` stands has one level. */
function rank(headings: readonly { level?: number }[], { level }: { level?: number }): number {
  const levels = [...new Set(headings.map((heading) => heading.level ?? 0))].sort((a, b) => a - b)
  return levels.indexOf(level ?? 0)
}

function matched<A extends { text: string }, B extends { text: string }>(
  wanted: readonly A[],
  got: readonly B[],
): [A, B][] {
  const left = new Set(got)
  const pairs: [A, B][] = []
  for (const one of wanted) {
    let best: B | null = null
    let likeness = SAME
    for (const other of left) {
      const own = alike(one.text, other.text)
      if (own >= likeness) [best, likeness] = [other, own]
    }
    if (!best) continue
    left.delete(best)
    pairs.push([one, best])
  }
  return pairs
}

function alike(one: string, other: string): number {
  const [a, b] = [comparable(one), comparable(other)]
  const longest = Math.max(a.length, b.length)
  return longest === 0 ? 1 : 1 - distance(a, b) / longest
}

function filled(cells: readonly TruthCell[] = []): TruthCell[] {
  return cells.filter(({ text }) => text.trim() !== '')
}

function placed({ row, column, text }: TruthCell): string {
  return `${row},${column},${comparable(text)}`
}

/** Each table of the truth with the one among those that were found which has most of its text. */
export function tablePairs(
  document: CorpusDocument,
  got: readonly MarkdownBlock[],
): [TruthCell[], TruthCell[] | null][] {
  const left = new Set(got.filter(({ kind }) => kind === 'table'))
  return document.truth
    .filter(({ type }) => type === 'table')
    .map(({ cells = [], text }) => {
      const ranked = [...left].sort((a, b) => alike(text, b.text) - alike(text, a.text))
      const [best] = ranked
      if (best) left.delete(best)
      return [cells, best?.cells ?? null]
    })
}

export function tableHtml(cells: readonly TruthCell[]): string {
  const rows = Math.max(0, ...cells.map(({ row }) => row + 1))
  const lines = Array.from({ length: rows }, (_, row) =>
    cells
      .filter((cell) => cell.row === row)
      .map(({ rowSpan, columnSpan, text }) => {
        const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`
        return `<td${spans}>${comparable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</td>`
      })
      .join(''),
  )
  return `<html><body><table>${lines.map((line) => `<tr>${line}</tr>`).join('')}</table></body></html>`
}

/** HTML that stands in Markdown, as blocks: tables with spans, and the text of everything else. */
import type { Element, Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Inline, TableGrid } from '../../../src-preload/model.ts'
import { withLatex } from './latex.ts'
import { type ReadBlock, tableBlock } from './read-block.ts'
import { asText, HTML_MARKS, type Marks } from './stretches.ts'

/** So much of a table is taken that names larger spans than it has cells for. */
const MOST_SPAN = 1000
const BLOCK = /^(p|div|section|article|main|header|footer|h[1-6]|ul|ol|li|blockquote|pre|center|figure|figcaption|br)$/
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'template', 'head', 'title'])

export function htmlBlocks(html: string): ReadBlock[] {
  const blocks: ReadBlock[] = []
  let text = ''
  const close = () => {
    const own = text.replace(/\s+/g, ' ').trim()
    if (own !== '') blocks.push({ type: 'text', text: own })
    text = ''
  }
  const walk = (node: Nodes): void => {
    if (node.type === 'text') text += node.value
    if (node.type === 'element') {
      if (UNSEEN.has(node.tagName)) return
      if (node.tagName === 'table' || node.tagName === 'img') {
        close()
        if (node.tagName === 'img') blocks.push({ type: 'figure', text: '' })
        else {
          const grid = gridOf(node)
          if (grid) blocks.push(tableBlock(grid))
        }
        return
      }
      if (BLOCK.test(node.tagName)) close()
    }
    if ('children' in node) for (const child of node.children) walk(child as Nodes)
    if (node.type === 'element' && BLOCK.test(node.tagName)) close()
  }
  walk(fromHtml(html, { fragment: true }) as Root)
  close()
  return blocks
}

/** By HTML's own rules for spans (https://html.spec.whatwg.org/#forming-a-table); null where it has no cell. */
function gridOf(table: Element): TableGrid | null {
  const rows = elements(table, 'tr')
  const taken = new Set<string>()
  const cells: TableGrid['cells'] = []
  let columns = 0
  for (const [row, element] of rows.entries()) {
    let column = 0
    for (const cell of element.children) {
      if (cell.type !== 'element' || (cell.tagName !== 'td' && cell.tagName !== 'th')) continue
      while (taken.has(`${row},${column}`)) column++
      const rowSpan = Math.min(span(cell.properties.rowSpan), rows.length - row)
      let columnSpan = 1
      const wanted = span(cell.properties.colSpan)
      while (columnSpan < wanted && !taken.has(`${row},${column + columnSpan}`)) columnSpan++
      for (let down = 0; down < rowSpan; down++)
        for (let right = 0; right < columnSpan; right++) taken.add(`${row + down},${column + right}`)
      cells.push({ row, column, rowSpan, columnSpan, ...cellText(cell) })
      column += columnSpan
      columns = Math.max(columns, column)
    }
  }
  if (cells.length === 0) return null
  // Each field of the grid belongs to a cell.
  for (let row = 0; row < rows.length; row++)
    for (let column = 0; column < columns; column++)
      if (!taken.has(`${row},${column}`)) cells.push({ row, column, rowSpan: 1, columnSpan: 1, text: '' })
  cells.sort((one, other) => one.row - other.row || one.column - other.column)
  return { rows: rows.length, columns, cells }
}

function span(value: unknown): number {
  const wanted = Number(value ?? 1)
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, MOST_SPAN) : 1
}

/** In the order of the document; not those of a table within. */
function elements(node: Element, name: string): Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== 'element') return []
    if (child.tagName === name) return [child]
    return child.tagName === 'table' ? [] : elements(child, name)
  })
}

function cellText(cell: Element): ReturnType<typeof asText> {
  const content: Inline[] = []
  const walk = (node: Nodes, marks: Marks): void => {
    if (node.type === 'text') {
      const text = node.value.replace(/\s+/g, ' ')
      const own = marks.includes('code') ? [{ text }] : withLatex(text)
      for (const one of own) content.push(marks.length > 0 && !one.latex ? { ...one, marks } : one)
    } else if (node.type === 'element' && node.tagName === 'br') content.push({ text: '\n' })
    else if ('children' in node) {
      const mark = node.type === 'element' ? HTML_MARKS[node.tagName] : undefined
      for (const child of node.children) walk(child as Nodes, mark ? [...marks, mark] : marks)
    }
  }
  walk(cell, [])
  // White around a line's end is nothing.
  const lines = content.map((one, at) => {
    const [before, after] = [content[at - 1]?.text.endsWith('\n'), content[at + 1]?.text.startsWith('\n')]
    return { ...one, text: one.text.replace(before ? /^[^\S\n]+/ : /^$/, '').replace(after ? /[^\S\n]+$/ : /^$/, '') }
  })
  return asText(lines)
}

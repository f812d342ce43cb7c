/** Blocks as a tree of headings, paragraphs, lists, tables and pictures (mdast, https://github.com/syntax-tree/mdast). */
import type {
  BlockContent,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  TableCell,
  Table as TableNode,
} from 'mdast'
import { headingLevels } from './headings.ts'
import { displayedFormula, phrasing, withoutEnd, withoutStart } from './inline.ts'
import type { Block, Inline, Table } from './model.ts'
import { tableRows } from './tables.ts'

/** A block with the text that it has now. */
export interface TreeBlock {
  id: string
  page: number
  type: Block['type']
  text: string
  content?: Inline[] | undefined
  level?: number | undefined
  /** The level is the user's word. */
  isLevelChosen?: boolean | undefined
  mark?: string | undefined
  size?: number | undefined
  table?: Table | undefined
  /** What stands on the page and the engine left out, where nobody has said yet what is to become of it. */
  leftOut?: string | undefined
  /** The text of a table's caption, or a figure's. */
  bbox: Block['bbox']
}

/** Not part of the text that is read through. */
export const OUTER: ReadonlySet<Block['type']> = new Set(['header', 'footer', 'page_number', 'line_number'])
const NUMBERED = /^\D{0,2}(\d{1,6})/
const TICK_BOX = /^\[([ x])\]\s*$/
const SPOKEN = { figure: 'Figure', formula: 'Formula, as a picture' } as const

/** The name of a cut-out picture's file, in the folder beside a Markdown export and in the window's addresses. */
export function figureName({ page, id, type }: Pick<TreeBlock, 'page' | 'id' | 'type'>): string {
  return `page-${page}-${id}.${type === 'figure' ? 'jpg' : 'png'}`
}

/** Shown by a cut-out of its page: figures, and formulas that nothing has read. */
export function isPicture({ type, content }: Pick<Block, 'type' | 'content'>): boolean {
  return type === 'figure' || (type === 'formula' && !content?.some(({ latex }) => latex))
}

/** What a node may be told of the block that it is made from. */
type Named = <T extends RootContent | ListItem>(node: T, block: TreeBlock, part?: number) => T

const withBlock: Named = (node, { id }, part = 0) => ({
  ...node,
  data: {
    ...node.data,
    hProperties: {
      ...(node.data as { hProperties?: object })?.hProperties,
      dataBlock: id,
      // Of a block that an empty line parts.
      ...(part > 0 ? { dataPart: String(part) } : {}),
    },
  },
})
const asItIs: Named = (node) => node

/** The same, each node with its block's id as HTML's `data-block`. */
export function blocksToNamedTree(blocks: readonly TreeBlock[], pictures: string): RootContent[] {
  return blocksToTree(blocks, pictures, withBlock, true)
}

/** `pictures` is the folder that pictures are in, for their addresses; `leftOut`: with what was left out. */
export function blocksToTree(
  blocks: readonly TreeBlock[],
  pictures: string,
  named = asItIs,
  leftOut = false,
): RootContent[] {
  const isShown = (block: TreeBlock) => (leftOut || block.leftOut === undefined) && !isDeleted(block)
  const body = blocks.filter((block) => !OUTER.has(block.type) && isShown(block))
  const headings = body.filter(({ type }) => type === 'heading')
  const levels = new Map(headingLevels(headings).map((level, at) => [headings[at], level]))
  const nodes: RootContent[] = []
  for (let at = 0; at < body.length; at++) {
    const block = body[at] as TreeBlock
    if (block.type === 'list_item') {
      const items = [block]
      while (body[at + 1]?.type === 'list_item') items.push(body[++at] as TreeBlock)
      for (const list of lists(items, named)) nodes.push(list)
    } else nodes.push(...node(block, levels.get(block) ?? 1, pictures).map((one, part) => named(one, block, part)))
  }
  return nodes
}

/** Somebody took all of its text out. */
function isDeleted({ type, text, content, table }: TreeBlock): boolean {
  if (text.trim() !== '' || table) return false
  return type === 'heading' || type === 'code' || type === 'list_item' || (type === 'formula' && content !== undefined)
}

function node(block: TreeBlock, level: number, pictures: string): RootContent[] {
  if (block.leftOut !== undefined)
    return [{ type: 'paragraph', children: lines(block.leftOut), data: { hName: 'aside' } } as Paragraph]
  switch (block.type) {
    case 'heading':
      return [
        {
          type: 'heading',
          depth: Math.min(level, 6) as 1,
          children: block.content ? phrasing(block.content) : [{ type: 'text', value: oneLine(block.text) }],
        },
      ]
    case 'code':
      return [{ type: 'code', value: block.text }]
    case 'table':
      return block.table ? [tableNode(block.table)] : paragraph(block)
    case 'formula':
    case 'figure':
      return [isPicture(block) ? picture(block, pictures) : displayedFormula(block.text)]

    case 'caption':
      return [{ type: 'paragraph', children: [{ type: 'emphasis', children: inlineOf(block) }] }]
    default:
      return paragraph(block)
  }
}

function picture(block: TreeBlock, pictures: string): Paragraph {
  const url = `${encodeURIComponent(pictures)}/${figureName(block)}`
  // What little was read in it is not lost.
  const read = oneLine(block.text)
  const alt = block.type === 'formula' ? [SPOKEN.formula, read].filter(Boolean).join(': ') : read || SPOKEN.figure
  return { type: 'paragraph', children: [{ type: 'image', url, alt }] }
}

/** An empty line parts what somebody typed. */
const PARTING = /\n[^\S\n]*\n\s*/g

/** [start, end) of the paragraphs that an empty line parts a text into; those of nothing but spaces are left out. */
export function partsOf(text: string): [start: number, end: number][] {
  const ends = [...text.matchAll(PARTING)].map((match) => [match.index, match.index + match[0].length] as const)
  const starts = [0, ...ends.map(([, end]) => end)]
  return starts
    .map((start, at): [number, number] => [start, ends[at]?.[0] ?? text.length])
    .filter(([start, end]) => text.slice(start, end).trim() !== '')
}

function paragraph(block: TreeBlock): RootContent[] {
  const { text, content } = block
  return partsOf(text).map(([start, end]): RootContent => {
    const part = text.slice(start, end)
    const own = content && withoutEnd(withoutStart(content, start), text.length - end)
    return { type: 'paragraph', children: inlineOf({ ...block, text: part, content: own }) }
  })
}

function inlineOf({ text, content }: TreeBlock): PhrasingContent[] {
  return content ? phrasing(content) : lines(text)
}

/** Rows that were kept apart end in a break. */
function lines(text: string): PhrasingContent[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line, at): PhrasingContent[] => [
      ...(at > 0 ? [{ type: 'break' } as const] : []),
      { type: 'text', value: line.trim() },
    ])
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * Items that follow each other, one list in another by their level; a change from bullets to numbers begins a new one.
 * Where the mark is one that no list counts with (`a)`, `一、`, `①`), it stays in the text and the item is a paragraph.
 */
function lists(items: readonly TreeBlock[], named: Named): (List | Paragraph)[] {
  const top = items.reduce((least, { level }) => Math.min(least, level ?? 1), Number.POSITIVE_INFINITY)
  const roots: (List | Paragraph)[] = []
  const open: { list: List; level: number; next: number; delimiter: string }[] = []
  for (const item of items) {
    const level = item.level ?? 1
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > level) open.pop()
    const number = NUMBERED.exec(item.mark ?? '')
    const ordered = number !== null
    if (!ordered && !TICK_BOX.test(item.mark ?? '') && /[\p{L}\p{N}]/u.test(item.mark ?? '')) {
      while ((open.at(-1)?.level ?? 0) >= level) open.pop()
      const within = open.at(-1)?.list.children.at(-1)?.children ?? roots
      within.push(named({ type: 'paragraph', children: inlineOf(item) } as Paragraph, item))
      continue
    }
    const delimiter = ordered ? (item.mark ?? '').trim().slice(-1) : ''
    let current = open.at(-1)
    // Markdown counts by itself: where the numbers jump, another list begins.
    const other =
      item.mark !== '' &&
      (current?.list.ordered !== ordered ||
        (ordered && (Number(number[1]) !== current.next || delimiter !== current.delimiter)))
    if (!current || current.level < level || other) {
      if (current?.level === level) open.pop()
      const list: List = {
        type: 'list',
        ordered,
        spread: false,
        start: ordered ? Number(number[1]) : null,
        children: [],
      }
      const parent = open.at(-1)?.list.children.at(-1)
      if (parent && level > top) parent.children.push(list)
      else roots.push(list)
      current = { list, level, next: ordered ? Number(number[1]) : 0, delimiter }
      open.push(current)
    }
    current.next++
    current.list.children.push(named(listItem(item), item))
  }
  return roots
}

function listItem({ text, content, mark = '' }: TreeBlock): ListItem {
  const gone = text.startsWith(mark) ? mark.length : 0
  const own = content ? phrasing(withoutStart(content, gone)) : lines(text.slice(gone))
  const children: BlockContent[] = [{ type: 'paragraph', children: own }]
  const box = TICK_BOX.exec(mark)
  return { type: 'listItem', spread: false, ...(box ? { checked: box[1] === 'x' } : {}), children }
}

/** Cells over several fields carry `hProperties`, which HTML takes as they are. */
function tableNode(table: Table): TableNode {
  const plain = table.cells.every((cell) => cell.rowSpan === 1 && cell.columnSpan === 1)
  return {
    type: 'table',
    ...(plain ? { align: aligned(table) } : {}),
    children: tableRows(table).map((row) => ({ type: 'tableRow', children: row.map(tableCell) })),
  }
}

function tableCell({ text, content, rowSpan, columnSpan }: Table['cells'][number]): TableCell {
  const isCurrent = content?.map((stretch) => stretch.text).join('') === text
  const spans = { ...(rowSpan > 1 ? { rowSpan } : {}), ...(columnSpan > 1 ? { colSpan: columnSpan } : {}) }
  return {
    type: 'tableCell',
    children: content && isCurrent ? phrasing(content) : lines(text),
    ...(rowSpan > 1 || columnSpan > 1 ? { data: { hProperties: spans } } : {}),
  }
}

/** Columns of numbers to the right. */
function aligned({ columns, cells }: Table): ('right' | null)[] {
  return Array.from({ length: columns }, (_, column) => {
    const body = cells.filter((cell) => cell.column === column && cell.row > 0 && cell.text !== '')
    const numbers = body.filter(({ text }) => /^[-+−(]?\p{Sc}?\s?\d[\d.,'’\s]*\s?[%\p{Sc}]?\)?$/u.test(text))
    return body.length > 0 && numbers.length >= 0.8 * body.length ? 'right' : null
  })
}

/** What a cell spans: [rows, columns]. */
export function spansOf({ data }: TableCell): [number, number] {
  const { rowSpan = 1, colSpan = 1 } = (data?.hProperties ?? {}) as { rowSpan?: number; colSpan?: number }
  return [rowSpan, colSpan]
}

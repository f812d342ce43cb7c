/** A tagged PDF's structure tree, as a list of blocks in the document's own order. */
import type { TextTag } from './document.ts'

/** As pdf.js gives it. */
export interface StructNode {
  role: string
  children: (StructNode | StructContent)[]
  rowSpan?: number
  colSpan?: number
}
interface StructContent {
  type: string
  id: string
}

export interface Tags {
  blocks: TextTag[]
  /** By the id of marked content. */
  blockOf: Map<string, number>
}

/** `Code` is both words and blocks of it: its face tells which. */
const KINDS: Record<string, TextTag['kind']> = {
  P: 'text',
  Title: 'heading',
  H: 'heading',
  TOCI: 'text',
  BibEntry: 'text',
  Caption: 'caption',
  Note: 'footnote',
  FENote: 'footnote',
  Figure: 'figure',
  Formula: 'formula',
}

interface Place {
  /** What inline content belongs to; null where a grouping element has it itself. */
  block: number | null
  /** How many lists it is in. */
  lists: number
  sections: number
}

export function readTags(root: StructNode): Tags {
  const blocks: TextTag[] = []
  const blockOf = new Map<string, number>()
  let tables = 0
  /** For the text between two blocks that grouping elements (Div, Sect, NonStruct) have themselves. */
  let loose: number | null = null
  const open = (block: TextTag) => {
    loose = null
    return blocks.push(block) - 1
  }

  const visit = (node: StructNode | StructContent, place: Place): void => {
    if (!isElement(node)) {
      if (node.type !== 'content') return
      if (place.block === null) loose ??= blocks.push({ kind: 'group' }) - 1
      blockOf.set(node.id, place.block ?? loose ?? 0)
      return
    }
    const { role } = node
    if (role === 'Artifact') return
    const kind = /^H[1-6]$/.test(role) ? 'heading' : KINDS[role]
    if (place.block !== null && !startsBlock(role, place.block)) visitAll(node, place)
    else if (role === 'Table' && isTable(node)) visitTable(node, place)
    else if (role === 'LI') visitItem(node, place)
    else if (kind === 'heading') visitAll(node, { ...place, block: open({ kind, level: levelOf(role, place) }) })
    else if (kind !== undefined) visitAll(node, { ...place, block: open({ kind }) })
    else {
      const lists = place.lists + (role === 'L' ? 1 : 0)
      const sections = place.sections + (role === 'Sect' ? 1 : 0)
      visitAll(node, { block: null, lists, sections })
    }
  }

  const visitAll = ({ children }: StructNode, place: Place) => {
    for (const child of children) visit(child, place)
  }

  /** What begins a block although it stands in one: a list in an item, a paragraph after its first. */
  const startsBlock = (role: string, block: number) =>
    blocks[block]?.kind === 'list_item' && (role === 'L' || role === 'Table')

  /** The label and the first paragraph are the item; what follows stands by itself. */
  const visitItem = (node: StructNode, place: Place) => {
    const block = open({ kind: 'list_item', level: Math.max(1, place.lists) })
    let paragraphs = 0
    /** What has a heading in it is a section, whatever its bullet. */
    let isSection = false
    const within = (child: StructNode | StructContent): void => {
      if (isElement(child) && (child.role === 'LBody' || child.role === 'NonStruct' || child.role === 'Div')) {
        for (const one of child.children) within(one)
        return
      }
      const isHeading = isElement(child) && /^H\d?$/.test(child.role)
      const isBlock = isElement(child) && child.role in KINDS
      isSection ||= isHeading
      if (isSection || (isBlock && paragraphs++ > 0)) visit(child, { ...place, block: null })
      else visit(child, { ...place, block })
    }
    for (const child of node.children) within(child)
    loose = null
  }

  const visitTable = (table: StructNode, place: Place) => {
    const number = tables++
    let row = -1
    const within = (node: StructNode | StructContent) => {
      if (!isElement(node)) return
      if (node.role === 'TR') {
        row++
        for (const cell of node.children) {
          if (!isElement(cell) || (cell.role !== 'TD' && cell.role !== 'TH')) continue
          const { rowSpan = 1, colSpan: columnSpan = 1 } = cell
          visitAll(cell, {
            ...place,
            block: open({ kind: 'table', cell: { table: number, row, rowSpan, columnSpan } }),
          })
        }
      } else if (node.role === 'Caption') visit(node, place)
      else for (const child of node.children) within(child)
    }
    for (const child of table.children) within(child)
    loose = null
  }

  visit(root, { block: null, lists: 0, sections: 0 })
  return { blocks, blockOf }
}

function levelOf(role: string, { sections }: Place): number {
  return Number(role.slice(1)) || Math.max(1, sections)
}

function isElement(node: StructNode | StructContent): node is StructNode {
  return 'role' in node
}

/** Whether it has rows and columns, and in no cell what makes it a means of layout: a table, or a heading over text. */
function isTable(table: StructNode): boolean {
  const rows: StructNode[] = []
  const gather = (node: StructNode | StructContent) => {
    if (!isElement(node)) return
    if (node.role === 'TR') rows.push(node)
    else for (const child of node.children) gather(child)
  }
  for (const child of table.children) gather(child)
  const cells = (row: StructNode) =>
    row.children.filter((cell) => isElement(cell) && (cell.role === 'TD' || cell.role === 'TH')) as StructNode[]
  if (rows.length < 2 || Math.max(...rows.map((row) => cells(row).length)) < 2) return false
  return !rows.some((row) => cells(row).some(isLaidOut))
}

function isLaidOut(cell: StructNode): boolean {
  const roles = rolesIn(cell)
  return roles.includes('Table') || (roles.some((role) => /^H\d?$/.test(role)) && roles.some((role) => role in KINDS))
}

function rolesIn({ children }: StructNode): string[] {
  return children.filter(isElement).flatMap((child) => [child.role, ...rolesIn(child)])
}

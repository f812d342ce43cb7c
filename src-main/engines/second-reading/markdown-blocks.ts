/** An engine's own Markdown as blocks, so that everything else is made of blocks alone. */
import type { Code, Html, List, Nodes, Paragraph, PhrasingContent, RootContent, Table as TableNode } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { mathFromMarkdown } from 'mdast-util-math'
import { gfm } from 'micromark-extension-gfm'
import { math } from 'micromark-extension-math'
import type { Block, Inline } from '../../../src-preload/model.ts'
import { htmlBlocks } from './html-blocks.ts'
import { withDollars } from './latex.ts'
import { type ReadBlock, tableBlock } from './read-block.ts'
import { asText, HTML_MARKS, joinedLines, type Marks } from './stretches.ts'

/**
 * What was read is no source code of a document: lines that begin with four spaces are no code, and a row of dashes makes
 * no heading of the line above.
 */
const MARKDOWN = {
  extensions: [gfm(), math(), { disable: { null: ['codeIndented', 'setextUnderline', 'definition'] } }],
  mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
}
/** Models put all of their answer between fences now and then. */
const FENCED = /^\s*(`{3,})(?:markdown|md)?[^\S\n]*\n([\s\S]*?)\n?\1\s*$/i

/** GitHub Flavored Markdown with LaTeX between dollars, `\(` `\)` or `\[` `\]`. */
export function blocksOfMarkdown(markdown: string): ReadBlock[] {
  const source = withDollars(withoutFence(markdown))
  return fromMarkdown(source, MARKDOWN).children.flatMap((node) => blocksOf(node, 1, source))
}

/** Plain text: paragraphs are parted by empty lines. */
export function blocksOfText(text: string): ReadBlock[] {
  return withoutFence(text)
    .split(/\n[^\S\n]*\n\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ type: 'text', text: part }))
}

export function withoutFence(answer: string): string {
  const inside = FENCED.exec(answer)?.[2]
  return inside === undefined || /^\s*`{3}/m.test(inside) ? answer : inside
}

/** `source` is what it was parsed from. */
function blocksOf(node: RootContent, level: number, source: string): ReadBlock[] {
  switch (node.type) {
    case 'heading':
      return written('heading', node.children, { level: node.depth })
    case 'paragraph':
      return paragraph(node)
    case 'list':
      return list(node, level, source)
    case 'code':
      return [{ type: 'code', text: (node as Code).value }]
    case 'math':
      return [formula(node.value)]
    case 'table':
      return [table(node)]
    case 'html':
      return htmlBlocks((node as Html).value)
    case 'footnoteDefinition':
      return node.children
        .flatMap((child) => blocksOf(child, level, source))
        .map((block) => ({ ...block, type: 'footnote' }))
    case 'blockquote':
      return node.children.flatMap((child) => blocksOf(child as RootContent, level, source))
    // Rulings, front matter, addresses of links: nothing to read.
    default:
      return []
  }
}

function formula(latex: string): ReadBlock {
  const text = latex.trim()
  return { type: 'formula', text, content: [{ text, latex: true }] }
}

/** A formula or a picture that is all of a paragraph is a block of its own. */
function paragraph({ children }: Paragraph): ReadBlock[] {
  const inked = children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  const [only] = inked
  if (inked.length === 1 && only?.type === 'inlineMath') return [formula(only.value)]
  if (inked.length > 0 && inked.every(({ type }) => type === 'image'))
    return inked.map(() => ({ type: 'figure', text: '' }))
  return written('text', children)
}

function written(
  type: Block['type'],
  children: readonly PhrasingContent[],
  more: Partial<ReadBlock> = {},
): ReadBlock[] {
  const own = asText(inlines(children))
  return own.text === '' ? [] : [{ type, ...own, ...more }]
}

function list(node: List, level: number, source: string): ReadBlock[] {
  return node.children.flatMap((item, at) => {
    // Markdown counts; how it was written is in the source.
    const asWritten = /^\s*(\d+[.)])/.exec(source.slice(item.position?.start.offset ?? 0))?.[1]
    const number = node.ordered ? `${asWritten ?? `${(node.start ?? 1) + at}.`} ` : '• '
    const mark = typeof item.checked === 'boolean' ? `[${item.checked ? 'x' : ' '}] ` : number
    const [first, ...rest] = item.children
    const head = first?.type === 'paragraph' ? written('list_item', first.children, { level, mark }) : []
    const others = (first && head.length === 0 ? [first, ...rest] : rest) as RootContent[]
    return [
      ...head.map((block) => withMark(block, mark)),
      ...others.flatMap((child) => blocksOf(child, level + 1, source)),
    ]
  })
}

/** An item's text begins with its mark. */
function withMark(block: ReadBlock, mark: string): ReadBlock {
  const content = block.content && [{ text: mark }, ...block.content]
  return { ...block, text: mark + block.text, ...(content ? { content } : {}) }
}

function table({ children: rows }: TableNode): ReadBlock {
  const columns = Math.max(1, ...rows.map(({ children }) => children.length))
  const cells = rows.flatMap(({ children }, row) =>
    Array.from({ length: columns }, (_, column) => ({
      row,
      column,
      rowSpan: 1,
      columnSpan: 1,
      ...asText(inlines(children[column]?.children ?? [])),
    })),
  )
  return tableBlock({ rows: rows.length, columns, cells })
}

function inlines(children: readonly PhrasingContent[], marks: Marks = [], href?: string): Inline[] {
  let open = [...marks]
  const out: Inline[] = []
  const add = (text: string, more: Partial<Inline> = {}) => {
    const stretch = { text, ...(open.length > 0 ? { marks: open } : {}), ...(href ? { href } : {}), ...more }
    const before = out.at(-1)
    if (before && !before.latex && !stretch.latex && sameLook(before, stretch)) before.text += text
    else out.push(stretch)
  }
  for (const child of children) {
    switch (child.type) {
      case 'text':
        add(joinedLines(child.value))
        break
      case 'break':
        add('\n')
        break
      case 'inlineCode':
        add(child.value, { marks: [...open, 'code'] })
        break
      case 'inlineMath':
        add(child.value, { latex: true })
        break
      case 'html': {
        const [, closing, name = ''] = /^<(\/?)([a-z]+)/i.exec(child.value) ?? []
        const mark = HTML_MARKS[name.toLowerCase()]
        if (name.toLowerCase() === 'br') add('\n')
        else if (mark && closing) open = open.filter((one) => one !== mark)
        else if (mark) open = [...open, mark]
        break
      }
      case 'strong':
      case 'emphasis':
      case 'delete': {
        const mark = ({ strong: 'bold', emphasis: 'italic', delete: 'struck' } as const)[child.type]
        for (const inner of inlines(child.children, [...open, mark], href)) out.push(inner)
        break
      }
      case 'link': {
        // An address that is printed as it is leads nowhere that its text doesn't tell.
        const isPrinted = child.url === `mailto:${textOf(child)}`
        for (const inner of inlines(child.children, open, isPrinted ? href : child.url)) out.push(inner)
        break
      }
      case 'footnoteReference':
        add(child.label ?? child.identifier, { marks: [...open, 'sup'] })
        break
      default:
        // A picture in a line has no text of its own: what stands for it is the model's word, not the page's.
        if (child.type !== 'image' && child.type !== 'imageReference') add(textOf(child))
    }
  }
  return out
}

function sameLook(one: Inline, other: Inline): boolean {
  return one.href === other.href && (one.marks ?? []).join() === (other.marks ?? []).join()
}

function textOf(node: Nodes): string {
  return 'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : ''
}

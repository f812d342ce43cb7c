/** An engine's own Markdown as blocks, so that everything else is made of blocks alone. */
import type { Code, Html, List, Nodes, Paragraph, PhrasingContent, RootContent, Table as TableNode } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { mathFromMarkdown } from 'mdast-util-math'
import { gfm } from 'micromark-extension-gfm'
import { math } from 'micromark-extension-math'
import type { Block, Inline } from '../../../src-preload/model.ts'
import { htmlBlocks } from './html-blocks.ts'
import { type ReadBlock, tableBlock } from './read-block.ts'

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
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u

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

/** Code, LaTeX in its other delimiters, and dollars. */
const TOKENS =
  /(`{3,})[\s\S]*?(?:\1|$)|(`+)(?!`)[\s\S]*?[^`]\2(?!`)|<table[\s\S]*?<\/table>|<[a-z/!][^>\n]*>|https?:\/\/[^\s<>]+|\\\\|\\\[([\s\S]*?)\\\]|\\\(([\s\S]*?)\\\)|\\\$|\$\$[\s\S]*?\$\$|\$/gi

/**
 * LaTeX in dollars only, and a dollar that is money escaped: one opens LaTeX only before something, and closes it only after
 * something and not before a digit (Pandoc's rule, https://pandoc.org/MANUAL.html#math).
 */
export function withDollars(markdown: string): string {
  let open = -1
  const out: string[] = []
  let last = 0
  for (const match of markdown.matchAll(TOKENS)) {
    const [found, , , display, inline] = match
    out.push(markdown.slice(last, match.index))
    last = match.index + found.length
    if (display !== undefined) out.push(`\n\n$$\n${display.trim()}\n$$\n\n`)
    else if (inline !== undefined) out.push(`$${inline.trim()}$`)
    // An empty line would end it for Markdown.
    else if (/^<table/i.test(found)) out.push(`\n\n${found.replaceAll(/\n\s*\n/g, '\n')}\n\n`)
    else if (found.startsWith('$$') && found.length > 4) out.push(displayed(markdown, match.index, found))
    else if (found !== '$') out.push(found)
    else {
      const [before, after] = [markdown[match.index - 1] ?? ' ', markdown[match.index + 1] ?? ' ']
      const since = open >= 0 ? out.slice(open + 1).join('') : ''
      if (open >= 0 && !/\s/.test(before) && !/\d/.test(after) && !since.includes('\n\n')) {
        out[open] = '$'
        open = -1
        out.push('$')
      } else {
        if (!/\s/.test(after)) open = out.length
        out.push('\\$')
      }
    }
  }
  out.push(markdown.slice(last))
  return out.join('')
}

/** `$$x$$` that has lines of its own is a block, which micromark wants the dollars alone on theirs for. */
function displayed(markdown: string, at: number, found: string): string {
  const before = markdown.slice(markdown.lastIndexOf('\n', at - 1) + 1, at)
  const rest = markdown.slice(at + found.length)
  const after = rest.slice(0, rest.indexOf('\n') < 0 ? undefined : rest.indexOf('\n'))
  const latex = found.slice(2, -2).trim()
  if (before.trim() !== '' || after.trim() !== '') return `$${latex.replaceAll(/\s*\n\s*/g, ' ')}$`
  return `$$\n${latex.replaceAll(/\n[^\S\n]*(?=\n)/g, '')}\n${before}$$`
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
  const content = trimmed(inlines(children))
  const text = content.map((stretch) => stretch.text).join('')
  if (text === '') return []
  const isPlain = content.every((stretch) => Object.keys(stretch).length === 1)
  return [{ type, text, ...(isPlain ? {} : { content }), ...more }]
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
      text: trimmed(inlines(children[column]?.children ?? []))
        .map(({ text, latex }) => (latex ? `$${text}$` : text))
        .join(''),
    })),
  )
  return tableBlock({ rows: rows.length, columns, cells })
}

type Marks = NonNullable<Inline['marks']>
const HTML_MARKS: Record<string, Marks[number]> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  code: 'code',
  sup: 'sup',
  sub: 'sub',
  s: 'struck',
  del: 'struck',
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
      case 'link':
        for (const inner of inlines(child.children, open, child.url)) out.push(inner)
        break
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

/** Markdown's line ends are spaces, but between Chinese characters they are nothing. */
export function joinedLines(text: string): string {
  return text.replace(/[^\S\n]*\n[^\S\n]*/g, (_end, at: number) => {
    const [before, after] = [text.slice(0, at).at(-1) ?? '', text.slice(at).trimStart().charAt(0)]
    return CJK.test(before) && CJK.test(after) ? '' : ' '
  })
}

export function trimmed(content: readonly Inline[]): Inline[] {
  const kept = content.map((stretch) => ({ ...stretch })).filter(({ text }) => text !== '')
  const [first, last] = [kept[0], kept.at(-1)]
  if (first && !first.latex) first.text = first.text.trimStart()
  if (last && !last.latex) last.text = last.text.trimEnd()
  return kept.filter(({ text }) => text !== '')
}

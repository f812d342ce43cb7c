/** A tree as Markdown (CommonMark 0.31 with GFM) that shows recognised characters as they are. */
import type { Delete, Emphasis, List, Parents, PhrasingContent, Root, RootContent, Table } from 'mdast'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemToMarkdown } from 'mdast-util-gfm-task-list-item'
import { type InlineMath, mathToMarkdown } from 'mdast-util-math'
import { defaultHandlers, type Info, type Options, type State, toMarkdown } from 'mdast-util-to-markdown'
import { spansOf } from './tree.ts'

/**
 * Signs that would be markup where they stand; the library's own list is longer and makes `AT\&T` of AT&T. Tick boxes in a
 * line are none.
 */
const INLINE =
  /[\\`*<|~$]|\[(?![ x]\](?![([:]))|(?<!\[[ x])\]|\](?=[([:])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu
const LINE_START = /^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+\s*$|:?-+:?\s*$)/
const NUMBER_START = /^(\s*\d{1,9})([.)])(?=\s|$)/

const tables = gfmTableToMarkdown({ tablePipeAlign: false })
const plainTable = tables.handlers?.table
/** Dollars around LaTeX; those in a text are escaped with its other signs. */
const formulas: Options = { handlers: mathToMarkdown().handlers }
const plainMath = formulas.handlers?.inlineMath

export function treeToMarkdown(children: RootContent[]): string {
  const root: Root = { type: 'root', children }
  return toMarkdown(root, {
    bullet: '-',
    emphasis: '*',
    listItemIndent: 'one',
    rule: '-',
    fences: true,
    // Neighbouring lists of one kind stay two.
    bulletOther: '*',
    extensions: [
      tables,
      gfmTaskListItemToMarkdown(),
      formulas,
      {
        handlers: {
          text: ({ value }: { value: string }, parent, _state, { before }) =>
            // A heading's last hashes would close it.
            escaped(value, before).replace(parent?.type === 'heading' ? /#+\s*$/ : /$^/, '\\$&'),
          image: ({ url, alt }: { url: string; alt?: string | null }) => `![${escaped(alt ?? '', ' ')}](${url})`,
          break: (_node, _parent, state) => (state.stack.includes('tableCell') ? '<br>' : '  \n'),
          emphasis: raisedOrEmphasis,
          delete: ({ children }: Delete, _parent: unknown, state: State, info: Info) =>
            `~~${state.containerPhrasing({ type: 'paragraph', children }, info)}~~`,
          table: spanningTable,
          inlineMath: mathInCells,
          list: listOrNumbers,
        },
      },
    ],
  }).trimEnd()
}

/** Markdown has no sign for what is raised or lowered; HTML has. */
function raisedOrEmphasis(node: Emphasis, parent: Parents | undefined, state: State, info: Info): string {
  const name = (node.data as { hName?: string } | undefined)?.hName
  if (name === undefined) return defaultHandlers.emphasis(node, parent, state, info)
  return `<${name}>${state.containerPhrasing({ type: 'paragraph', children: node.children }, info)}</${name}>`
}

/** Text as Markdown that shows it; at the start of a line also what would begin a block. */
function escaped(text: string, before: string): string {
  const inline = text.replace(INLINE, '\\$&')
  if (!/[\r\n]$/.test(before) && before !== '') return inline
  return inline.replace(LINE_START, '$1\\$2').replace(NUMBER_START, '$1\\$2')
}

/**
 * Markdown counts a list by itself, and takes two that follow each other for one: where numbers jump, they are kept as
 * text. (`15)` would part it from `12.`, but it is not what was printed.)
 */
function listOrNumbers(node: List, parent: Parents | undefined, state: State, info: Info): string {
  const before = parent?.children[parent.children.indexOf(node as never) - 1]
  if (!node.ordered || before?.type !== 'list' || !before.ordered)
    return defaultHandlers.list(node, parent, state, info)
  const items = node.children.map(({ children }, at) => {
    const own = state.containerFlow({ type: 'root', children }, info)
    return `${(node.start ?? 1) + at}\\. ${own}`
  })
  return items.join('\n\n')
}

/** A table with cells over several fields is HTML, which GFM allows and has no other form for. */
function spanningTable(node: Table, ...rest: [Parents | undefined, State, Info]): string {
  const spans = node.children.some((row) => row.children.some((cell) => spansOf(cell).some((span) => span > 1)))
  return spans || hasBareBar(node) || !plainTable ? htmlTable(node) : plainTable(node, ...rest)
}

/** A bar in LaTeX that no other sign can stand for: behind a line's end, between the columns of an array. */
function hasBareBar({ children: rows }: Table): boolean {
  return rows.some(({ children: cells }) =>
    cells.some(({ children }) =>
      children.some((node) => node.type === 'inlineMath' && /\\\\\s*\||\\begin\{array\}\{[^}]*\|/.test(node.value)),
    ),
  )
}

function htmlTable({ children: rows }: Table): string {
  const header = Math.max(1, ...(rows[0]?.children.map((cell) => spansOf(cell)[0]) ?? []))
  const lines = rows.map(({ children }, at) => {
    const name = at < header ? 'th' : 'td'
    const cells = children.map((cell) => {
      const [rowSpan, columnSpan] = spansOf(cell)
      const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`
      return `<${name}${spans}>${cell.children.map(inlineHtml).join('')}</${name}>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<table>\n${lines.join('\n')}\n</table>`
}

function inlineHtml(node: PhrasingContent): string {
  if (node.type === 'break') return '<br>'
  if (node.type === 'inlineMath') return `$${withoutMarkup(node.value)}$`
  const name = (node.data as { hName?: string } | undefined)?.hName ?? ELEMENTS[node.type]
  const inside =
    'children' in node ? node.children.map(inlineHtml).join('') : 'value' in node ? withoutMarkup(node.value) : ''
  if (node.type === 'link') return `<a href="${withoutMarkup(node.url).replaceAll('"', '&#34;')}">${inside}</a>`
  return name ? `<${name}>${inside}</${name}>` : inside
}

const ELEMENTS: Partial<Record<PhrasingContent['type'], string>> = {
  strong: 'strong',
  emphasis: 'em',
  delete: 'del',
  inlineCode: 'code',
}

/** A bar would end the cell; `\vert` is the same sign. */
function mathInCells(node: InlineMath, parent: Parents | undefined, state: State, info: Info): string {
  const inCell = state.stack.includes('tableCell')
  const value = inCell
    ? node.value.replace(/(\\?)\|([a-zA-Z])?/g, (_, double: string, letter: string | undefined) => {
        const name = double ? '\\Vert' : '\\vert'
        return letter ? `${name} ${letter}` : name
      })
    : node.value
  return plainMath ? plainMath({ ...node, value }, parent, state, info) : `$${value}$`
}

function withoutMarkup(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** What a model has written of one block of the page, whose kind the layout knows. */
import type { Block, Inline, JobOptions } from '../../../src-preload/model.ts'
import { blocksOfMarkdown, joinedLines, trimmed, withDollars, withoutFence } from '../second-reading/markdown-blocks.ts'
import { withoutTags } from '../second-reading/model-tags.ts'
import type { ReadBlock } from '../second-reading/read-block.ts'

/** What a block is shown as; null: it stays the picture, or the furniture, that it is. */
export type Element = 'text' | 'table' | 'formula'

const ELEMENTS: Readonly<Record<Block['type'], Element | null>> = {
  text: 'text',
  heading: 'text',
  list_item: 'text',
  caption: 'text',
  code: 'text',
  footnote: 'text',
  table: 'table',
  formula: 'formula',
  figure: null,
  header: null,
  footer: null,
  page_number: null,
  line_number: null,
}

export function elementOf({ type, bbox }: Block): Element | null {
  return bbox ? ELEMENTS[type] : null
}

/** No block where nothing was read. */
export function blocksOfElement(answer: string, from: Block, mode: JobOptions['mode']): ReadBlock[] {
  const text = withoutTags(answer).trim()
  if (text === '') return []
  const read = from.type === 'table' ? blocksOfMarkdown(text) : [elementBlock(text, from, mode)]
  return read.map((block) => ({ ...block, from }))
}

function elementBlock(answer: string, { type, level, mark }: Block, mode: JobOptions['mode']): ReadBlock {
  const kind = { type, ...(level === undefined ? {} : { level }), ...(mark === undefined ? {} : { mark }) }
  const text = withoutFence(answer).trim()
  if (type === 'formula') {
    const latex = withoutDelimiters(text)
    return { ...kind, text: latex, content: [{ text: latex, latex: true }] }
  }
  if (type === 'code' || mode === 'basic') return { ...kind, text }
  const content = inlinesOf(text)
  const plain = content.map((stretch) => stretch.text).join('')
  return { ...kind, text: plain, ...(content.some(({ latex }) => latex) ? { content } : {}) }
}

function withoutDelimiters(text: string): string {
  const inside = /^(?:\$\$([\s\S]*)\$\$|\$([^$]*)\$|\\\[([\s\S]*)\\\]|\\\(([\s\S]*)\\\))$/.exec(text)
  return (inside?.slice(1).find((one) => one !== undefined) ?? text).trim()
}

/** LaTeX between dollars, as `withDollars` leaves it. */
const LATEX = /(?<!\\)(\$\$?)((?:\\[\s\S]|[^\\$])+?)\1/g

/** Nothing but LaTeX means anything in it: a star is a star. */
function inlinesOf(text: string): Inline[] {
  const source = withDollars(text)
  const out: Inline[] = []
  let last = 0
  const add = (upTo: number) => {
    const plain = source.slice(last, upTo).replaceAll('\\$', '$')
    out.push({ text: joinedLines(plain.replace(/\s*\n\s*/g, '\n')) })
  }
  for (const { 0: found, 2: latex = '', index } of source.matchAll(LATEX)) {
    add(index)
    out.push({ text: latex.trim(), latex: true })
    last = index + found.length
  }
  add(source.length)
  return trimmed(out)
}

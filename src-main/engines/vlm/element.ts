/** What a model has written of one block of the page, whose kind the layout knows. */
import type { Block, JobOptions } from '../../../src-preload/model.ts'
import { withLatex } from '../second-reading/latex.ts'
import { blocksOfMarkdown, withoutFence } from '../second-reading/markdown-blocks.ts'
import { withoutTags } from '../second-reading/model-tags.ts'
import type { ReadBlock } from '../second-reading/read-block.ts'
import { asText } from '../second-reading/stretches.ts'

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
  return { ...kind, ...asText(withLatex(text)) }
}

function withoutDelimiters(text: string): string {
  const inside = /^(?:\$\$([\s\S]*)\$\$|\$([^$]*)\$|\\\[([\s\S]*)\\\]|\\\(([\s\S]*)\\\))$/.exec(text)
  return (inside?.slice(1).find((one) => one !== undefined) ?? text).trim()
}

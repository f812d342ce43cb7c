/** The tags that document models put into their text: places of blocks, tables in OTSL, and what their templates leave behind. */
import type { TableGrid } from '../../../src-preload/model.ts'
import { replaceOtsl } from './otsl.ts'

/** A stretch of an answer with the kind and the place that DeepSeek-OCR tells of it. */
export interface TaggedPart {
  kind: string
  text: string
  /** Fractions of the picture that it was shown. */
  bbox?: [number, number, number, number]
}

/** DeepSeek-OCR: `<|ref|>kind<|/ref|><|det|>[[x0, y0, x1, y1]]<|/det|>` before each block, in 999ths of the page. */
const REF = /<\|ref\|>([^<]*)<\|\/ref\|>(?:<\|det\|>([\s\S]*?)<\|\/det\|>)?/g
const PLACES = 999

/** Empty where it is in no parts. */
export function taggedParts(answer: string): TaggedPart[] {
  const refs = [...answer.matchAll(REF)]
  const [first] = refs
  if (!first) return []
  const before = answer.slice(0, first.index)
  const parts = refs.map(({ 0: found, 1: kind = '', 2: det = '', index }, at): TaggedPart => {
    const text = answer.slice(index + found.length, refs[at + 1]?.index)
    const [x0, y0, x1, y1] = (det.match(/\d+/g) ?? []).map((n) => Math.min(1, Number(n) / PLACES))
    const isPlace = x0 !== undefined && y0 !== undefined && x1 !== undefined && y1 !== undefined && x0 < x1 && y0 < y1
    return { kind: kind.trim(), text, ...(isPlace ? { bbox: [x0, y0, x1, y1] } : {}) }
  })
  return [...(before.trim() === '' ? [] : [{ kind: 'text', text: before }]), ...parts]
}

/** Without them: pictures as Markdown's, tables as HTML. */
export function withoutTags(answer: string): string {
  return replaceOtsl(
    answer
      .replace(REF, '')
      .replace(/<\|det\|>[\s\S]*?<\|\/det\|>/g, '')
      .replace(/<\|[^|<>\n]{1,40}\|>/g, ''),
    (grid) => `\n\n${html(grid)}\n\n`,
  )
}

function html({ rows, cells }: TableGrid): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    cells
      .filter((cell) => cell.row === row)
      .map(({ rowSpan, columnSpan, text }) => {
        const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`
        return `<td${spans}>${text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</td>`
      })
      .join(''),
  )
  return `<table>${lines.map((line) => `<tr>${line}</tr>`).join('')}</table>`
}

/** The tags that document models put into their text: places of blocks, tables in OTSL, and what their templates leave behind. */
import type { TableGrid } from '../../../src-preload/model.ts'

/** Without them: pictures as Markdown's, tables as HTML. */
export function withoutTags(answer: string): string {
  return withOtsl(
    answer
      // DeepSeek-OCR: `<|ref|>kind<|/ref|><|det|>[[x0, y0, x1, y1]]<|/det|>` before each block.
      .replace(/<\|ref\|>(?:image|figure|chart)<\|\/ref\|>(?:<\|det\|>[\s\S]*?<\|\/det\|>)?/g, '\n\n![](picture)\n\n')
      .replace(/<\|ref\|>[^<]*<\|\/ref\|>/g, '')
      .replace(/<\|det\|>[\s\S]*?<\|\/det\|>/g, '')
      .replace(/<\|[^|<>\n]{1,40}\|>/g, ''),
  )
}

const ANY = '<(?:fcel|ecel|lcel|ucel|xcel|nl)>'
const ROW = `(?:<(?:fcel|ecel|lcel|ucel|xcel)>(?:(?!${ANY})[\\s\\S])*)+(?:<nl>\\s*|$)`
const OTSL = new RegExp(`(?:${ROW})+`, 'g')
const CELL = new RegExp(`<(fcel|ecel|lcel|ucel|xcel|nl)>((?:(?!${ANY})[\\s\\S])*)`, 'g')

/** OTSL (M. Lysak et al., https://arxiv.org/abs/2305.03393): a cell, an empty one, one that is the left or upper one's. */
function withOtsl(text: string): string {
  return text.replace(OTSL, (found) => {
    const rows: { kind: string; text: string }[][] = [[]]
    for (const [, kind = '', content = ''] of found.matchAll(CELL))
      if (kind === 'nl') rows.push([])
      else rows.at(-1)?.push({ kind, text: content.trim() })
    const filled = rows.filter((row) => row.length > 0)
    return filled.length === 0 ? found : `\n\n${html(gridOf(filled))}\n\n`
  })
}

function gridOf(rows: readonly { kind: string; text: string }[][]): TableGrid {
  const columns = Math.max(...rows.map((row) => row.length))
  const kindAt = (row: number, column: number) => rows[row]?.[column]?.kind ?? 'ecel'
  const cells: TableGrid['cells'] = []
  rows.forEach((row, at) => {
    for (let column = 0; column < columns; column++) {
      const kind = kindAt(at, column)
      // What spans from nowhere is a cell of its own.
      const isOwn = kind === 'fcel' || kind === 'ecel' || (kind === 'lcel' ? column === 0 : at === 0)
      if (!isOwn) continue
      let [rowSpan, columnSpan] = [1, 1]
      while (kindAt(at, column + columnSpan) === 'lcel' && column + columnSpan < columns) columnSpan++
      while (at + rowSpan < rows.length && ['ucel', 'xcel'].includes(kindAt(at + rowSpan, column))) rowSpan++
      cells.push({ row: at, column, rowSpan, columnSpan, text: row[column]?.text ?? '' })
    }
  })
  return { rows: rows.length, columns, cells }
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

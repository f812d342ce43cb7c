/** Text that is there to be found and selected, and not seen: drawn in rendering mode 3 (ISO 32000-1, 9.3.6). */
import { PDFArray, type PDFDocument, PDFHexString, PDFName, type PDFPage, type PDFRef } from '@cantoo/pdf-lib'
import { ADVANCE, ASCENT, DESCENT, EMPTY_GLYPH, glyphlessFont, UNITS_PER_EM } from './glyphless-font.ts'
import type { PlacedLine } from './placed-lines.ts'

const FONT_KEY = 'InkleafText'
/** A CMap section may have so many (Adobe Technical Note 5014). */
const MAX_IN_SECTION = 100

/** One font for the whole document; its characters are numbered as they come. */
export class InvisibleFont {
  readonly #codes = new Map<string, number>()
  readonly #document: PDFDocument
  readonly ref: PDFRef

  constructor(document: PDFDocument) {
    this.#document = document
    this.ref = document.context.nextRef()
  }

  /** Four hexadecimal digits a character. */
  encode(text: string): string {
    return [...text].map((letter) => this.#code(letter).toString(16).padStart(4, '0')).join('')
  }

  #code(letter: string): number {
    const known = this.#codes.get(letter)
    if (known !== undefined) return known
    // 0 would be .notdef.
    const code = this.#codes.size + 1
    this.#codes.set(letter, code)
    return code
  }

  /** To be called when every page has its text. */
  embed(): void {
    const { context } = this.#document
    const count = this.#codes.size + 1
    const glyphs = Buffer.alloc(2 * count)
    for (let code = 1; code < count; code++) glyphs.writeUInt16BE(EMPTY_GLYPH, 2 * code)
    const name = PDFName.of('INKLEA+Glyphless')
    const file = context.register(context.flateStream(glyphlessFont(), { Length1: glyphlessFont().length }))
    const descriptor = context.register(
      context.obj({
        Type: 'FontDescriptor',
        FontName: name,
        Flags: 4,
        FontBBox: [0, DESCENT, ADVANCE, ASCENT],
        ItalicAngle: 0,
        Ascent: ASCENT,
        Descent: DESCENT,
        CapHeight: ASCENT,
        StemV: 80,
        FontFile2: file,
      }),
    )
    const system = {
      Registry: PDFHexString.fromText('Adobe'),
      Ordering: PDFHexString.fromText('Identity'),
      Supplement: 0,
    }
    const descendant = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: name,
        CIDSystemInfo: system,
        DW: ADVANCE,
        FontDescriptor: descriptor,
        CIDToGIDMap: context.register(context.flateStream(glyphs)),
      }),
    )
    context.assign(
      this.ref,
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: name,
        Encoding: 'Identity-H',
        DescendantFonts: [descendant],
        ToUnicode: context.register(context.flateStream(this.#toUnicode())),
      }),
    )
  }

  #toUnicode(): string {
    const entries = [...this.#codes].map(
      ([letter, code]) => `<${code.toString(16).padStart(4, '0')}> <${utf16(letter)}>`,
    )
    const sections: string[] = []
    for (let at = 0; at < entries.length; at += MAX_IN_SECTION) {
      const section = entries.slice(at, at + MAX_IN_SECTION)
      sections.push(`${section.length} beginbfchar\n${section.join('\n')}\nendbfchar`)
    }
    return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${sections.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
  }
}

function utf16(letter: string): string {
  return [...Array(letter.length).keys()].map((at) => letter.charCodeAt(at).toString(16).padStart(4, '0')).join('')
}

type Point = readonly [x: number, y: number]

/** Lays the lines over the page; what is on it is not touched. */
export function addTextLayer(page: PDFPage, lines: readonly PlacedLine[], font: InvisibleFont): void {
  const { context } = page.doc
  const toPage = placing(page)
  const shown = lines.flatMap((line) => lineOperators(line, toPage, font))
  if (shown.length === 0) return
  page.node.normalize()
  // A free name: an earlier export may have left a layer of its own.
  const key = page.node.newFontDictionary(FONT_KEY, font.ref)
  // What was there may leave the page turned or clipped.
  const start = context.register(context.flateStream('q\n'))
  const text = `\nQ\nq\nBT\n3 Tr\n${key.toString()} 1 Tf\n${shown.join('\n')}\nET\nQ\n`
  const end = context.register(context.flateStream(text))
  if (!page.node.wrapContentStreams(start, end)) page.node.set(PDFName.of('Contents'), arrayOf(page, start, end))
}

function arrayOf(page: PDFPage, ...refs: PDFRef[]): PDFArray {
  const array = PDFArray.withContext(page.doc.context)
  for (const ref of refs) array.push(ref)
  return array
}

function lineOperators({ quad, words }: PlacedLine, toPage: (point: Point) => Point, font: InvisibleFont): string[] {
  const [topLeft, topRight, , bottomLeft] = quad.map(toPage)
  if (!topLeft || !topRight || !bottomLeft) return []
  const across = minus(topRight, topLeft)
  const down = minus(bottomLeft, topLeft)
  // Vertical writing is read from top to bottom, its characters' feet to the left.
  const vertical = length(down) > 1.5 * length(across)
  const along = vertical ? down : across
  const up = vertical ? across : minus(topLeft, bottomLeft)
  const foot = vertical ? topLeft : bottomLeft
  const height = length(up)
  const width = length(along)
  if (height === 0 || width === 0) return []
  const u = scaled(along, 1 / width)
  const v = scaled(up, 1 / height)
  // The em box of the font is as high as the line.
  const baseline = plus(foot, scaled(v, (-DESCENT / UNITS_PER_EM) * height))
  const show = (text: string, from: number, to: number) => {
    const natural = ([...text].length * ADVANCE) / UNITS_PER_EM
    const stretch = Math.max(((to - from) * width) / natural, 0.001)
    const [x, y] = plus(baseline, scaled(along, from))
    const matrix = [u[0] * stretch, u[1] * stretch, v[0] * height, v[1] * height, x, y]
    return `${matrix.map((n) => n.toFixed(4)).join(' ')} Tm <${font.encode(text)}> Tj`
  }
  return words.flatMap((word, at) => {
    const next = words[at + 1]
    const shown = show(word.text, word.from, word.to)
    return next ? [shown, show(' ', word.to, Math.max(next.from, word.to + 0.001))] : [shown]
  })
}

/** From fractions of the page as a viewer shows it to the page's own space (ISO 32000-1, 8.3.2.3 and 14.11.2). */
function placing(page: PDFPage): (point: Point) => Point {
  const { x: x0, y: y0, width, height } = page.getCropBox()
  const turn = ((page.getRotation().angle % 360) + 360) % 360
  return ([fx, fy]) => {
    if (turn === 90) return [x0 + fy * width, y0 + fx * height]
    if (turn === 180) return [x0 + (1 - fx) * width, y0 + fy * height]
    if (turn === 270) return [x0 + (1 - fy) * width, y0 + (1 - fx) * height]
    return [x0 + fx * width, y0 + (1 - fy) * height]
  }
}

const minus = ([ax, ay]: Point, [bx, by]: Point): Point => [ax - bx, ay - by]
const plus = ([ax, ay]: Point, [bx, by]: Point): Point => [ax + bx, ay + by]
const scaled = ([x, y]: Point, by: number): Point => [x * by, y * by]
const length = ([x, y]: Point): number => Math.hypot(x, y)

/** What a PDF page's fonts are: of fixed pitch, bold, slanted, and how far each character takes the pen. */
import type { PDFPageProxy } from 'pdfjs-dist'
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'

export type Operators = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>

export interface PdfFont {
  /** Null where it can't be told: it sets too few letters here. */
  fixedPitch: boolean | null
  bold: boolean
  italic: boolean
  /** By character, in thousandths of the font's size. */
  advances: ReadonlyMap<string, number>
}

/** What pdf.js tells of a font. */
interface FontData {
  /** The PDF's FixedPitch flag (ISO 32000-1, 9.8.2, table 123), or what pdf.js makes of the widths. */
  isMonospace?: boolean
  /** Advance widths by character code. */
  widths?: Record<string, number>
  /** PostScript name, with the prefix of a subset. */
  name?: string
  bold?: boolean
  black?: boolean
  italic?: boolean
}

const NARROW_LETTER = /[ijlrtfI]/
const WIDE_LETTER = /[abdeghkmnopquvwxyzA-HJ-Z]/
/** As foundries name their faces; `Medi` is URW's bold, and TeX's faces have short names of their own
 * (https://www.tug.org/fontname/fontname.pdf): cmbx10, ecbx1000, cmti10, eccc1000, cmsl10. */
const BOLD =
  /bold|[-, ](?:black|heavy|demi|medi)(?:$|[^\p{Ll}]|ital|obli)|^(?:cm|ec|tc|sf|la|lh|pl)[a-z]?b[xls]?(?:ti|sl|sr|o)?\d+$/iu
const ITALIC = /(?<!cap)ital|obliq|slanted|^(?:cm|ec|tc|sf|la|lh|pl)[a-z]?b?x?(?:ti|sl|it|bi)\d+$/i

/** By the names that pdf.js has for them. `items` are the page's text. */
export function readFonts(
  page: PDFPageProxy,
  items: readonly { str: string; fontName: string }[],
  operators: Operators,
): Map<string, PdfFont> {
  const texts = new Map<string, string>()
  for (const { fontName, str } of items) texts.set(fontName, (texts.get(fontName) ?? '') + str)
  const advances = advancesOf(operators)
  return new Map(
    [...texts].map(([id, text]) => {
      const data: FontData = page.commonObjs.has(id) ? (page.commonObjs.get(id) as FontData) : {}
      const name = (data.name ?? '').replace(/^[A-Z]{6}\+/, '')
      return [
        id,
        {
          fixedPitch: isFixedPitch(data, text),
          bold: data.bold === true || data.black === true || BOLD.test(name),
          italic: data.italic === true || ITALIC.test(name),
          advances: advances.get(id) ?? new Map(),
        },
      ]
    }),
  )
}

/**
 * Whether its narrow letters are as wide as its wide ones. Many PDFs (those made by TeX) don't set the flag, so the widths
 * are asked too; and the flag alone proves nothing, as pdf.js sets it where a part of a font has one width, which digits
 * have in most fonts.
 */
function isFixedPitch({ isMonospace, widths = {} }: FontData, text: string): boolean | null {
  const distinct = new Set(Object.values(widths).filter((width) => width > 0))
  if (!isMonospace && distinct.size !== 1) return false
  return NARROW_LETTER.test(text) && WIDE_LETTER.test(text) ? true : null
}

/** As the page's own glyphs have them. */
function advancesOf({ fnArray, argsArray }: Operators): Map<string, Map<string, number>> {
  const { OPS } = pdfjs
  const found = new Map<string, Map<string, number>>()
  let font = new Map<string, number>()
  const stack: (typeof font)[] = []
  fnArray.forEach((operator, at) => {
    if (operator === OPS.save) stack.push(font)
    else if (operator === OPS.restore) font = stack.pop() ?? font
    else if (operator === OPS.setFont) {
      const id = argsArray[at][0] as string
      font = found.get(id) ?? new Map()
      found.set(id, font)
    } else if (operator === OPS.showText)
      for (const glyph of argsArray[at][0] as ({ unicode?: string; width?: number } | number | null)[])
        if (glyph && typeof glyph === 'object' && glyph.unicode && glyph.width !== undefined)
          font.set(glyph.unicode, glyph.width)
  })
  return found
}

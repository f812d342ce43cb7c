/** A PDF page's text layer, and whether it holds all that can be read on the page. */
import type { PDFPageProxy } from 'pdfjs-dist'
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { TextLayer, TextLine } from './document.ts'
import { draw, release } from './pdf-draw.ts'
import { hasTextOver } from './pdf-notes.ts'
import { characterOfRadical } from './radicals.ts'

/** Enough to tell ink from paper. */
const INK_DPI = 60
const DARK = 170
/** The rest is rules, marks and small drawings. */
const MIN_COVERED = 0.8
const MAX_UNREADABLE = 0.02
/** A picture this large under text is a scan, and its text some other engine's. */
const SCAN_PART = 0.5

type Operators = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>

export async function readTextLayer(page: PDFPageProxy): Promise<TextLayer> {
  const viewport = page.getViewport({ scale: 1 })
  const content = await page.getTextContent()
  const items = content.items.filter((item) => 'str' in item)
  // Fonts are known once the page's operators are.
  const operators = await page.getOperatorList()
  const pitches = fontPitches(page, items)
  const pieces = items.map((item) => ({
    ...toPiece(item, pdfjs.Util.transform(viewport.transform, item.transform)),
    font: item.fontName,
    fixedPitch: CJK.test(item.str) ? null : (pitches.get(item.fontName) ?? null),
  }))
  const lines = joinPieces(pieces)
  const vertical = items.some((item) => content.styles[item.fontName]?.vertical)
  const unsound = vertical ? 'vertical' : await judge(page, lines, operators)
  return { widthPt: viewport.width, heightPt: viewport.height, lines, unsound }
}

async function judge(page: PDFPageProxy, lines: TextLine[], operators: Operators): Promise<string | null> {
  const text = lines.map((line) => line.text).join('')
  if (text.trim() === '') return 'no text'
  if (unreadablePart(text) > MAX_UNREADABLE) return 'characters that mean nothing'
  if (await hasTextOver(page)) return 'notes or form fields over the text'
  if (picturePart(page, operators) > SCAN_PART) return 'a scan under the text'
  if ((await coveredPart(page, lines)) < MIN_COVERED) return 'ink without text'
  return null
}

interface FontData {
  /** The PDF's FixedPitch flag (ISO 32000-1, 9.8.2, table 123), or what pdf.js makes of the widths. */
  isMonospace?: boolean
  /** Advance widths by character code. */
  widths?: Record<string, number>
}

const NARROW_LETTER = /[ijlrtfI]/
const WIDE_LETTER = /[abdeghkmnopquvwxyzA-HJ-Z]/

/**
 * By font: whether its narrow letters are as wide as its wide ones; null where it sets too few letters here to tell.
 * Many PDFs (those made by TeX) don't set the flag, so the widths are asked too; and the flag alone proves nothing, as
 * pdf.js sets it where a part of a font has one width, which digits have in most fonts.
 */
function fontPitches(
  page: PDFPageProxy,
  items: readonly { str: string; fontName: string }[],
): Map<string, boolean | null> {
  const texts = new Map<string, string>()
  for (const { fontName, str } of items) texts.set(fontName, (texts.get(fontName) ?? '') + str)
  return new Map(
    [...texts].map(([name, text]) => {
      if (!page.commonObjs.has(name)) return [name, false]
      const { isMonospace, widths = {} } = page.commonObjs.get(name) as FontData
      const distinct = new Set(Object.values(widths).filter((width) => width > 0))
      if (!isMonospace && distinct.size !== 1) return [name, false]
      return [name, NARROW_LETTER.test(text) && WIDE_LETTER.test(text) ? true : null]
    }),
  )
}

/** Characters of fonts that don't say what they mean: replacement, private use, control. */
function unreadablePart(text: string): number {
  const bad = text.match(/[\ufffd\p{Co}\p{Cn}\u0000-\u0008\u000b\u000c\u000e-\u001f]/gu)?.length ?? 0
  return bad / text.length
}

/** How much of the page's dark pixels lie under text. 1 on a page without any. */
async function coveredPart(page: PDFPageProxy, lines: TextLine[]): Promise<number> {
  const scale = INK_DPI / 72
  const canvas = await draw(page, scale)
  const { width, height } = canvas
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  release(canvas)
  const under = new Uint8Array(width * height)
  for (const { quad } of lines) {
    // The box of a slanted stamp or watermark holds much that is not under it.
    if (isSlanted(quad)) continue
    const xs = quad.map(([x]) => x * scale)
    const ys = quad.map(([, y]) => y * scale)
    for (
      let y = Math.max(0, Math.floor(Math.min(...ys)) - 1);
      y <= Math.min(height - 1, Math.ceil(Math.max(...ys)));
      y++
    )
      under.fill(
        1,
        y * width + Math.max(0, Math.floor(Math.min(...xs)) - 1),
        y * width + Math.min(width, Math.ceil(Math.max(...xs)) + 1),
      )
  }
  let dark = 0
  let covered = 0
  for (let at = 0; at < under.length; at++) {
    const luminance = 0.3 * (data[4 * at] ?? 255) + 0.59 * (data[4 * at + 1] ?? 255) + 0.11 * (data[4 * at + 2] ?? 255)
    if (luminance >= DARK) continue
    dark++
    covered += under[at] ?? 0
  }
  return dark === 0 ? 1 : covered / dark
}

function isSlanted([[x0, y0], [x1, y1]]: TextLine['quad']): boolean {
  return Math.min(Math.abs(x1 - x0), Math.abs(y1 - y0)) > 0.05 * Math.hypot(x1 - x0, y1 - y0)
}

/** The pictures' part of the page, 0..1: a scan may come in strips. */
function picturePart(page: PDFPageProxy, { fnArray, argsArray }: Operators): number {
  const { OPS } = pdfjs
  const { width, height } = page.getViewport({ scale: 1 })
  const stack: number[][] = []
  let matrix = [1, 0, 0, 1, 0, 0]
  let area = 0
  fnArray.forEach((operator, at) => {
    if (operator === OPS.save) stack.push(matrix)
    else if (operator === OPS.restore) matrix = stack.pop() ?? matrix
    else if (operator === OPS.transform) matrix = pdfjs.Util.transform(matrix, argsArray[at])
    else if (
      operator === OPS.paintImageXObject ||
      operator === OPS.paintInlineImageXObject ||
      operator === OPS.paintImageMaskXObject
    ) {
      const [a = 0, b = 0, c = 0, d = 0] = matrix
      area += Math.abs(a * d - b * c) / (width * height)
    }
  })
  return Math.min(1, area)
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** A run of text as pdf.js gives it, placed: from its baseline's start, along `angle`. */
interface Piece {
  text: string
  x: number
  y: number
  angle: number
  width: number
  height: number
  endsLine: boolean
  /** Null where it can't be told: Chinese, Japanese and Korean are of one width in any font. */
  fixedPitch: boolean | null
  /** Null where there are several. */
  font: string | null
}

function toPiece(item: { str: string; width: number; hasEOL: boolean }, matrix: number[]) {
  const [a = 1, b = 0, c = 0, d = 0, x = 0, y = 0] = matrix
  return {
    text: plain(item.str),
    x,
    y,
    angle: Math.atan2(b, a),
    width: item.width,
    height: Math.hypot(c, d),
    endsLine: item.hasEOL,
  }
}

/** Radicals and ligatures that fonts map to, as the characters that people type and look for. */
function plain(text: string): string {
  return text
    .replace(/[\u2e80-\u2fdf]/gu, characterOfRadical)
    .replace(/[\uf900-\ufaff\ufb00-\ufb06]/gu, (c) => c.normalize('NFKC'))
}

/** Runs that follow each other on one baseline become a line. */
function joinPieces(pieces: Piece[]): TextLine[] {
  const lines: TextLine[] = []
  let line: Piece | null = null
  let spaceBefore = false
  const finish = () => {
    if (line && line.text.trim() !== '')
      lines.push({
        text: line.text.trim(),
        quad: quadOf(line),
        fixedPitch: line.fixedPitch === true,
        font: line.font,
      })
    line = null
  }
  for (const piece of pieces) {
    const gap: number | null = line && gapBetween(line, piece)
    if (piece.text.trim() === '') {
      spaceBefore = true
      if (piece.endsLine) finish()
      continue
    }
    if (line && gap !== null) {
      const current: Piece = line
      const spaced =
        (spaceBefore || gap > 0.18 * current.height) && !/\s$/.test(current.text) && !/^\s/.test(piece.text)
      current.text += `${spaced ? ' ' : ''}${piece.text}`
      current.width += gap + piece.width
      current.height = Math.max(current.height, piece.height)
      if (current.font !== piece.font) current.font = null
      current.fixedPitch = bothFixed(current.fixedPitch, piece.fixedPitch)
    } else {
      finish()
      line = { ...piece }
    }
    spaceBefore = false
    if (piece.endsLine) finish()
  }
  finish()
  return lines
}

/** A comment in Chinese makes a line of code no prose. */
function bothFixed(one: boolean | null, other: boolean | null): boolean | null {
  return one === null ? other : other === null ? one : one && other
}

/** How far `next` begins past the end of `line`, in points, or null where it isn't on the same line. */
function gapBetween(line: Piece, next: Piece): number | null {
  if (Math.abs(line.angle - next.angle) > 0.02) return null
  const [cos, sin] = [Math.cos(line.angle), Math.sin(line.angle)]
  const [dx, dy] = [next.x - line.x, next.y - line.y]
  const along = dx * cos + dy * sin - line.width
  const off = Math.abs(dy * cos - dx * sin)
  const height = Math.max(line.height, next.height) || 1
  return off < 0.35 * height && along > -0.5 * height && along < 1.2 * height ? along : null
}

function quadOf({ x, y, angle, width, height }: Piece): TextLine['quad'] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const corner = (along: number, up: number): [number, number] => [
    x + along * cos + up * sin,
    y + along * sin - up * cos,
  ]
  const [ascent, descent] = [0.8 * height, -0.2 * height]
  return [corner(0, ascent), corner(width, ascent), corner(width, descent), corner(0, descent)]
}

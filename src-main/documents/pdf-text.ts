/** A PDF page's text layer, and whether it holds all that can be read on the page. */
import type { PDFPageProxy } from 'pdfjs-dist'
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { OutlineEntry, TextLayer, TextLine } from './document.ts'
import { draw, release } from './pdf-draw.ts'
import { levelRules, picturePart } from './pdf-drawing.ts'
import { type Operators, readFonts } from './pdf-fonts.ts'
import { joinPieces, type Piece, toPiece } from './pdf-lines.ts'
import { hasTextOver, linksOf } from './pdf-notes.ts'
import { readTags, type StructNode } from './pdf-tags.ts'

/** Enough to tell ink from paper. */
const INK_DPI = 60
const DARK = 170
/** The rest is rules, marks and small drawings. */
const MIN_COVERED = 0.8
const MAX_UNREADABLE = 0.02
/** A picture this large under text is a scan, and its text some other engine's. */
const SCAN_PART = 0.5

/** `outline` is what the document's outline says of the page. */
export async function readTextLayer(page: PDFPageProxy, outline: OutlineEntry[] = []): Promise<TextLayer> {
  const viewport = page.getViewport({ scale: 1 })
  const content = await page.getTextContent({ includeMarkedContent: true })
  // Tags that can't be read are as good as none.
  const tree = await page.getStructTree().catch(() => null)
  const tags = tree ? readTags(tree as StructNode) : null
  const items = content.items.filter((item) => 'str' in item)
  // Fonts are known once the page's operators are.
  const operators = await page.getOperatorList()
  const fonts = readFonts(page, items, operators)
  const pieces: Piece[] = []
  /** The marked content that what comes next is in. */
  const within: (string | undefined)[] = []
  for (const item of content.items)
    if ('str' in item) {
      const matrix = pdfjs.Util.transform(viewport.transform, item.transform)
      const marked = within.findLast((id) => id !== undefined && tags?.blockOf.has(id))
      const tag = marked === undefined ? null : (tags?.blockOf.get(marked) ?? null)
      pieces.push(toPiece(item, matrix, fonts.get(item.fontName), tag))
    } else if (item.type === 'endMarkedContent') within.pop()
    else within.push(item.id)
  const lines = joinPieces(pieces, await linksOf(page), levelRules(page, operators))
  const vertical = items.some((item) => content.styles[item.fontName]?.vertical)
  const unsound = vertical ? 'vertical' : await judge(page, lines, operators)
  const { width: widthPt, height: heightPt } = viewport
  return { widthPt, heightPt, lines, tags: tags?.blocks ?? [], outline, unsound }
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

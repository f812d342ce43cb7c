/** What a PDF page draws besides its text: how much of it pictures cover, and thin rules. */
import type { PDFPageProxy } from 'pdfjs-dist'
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Operators } from './pdf-fonts.ts'

/** In points of the upright page, y down. */
export interface Rect {
  x0: number
  y0: number
  x1: number
  y1: number
}

/** Points: no rule through a word is thicker. */
const THIN = 2.5

type Matrix = number[]

/** Every operator with the matrix that it draws by. */
function withMatrices(operators: Operators, use: (operator: number, args: unknown[], matrix: Matrix) => void): void {
  const { OPS } = pdfjs
  const stack: Matrix[] = []
  let matrix: Matrix = [1, 0, 0, 1, 0, 0]
  operators.fnArray.forEach((operator, at) => {
    const args = operators.argsArray[at]
    if (operator === OPS.save) stack.push(matrix)
    else if (operator === OPS.restore) matrix = stack.pop() ?? matrix
    else if (operator === OPS.transform) matrix = pdfjs.Util.transform(matrix, args)
    else if (operator === OPS.paintFormXObjectBegin) {
      stack.push(matrix)
      if (args?.[0]) matrix = pdfjs.Util.transform(matrix, args[0])
    } else if (operator === OPS.paintFormXObjectEnd) matrix = stack.pop() ?? matrix
    else use(operator, args, matrix)
  })
}

/** The pictures' part of the page, 0..1: a scan may come in strips. */
export function picturePart(page: PDFPageProxy, operators: Operators): number {
  const { OPS } = pdfjs
  const { width, height } = page.getViewport({ scale: 1 })
  let area = 0
  withMatrices(operators, (operator, _args, [a = 0, b = 0, c = 0, d = 0]) => {
    if (
      operator === OPS.paintImageXObject ||
      operator === OPS.paintInlineImageXObject ||
      operator === OPS.paintImageMaskXObject
    )
      area += Math.abs(a * d - b * c) / (width * height)
  })
  return Math.min(1, area)
}

/** Lines that lie level on the page, drawn or filled: under words, through them, between rows. */
export function levelRules(page: PDFPageProxy, operators: Operators): Rect[] {
  const { transform } = page.getViewport({ scale: 1 })
  const rules: Rect[] = []
  withMatrices(operators, (operator, args, matrix) => {
    if (operator !== pdfjs.OPS.constructPath) return
    // [what is done with it, the path, its least and greatest x and y].
    const bounds = args[2] as ArrayLike<number> | null
    if (!bounds || args[0] === pdfjs.OPS.endPath) return
    const rect = onPage(Array.from(bounds), pdfjs.Util.transform(transform, matrix))
    if (rect.y1 - rect.y0 <= THIN && rect.x1 - rect.x0 > 2 * THIN) rules.push(rect)
  })
  return rules
}

/** The box round [x0, y0, x1, y1] of the PDF's space. */
export function onPage([x0 = 0, y0 = 0, x1 = 0, y1 = 0]: readonly number[], matrix: Matrix): Rect {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix
  const xs = [a * x0 + c * y0 + e, a * x1 + c * y1 + e, a * x0 + c * y1 + e, a * x1 + c * y0 + e]
  const ys = [b * x0 + d * y0 + f, b * x1 + d * y1 + f, b * x0 + d * y1 + f, b * x1 + d * y0 + f]
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) }
}

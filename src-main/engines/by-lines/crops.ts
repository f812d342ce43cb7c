/** Lines cut out of a page, each upright in a picture of its own. */
import { createCanvas, type Image } from '@napi-rs/canvas'
import { release } from '../../documents/pdf-draw.ts'
import type { Quad } from '../second-reading/places.ts'

/** Tesseract reads letters best that are some 30 px high; a line's box is half as high again. */
export const LINE_PX = 48
const MARGIN_PX = 10
const LONGEST_PX = 4000

export interface Crop {
  png: Uint8Array
  /** Where the line's own box begins in it, and how wide it is, pixels. */
  left: number
  width: number
}

/** `quad` in fractions of the picture, clockwise from the text's own top left. */
export async function cropLine(picture: Image, quad: Quad): Promise<Crop | null> {
  const [a, b, , d] = quad.map(([x, y]) => [x * picture.width, y * picture.height] as const)
  if (!a || !b || !d) return null
  const across = Math.hypot(b[0] - a[0], b[1] - a[1])
  const down = Math.hypot(d[0] - a[0], d[1] - a[1])
  if (across < 2 || down < 2) return null
  const scale = Math.min(LINE_PX / down, LONGEST_PX / across)
  const [width, height] = [Math.ceil(across * scale), Math.ceil(down * scale)]
  const canvas = createCanvas(width + 2 * MARGIN_PX, height + 2 * MARGIN_PX)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  // What stands above and below would be read as well.
  context.beginPath()
  context.rect(MARGIN_PX / 2, MARGIN_PX / 2, width + MARGIN_PX, height + MARGIN_PX)
  context.clip()
  context.translate(MARGIN_PX, MARGIN_PX)
  context.scale(scale, scale)
  context.rotate(-Math.atan2(b[1] - a[1], b[0] - a[0]))
  context.translate(-a[0], -a[1])
  context.drawImage(picture, 0, 0)
  const png = await canvas.encode('png')
  release(canvas)
  return { png, left: MARGIN_PX, width }
}

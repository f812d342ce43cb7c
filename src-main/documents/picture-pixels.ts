/** Pixels of a picture that is encoded. */
import { createCanvas, type Image, loadImage } from '@napi-rs/canvas'
import type { PartOfPage } from './cut-out.ts'
import { type PackedPixels, packPixels } from './pack-pixels.ts'
import { release } from './pdf-draw.ts'

/** Of the longer side of a page's picture that lines or blocks are cut out of: 300 DPI on A4. */
export const READING_PX = 3500

export async function openPicture(encoded: Uint8Array): Promise<Image> {
  return loadImage(Buffer.from(encoded))
}

export function pixelsOf(
  picture: Image,
  [x0, y0, x1, y1]: PartOfPage = [0, 0, 1, 1],
): PackedPixels & { widthPx: number; heightPx: number } {
  const [left, top] = [Math.floor(x0 * picture.width), Math.floor(y0 * picture.height)]
  const widthPx = Math.max(1, Math.ceil(x1 * picture.width) - left)
  const heightPx = Math.max(1, Math.ceil(y1 * picture.height) - top)
  const canvas = createCanvas(widthPx, heightPx)
  const context = canvas.getContext('2d')
  context.drawImage(picture, -left, -top)
  const packed = packPixels(context.getImageData(0, 0, widthPx, heightPx).data)
  release(canvas)
  return { ...packed, widthPx, heightPx }
}

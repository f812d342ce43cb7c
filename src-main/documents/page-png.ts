/** A page's picture as others take it: PNG within a size. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { release } from './pdf-draw.ts'

/** `encoded` is any picture; the longer side becomes `maxPx` at most. */
export async function asPng(encoded: Uint8Array, maxPx: number): Promise<Uint8Array> {
  const picture = await loadImage(Buffer.from(encoded))
  const scale = Math.min(1, maxPx / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  const png = await canvas.encode('png')
  release(canvas)
  return png
}

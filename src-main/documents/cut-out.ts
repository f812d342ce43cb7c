/** A part of a page as a picture of its own. */
import { createCanvas, loadImage } from '@napi-rs/canvas'

/** Fractions of the page: x0, y0, x1, y1. */
export type PartOfPage = readonly [number, number, number, number]

export interface CutOut {
  bytes: Uint8Array
  mediaType: 'image/png' | 'image/jpeg'
  widthPx: number
  heightPx: number
}

/** White round what was found, as a fraction of the page: the net's boxes are tight. */
const MARGIN = 0.004
const JPEG_QUALITY = 88

/** `page` is a picture of the whole page, encoded. */
export async function cutOut(
  page: Uint8Array,
  [x0, y0, x1, y1]: PartOfPage,
  mediaType: CutOut['mediaType'],
): Promise<CutOut> {
  const image = await loadImage(page)
  const at = (value: number, size: number) => Math.round(Math.min(1, Math.max(0, value)) * size)
  const left = at(x0 - MARGIN, image.width)
  const top = at(y0 - MARGIN, image.height)
  const widthPx = Math.max(1, at(x1 + MARGIN, image.width) - left)
  const heightPx = Math.max(1, at(y1 + MARGIN, image.height) - top)
  const canvas = createCanvas(widthPx, heightPx)
  canvas.getContext('2d').drawImage(image, left, top, widthPx, heightPx, 0, 0, widthPx, heightPx)
  // A photograph as PNG takes twenty times the room.
  const bytes = mediaType === 'image/png' ? await canvas.encode('png') : await canvas.encode('jpeg', JPEG_QUALITY)
  // The pixels lie outside of the collector's sight.
  canvas.width = 0
  canvas.height = 0
  return { bytes, mediaType, widthPx, heightPx }
}

/** A page as others take it: an upright JPEG. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { PageResult } from '../../src-preload/model.ts'
import type { PageHandle } from './document.ts'
import type { ImageService } from './image-service.ts'
import { JPEG_QUALITY, release } from './pdf-draw.ts'

export interface JpegOptions {
  /** Of the longer side. */
  maxPx: number
  /** Degrees clockwise by which it is turned, so that its text stands upright. */
  rotation: PageResult['rotation']
  /** Boxes in fractions of the page as it is shown: nothing of what is in them is there. */
  without: readonly (readonly [number, number, number, number])[]
}

export async function pageJpeg(
  page: PageHandle,
  images: Pick<ImageService, 'preview'>,
  { maxPx, rotation, without }: JpegOptions,
): Promise<Uint8Array> {
  const encoded = await page.asEncoded(maxPx, 'image/jpeg')
  const jpeg =
    encoded.form === 'bytes' ? encoded.data : await images.preview(encoded.path, encoded.frame, maxPx, 'image/jpeg')
  return rotation === 0 && without.length === 0 ? jpeg : changed(jpeg, rotation, without)
}

async function changed(
  jpeg: Uint8Array,
  degrees: JpegOptions['rotation'],
  without: JpegOptions['without'],
): Promise<Uint8Array> {
  const picture = await loadImage(Buffer.from(jpeg))
  const [width, height] = degrees % 180 === 0 ? [picture.width, picture.height] : [picture.height, picture.width]
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.translate(width / 2, height / 2)
  context.rotate((degrees * Math.PI) / 180)
  context.translate(-picture.width / 2, -picture.height / 2)
  context.drawImage(picture, 0, 0)
  context.fillStyle = '#fff'
  for (const [left, top, right, bottom] of without)
    context.fillRect(
      left * picture.width,
      top * picture.height,
      (right - left) * picture.width,
      (bottom - top) * picture.height,
    )
  const out = await canvas.encode('jpeg', JPEG_QUALITY)
  release(canvas)
  return out
}

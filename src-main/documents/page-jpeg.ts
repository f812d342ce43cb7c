/** A page as others take it: an upright JPEG. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { PageResult } from '../../src-preload/model.ts'
import type { PageHandle } from './document.ts'
import type { ImageService } from './image-service.ts'
import { JPEG_QUALITY, release } from './pdf-draw.ts'

/** Its longer side `maxPx` at most, turned clockwise by `rotation` degrees, at which its text stands upright. */
export async function pageJpeg(
  page: PageHandle,
  images: Pick<ImageService, 'preview'>,
  maxPx: number,
  rotation: PageResult['rotation'],
): Promise<Uint8Array> {
  const encoded = await page.asEncoded(maxPx, 'image/jpeg')
  const jpeg =
    encoded.form === 'bytes' ? encoded.data : await images.preview(encoded.path, encoded.frame, maxPx, 'image/jpeg')
  return rotation === 0 ? jpeg : turned(jpeg, rotation)
}

async function turned(jpeg: Uint8Array, degrees: 90 | 180 | 270): Promise<Uint8Array> {
  const picture = await loadImage(Buffer.from(jpeg))
  const [width, height] = degrees === 180 ? [picture.width, picture.height] : [picture.height, picture.width]
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.translate(width / 2, height / 2)
  context.rotate((degrees * Math.PI) / 180)
  context.drawImage(picture, -picture.width / 2, -picture.height / 2)
  const out = await canvas.encode('jpeg', JPEG_QUALITY)
  release(canvas)
  return out
}

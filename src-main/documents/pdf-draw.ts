/** Draws a PDF page with pdf.js on a canvas. */
import { type Canvas, createCanvas } from '@napi-rs/canvas'
import type { PDFPageProxy } from 'pdfjs-dist'
import type { EncodedAs, PagePixels } from './document.ts'
import { packPixels } from './pack-pixels.ts'
import { drawBareNotes } from './pdf-notes.ts'

const POINTS_PER_INCH = 72
const WEBP_QUALITY = 80
/** For eyes that read what they see. */
export const JPEG_QUALITY = 92

type DomCanvas = Parameters<PDFPageProxy['render']>[0]['canvas']

/** At `dpi`, or lower where the page would have more than `maxPixels`. White ground, as on paper. */
export async function drawPage(page: PDFPageProxy, dpi: number, maxPixels: number): Promise<PagePixels> {
  const start = performance.now()
  const whole = page.getViewport({ scale: 1 })
  const wanted = dpi / POINTS_PER_INCH
  const scale = Math.min(wanted, Math.sqrt(maxPixels / (whole.width * whole.height)))
  const canvas = await draw(page, scale)
  const { width, height } = canvas
  const packed = packPixels(canvas.getContext('2d').getImageData(0, 0, width, height).data)
  release(canvas)
  return {
    ...packed,
    widthPx: width,
    heightPx: height,
    dpi: Math.round(scale * POINTS_PER_INCH * 10) / 10,
    renderMs: Math.round((performance.now() - start) * 10) / 10,
  }
}

/** A picture whose longer side has `maxPx` pixels. */
export async function encodePage(page: PDFPageProxy, maxPx: number, mediaType: EncodedAs): Promise<Uint8Array> {
  const { width, height } = page.getViewport({ scale: 1 })
  const canvas = await draw(page, maxPx / Math.max(width, height))
  const encoded = await (mediaType === 'image/webp'
    ? canvas.encode('webp', WEBP_QUALITY)
    : canvas.encode('jpeg', JPEG_QUALITY))
  release(canvas)
  return encoded
}

/** Gives the pixels back now: the collector doesn't see how large a canvas is, and would let many pile up. */
export function release(canvas: Canvas): void {
  canvas.width = 1
  canvas.height = 1
}

export async function draw(page: PDFPageProxy, scale: number) {
  const viewport = page.getViewport({ scale })
  const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)))
  // pdf.js takes any canvas that draws like the DOM's.
  await page.render({ canvas: canvas as unknown as DomCanvas, viewport, background: '#fff' }).promise
  await drawBareNotes(page, canvas.getContext('2d'), viewport)
  return canvas
}

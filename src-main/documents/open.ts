/** Opens any file that Inkleaf reads. */
import { InkleafError } from '../errors.ts'
import type { OpenDocument } from './document.ts'
import type { ImageService } from './image-service.ts'
import type { PdfPool } from './pdf-pool.ts'

export interface DocumentLimits {
  maxPages: number | null
  maxImagePixels: number
}

export interface Opener {
  pdf: PdfPool
  images: Pick<ImageService, 'inspect'>
  limits(): DocumentLimits
}

/** Throws an InkleafError that names why the file can't be read. */
export async function openDocument(
  path: string,
  kind: string,
  password: string | null,
  opener: Opener,
): Promise<OpenDocument> {
  const { pdf, images } = opener
  const limits = opener.limits()
  const document = kind === 'pdf' ? await pdf.open({ path, password }) : await openPicture(path, images, limits)
  if (limits.maxPages !== null && document.pages > limits.maxPages) {
    await document.close()
    throw new InkleafError(
      'too_many_pages',
      'input',
      `It has ${document.pages} pages; the limit is ${limits.maxPages} (Settings > Storage).`,
    )
  }
  return document
}

async function openPicture(path: string, images: Opener['images'], limits: DocumentLimits): Promise<OpenDocument> {
  const { frames, widthPx, heightPx } = await images.inspect(path)
  if (widthPx * heightPx > limits.maxImagePixels)
    throw new InkleafError(
      'image_too_large',
      'input',
      `The picture has ${widthPx} x ${heightPx} pixels; the limit is ${Math.floor(limits.maxImagePixels / 1e6)} million. Make it smaller first.`,
    )
  return {
    pages: frames,
    page: (number) => ({
      kind: 'picture',
      page: number,
      asEncoded: async () => ({ form: 'file', path, frame: number - 1 }),
    }),
    close: async () => {},
  }
}

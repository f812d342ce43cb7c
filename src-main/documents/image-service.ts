/** Picture files, decoded in one place for all of them: what they hold, how they look. No engine has a part in it. */
import type { EncodedAs } from './document.ts'

export interface ImageInfo {
  format: string
  frames: number
  widthPx: number
  heightPx: number
}

/** A page of a picture file in a form that a PDF can hold; `dpi` where the file says it. */
export interface PagePicture {
  widthPx: number
  heightPx: number
  dpi: number | null
  mediaType: 'image/jpeg' | 'image/png'
  bytes: Uint8Array
}

export interface ImageService {
  inspect(path: string): Promise<ImageInfo>
  /** A page upright, as WebP unless told, its longer side `maxPx` at most, cleaned up first. `frame` counts from 0. */
  preview(
    path: string,
    frame: number,
    maxPx: number,
    mediaType?: EncodedAs,
    cleanUp?: readonly string[],
  ): Promise<Uint8Array>
  /** A page upright. */
  picture(path: string, frame: number): Promise<PagePicture>
}

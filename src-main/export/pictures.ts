/** Cut-outs of pages for what is not text, by the names that the tree gives them. */
export interface Picture {
  bytes: Uint8Array
  mediaType: 'image/png' | 'image/jpeg'
  widthPx: number
  heightPx: number
}

export type Pictures = ReadonlyMap<string, Picture>

/** The folder that the tree's addresses name where the pictures are inside the file. */
export const INSIDE = 'pictures'

export function pictureAt(pictures: Pictures, url: string): Picture | undefined {
  return pictures.get(url.slice(url.lastIndexOf('/') + 1))
}

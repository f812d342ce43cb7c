/** A file as pages. An engine asks a page for the form that it needs. */

import type { PackedPixels } from './pack-pixels.ts'

export interface PagePixels extends PackedPixels {
  widthPx: number
  heightPx: number
  /** Lower than asked for where the page would not have fitted the pixel budget. */
  dpi: number
  renderMs: number
}

/** A picture that is still encoded: a file's own bytes on disk, or a page that was encoded here. */
export type PageEncoded =
  | { form: 'file'; path: string /** From 0. */; frame: number }
  | { form: 'bytes'; data: Uint8Array; mediaType: 'image/webp' }

/** A line of a PDF's text layer; `quad` in points of the upright page, clockwise from the text's own top left. */
export interface TextLine {
  text: string
  quad: [[number, number], [number, number], [number, number], [number, number]]
  /** Whether all of its letters are set in fonts that give every letter the same advance width. */
  fixedPitch: boolean
  /** The document's own name for the font that all of it is set in; null where there are several. */
  font: string | null
}

export interface TextLayer {
  widthPt: number
  heightPt: number
  lines: TextLine[]
  /** Null where the layer holds all that is to be read on the page; otherwise why it doesn't. */
  unsound: string | null
}

/** `page` counts from 1. `rendered` pages are drawn here; a `picture` is decoded by the sidecar and nowhere else. */
export type PageHandle =
  | {
      kind: 'rendered'
      page: number
      asPixels(dpi: number): Promise<PagePixels>
      asEncoded(maxPx: number): Promise<PageEncoded>
      textLayer(): Promise<TextLayer>
    }
  | { kind: 'picture'; page: number; asEncoded(maxPx: number): Promise<PageEncoded> }

export interface OpenDocument {
  pages: number
  page(number: number): PageHandle
  close(): Promise<void>
}

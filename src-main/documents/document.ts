/** A file as pages. An engine asks a page for the form that it needs. */

import type { Inline } from '../../src-preload/model.ts'
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
  | { form: 'bytes'; data: Uint8Array; mediaType: EncodedAs }

/** WebP for windows; JPEG for those who know nothing newer. */
export type EncodedAs = 'image/webp' | 'image/jpeg'

/** A line of a PDF's text layer; `quad` in points of the upright page, clockwise from the text's own top left. */
export interface TextLine {
  text: string
  quad: [[number, number], [number, number], [number, number], [number, number]]
  /** Where each of its words (parted by white space) begins and ends along it, 0..1. */
  words: [number, number][]
  /** The same text in stretches, with the white space around it, where some of it is set otherwise than the page. */
  content?: Inline[]
  /** Whether all of its letters are set in fonts that give every letter the same advance width. */
  fixedPitch: boolean
  /** The document's own name for the font that all of it is set in; null where there are several. */
  font: string | null
  /** The block of the layer's `tags` that it is part of; null where the document doesn't say. */
  tag: number | null
}

/**
 * A block of a tagged PDF's structure tree (ISO 32000-1, 14.8.4), in the document's own order. `group` is text of which only
 * the place in the order is known.
 */
export interface TextTag {
  kind: 'text' | 'heading' | 'list_item' | 'table' | 'caption' | 'footnote' | 'figure' | 'formula' | 'group'
  /** How deep a heading or an item is, from 1. */
  level?: number
  /** Of a cell: which table of the page, and where in it. Rows are counted; a row's cells are in order. */
  cell?: { table: number; row: number; rowSpan: number; columnSpan: number }
}

/** What the document's outline says begins on a page: `level` from 1. */
export interface OutlineEntry {
  title: string
  level: number
}

export interface TextLayer {
  widthPt: number
  heightPt: number
  lines: TextLine[]
  /** Empty where the PDF has no tags. */
  tags: TextTag[]
  outline: OutlineEntry[]
  /** Null where the layer holds all that is to be read on the page; otherwise why it doesn't. */
  unsound: string | null
}

/** `page` counts from 1. `rendered` pages are drawn here; a `picture` is decoded by the sidecar and nowhere else. */
export type PageHandle =
  | {
      kind: 'rendered'
      page: number
      asPixels(dpi: number): Promise<PagePixels>
      /** Default: WebP. */
      asEncoded(maxPx: number, mediaType?: EncodedAs): Promise<PageEncoded>
      textLayer(): Promise<TextLayer>
    }
  | { kind: 'picture'; page: number; asEncoded(maxPx: number, mediaType?: EncodedAs): Promise<PageEncoded> }

export interface OpenDocument {
  pages: number
  page(number: number): PageHandle
  close(): Promise<void>
}

/** A PDF in which what was read can be found and selected: the original's pages as they are, with text laid over them. */
import { readFile } from 'node:fs/promises'
import { PDFBool, PDFDict, PDFDocument, PDFName, PDFNumber } from '@cantoo/pdf-lib'
import { coerceError, InkleafError } from '../../errors.ts'
import type { ExportDocument, ExportPage } from '../document.ts'
import { placedLines, type Quad, withoutOwn } from './placed-lines.ts'
import { addTextLayer, InvisibleFont } from './text-layer.ts'

/** What a page of a picture file looks like, upright. */
export interface PagePicture {
  bytes: Uint8Array
  mediaType: 'image/jpeg' | 'image/png'
  widthPx: number
  heightPx: number
  /** Null where the file doesn't say. */
  dpi: number | null
}

export interface PdfSource {
  path: string
  kind: string
  /** Of a picture file; `page` counts from 1. */
  picture(page: number): Promise<PagePicture>
  /** Where a PDF's page has text already: its lines, clockwise, fractions of the upright page. */
  ownText(page: number): Promise<Quad[]>
}

export interface PdfOptions {
  /** Lay text over a signed file though its signature then no longer covers all of it. */
  evenIfSigned?: boolean
  /** PDF/A-2u: of pictures only. */
  archival?: boolean
}

/** For pictures that don't say how large they are. */
const USUAL_DPI = 200
const POINTS_PER_INCH = 72

/**
 * Where a page has text of its own none is added, so that nothing is found twice. Throws an InkleafError `signed_pdf`,
 * `protected_pdf`, `not_archival` or `source_missing`.
 */
export async function searchablePdf(
  document: ExportDocument,
  source: PdfSource,
  { evenIfSigned = false, archival = false }: PdfOptions = {},
): Promise<Uint8Array> {
  const readings = document.pages.filter((page) => page.result !== null)
  return source.kind === 'pdf'
    ? overOriginal(readings, source, evenIfSigned, archival).catch(asDamaged)
    : ofPictures(document, source, archival)
}

async function overOriginal(
  pages: readonly ExportPage[],
  source: PdfSource,
  evenIfSigned: boolean,
  archival: boolean,
): Promise<Uint8Array> {
  if (archival)
    throw new InkleafError(
      'not_archival',
      'input',
      'PDF/A can be made of pictures only: what is in the pages of a PDF is not ours to change.',
    )
  const original = await readFile(source.path)
  const pdf = await load(original)
  if (!evenIfSigned && isSigned(pdf))
    throw new InkleafError(
      'signed_pdf',
      'input',
      'The PDF is signed, and the signature would not cover the text. Export it as text or Markdown instead, or from the command line with --force.',
    )
  const scanned = pages.filter(({ result }) => result?.engine !== 'pdf-text')
  if (scanned.length === 0) return original
  const font = new InvisibleFont(pdf)
  for (const { page, result, edits } of scanned) {
    const target = page <= pdf.getPageCount() ? pdf.getPage(page - 1) : null
    if (!target || !result) continue
    const lines = withoutOwn(placedLines(result, edits), await source.ownText(page))
    addTextLayer(target, lines, font)
  }
  font.embed()
  // The original's bytes stay as they are; what is new comes after them (ISO 32000-1, 7.5.6).
  return pdf.commit()
}

/** A PDF of these pages of another, counted from 1; its outline and its form stay behind. */
export async function onlyPages(bytes: Uint8Array, pages: readonly number[]): Promise<Uint8Array> {
  const whole = await PDFDocument.load(bytes, { updateMetadata: false })
  const part = await PDFDocument.create()
  const copied = await part.copyPages(
    whole,
    pages.map((page) => page - 1),
  )
  for (const page of copied) part.addPage(page)
  return part.save()
}

/** What is wrong inside a file shows in many ways. */
function asDamaged(cause: unknown): never {
  const error = coerceError(cause)
  if (error.code !== 'unexpected') throw error
  throw damaged(cause)
}

async function load(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false })
  } catch (cause) {
    if (/encrypt/i.test(String(cause)))
      throw new InkleafError(
        'protected_pdf',
        'input',
        'This PDF is protected by a password, so no text can be laid over its pages. Export it as text, Markdown or Word, or save it without the password in another program and add that.',
        { cause },
      )
    throw damaged(cause)
  }
}

function damaged(cause: unknown): InkleafError {
  return new InkleafError(
    'damaged_pdf',
    'input',
    'This PDF is damaged, so no text can be laid over its pages. Export it as text, Markdown or Word, or print it to a new PDF in another program and add that.',
    { cause },
  )
}

/** Its form says so (ISO 32000-1, table 219: the first bit of SigFlags). */
function isSigned(pdf: PDFDocument): boolean {
  const form = pdf.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict)
  const flags = form?.lookupMaybe(PDFName.of('SigFlags'), PDFNumber)
  return ((flags?.asNumber() ?? 0) & 1) === 1
}

async function ofPictures(document: ExportDocument, source: PdfSource, archival: boolean): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const font = new InvisibleFont(pdf)
  for (const { page, result, edits } of document.pages) {
    const { bytes, mediaType, widthPx, heightPx, dpi } = await source.picture(page)
    const image = mediaType === 'image/jpeg' ? await pdf.embedJpg(bytes) : await pdf.embedPng(bytes)
    const scale = POINTS_PER_INCH / (dpi ?? USUAL_DPI)
    const [width, height] = [widthPx * scale, heightPx * scale]
    const sheet = pdf.addPage([width, height])
    sheet.drawImage(image, { x: 0, y: 0, width, height })
    if (result) addTextLayer(sheet, placedLines(result, edits), font)
  }
  font.embed()
  pdf.setTitle(document.name)
  pdf.setProducer('Inkleaf')
  pdf.setCreator('Inkleaf')
  pdf.catalog.set(PDFName.of('MarkInfo'), pdf.context.obj({ Marked: PDFBool.False }))
  if (archival) pdf.convertToPDFA({ conformance: '2U' })
  return pdf.save()
}

/** A job as a file of any format: the one place that every export comes from. */
import { extname, join } from 'node:path'
import type { JobView } from '../../src-preload/model.ts'
import type { PdfPool } from '../documents/pdf-pool.ts'
import { InkleafError } from '../errors.ts'
import { type ExportDocument, toDocument } from '../export/document.ts'
import { type Format, isText, render } from '../export/formats.ts'
import type { Quad } from '../export/pdf/placed-words.ts'
import type { PagePicture, PdfOptions } from '../export/pdf/searchable-pdf.ts'
import type { AsyncReader } from '../history/async-reader.ts'
import type { HistoryStore } from '../history/store.ts'

export interface ExporterParts {
  store: HistoryStore
  history: AsyncReader
  sourcesFolder: string
  pdf: PdfPool
  picture(path: string, frame: number): Promise<PagePicture>
}

export class Exporter {
  readonly #parts: ExporterParts

  constructor(parts: ExporterParts) {
    this.#parts = parts
  }

  /** Throws an InkleafError that says why it can't be made. */
  async export(job: JobView, format: Format, options: PdfOptions = {}): Promise<string | Uint8Array> {
    const { history } = this.#parts
    const document = toDocument(job, await history.pages(job.id))
    if (isText(format)) return render(document, format)
    // Loaded when they are asked for: they would make every start slower.
    if (format === 'html') return (await import('../export/html.ts')).toHtmlFile(document, job.language)
    if (format === 'docx') return (await import('../export/docx.ts')).toDocx(document)
    return this.#pdf(job, document, options)
  }

  async #pdf(job: JobView, document: ExportDocument, options: PdfOptions): Promise<Uint8Array> {
    const { store, sourcesFolder, picture, pdf } = this.#parts
    const source = store.source(job.id)
    if (!source) throw new InkleafError('no_such_job', 'input', `Nothing in the history has the id ${job.id}.`)
    const path = source.storedFile ? join(sourcesFolder, source.storedFile) : source.sourcePath
    const pages = {
      picture: (page: number) => picture(path, page - 1),
      ownText: (page: number) => ownTextOf(pdf, path, page),
    }
    const { searchablePdf } = await import('../export/pdf/searchable-pdf.ts')
    return searchablePdf(document, { path, kind: source.kind, ...pages }, options)
  }
}

async function ownTextOf(pdf: PdfPool, path: string, page: number): Promise<Quad[]> {
  const handle = (await pdf.open({ path, password: null })).page(page)
  if (handle.kind !== 'rendered') return []
  const { lines, widthPt, heightPt } = await handle.textLayer()
  return lines.map(({ quad }) => quad.map(([x, y]) => [x / widthPt, y / heightPt] as const))
}

/** `scan.pdf` exported as md is `scan.md`. */
export function exportName({ name }: JobView, format: string): string {
  const stem = name.slice(0, name.length - extname(name).length) || 'page'
  return `${stem}.${format}`
}

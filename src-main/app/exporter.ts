/** A job as a file of any format: the one place that every export comes from. */

import { rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { JobView } from '../../src-preload/model.ts'
import { figureName } from '../../src-preload/tree.ts'
import { type CutOut, cutOut } from '../documents/cut-out.ts'
import type { PdfPool } from '../documents/pdf-pool.ts'
import { InkleafError } from '../errors.ts'
import { type ExportDocument, pictured, toDocument } from '../export/document.ts'
import { type Format, isText, render } from '../export/formats.ts'
import type { Quad } from '../export/pdf/placed-words.ts'
import type { PagePicture, PdfOptions } from '../export/pdf/searchable-pdf.ts'
import type { Pictures } from '../export/pictures.ts'
import { findTables, toCsv } from '../export/tables.ts'
import { makeFolder, writeWhole } from '../export/write.ts'
import type { AsyncReader } from '../history/async-reader.ts'
import type { HistoryStore } from '../history/store.ts'

export interface ExporterParts {
  store: HistoryStore
  history: AsyncReader
  sourcesFolder: string
  pdf: PdfPool
  picture(path: string, frame: number): Promise<PagePicture>
  /** A whole page as an encoded picture. */
  pagePicture(jobId: string, page: number): Promise<Uint8Array>
}

/** What goes with a file, by its path from the file's own folder. */
export type Beside = Map<string, string | Uint8Array>

export class Exporter {
  readonly #parts: ExporterParts

  constructor(parts: ExporterParts) {
    this.#parts = parts
  }

  /** One file, whole. Markdown's pictures are in `NAME-pictures/`, which `beside` gives. Throws an InkleafError. */
  async export(job: JobView, format: Format, options: PdfOptions = {}): Promise<string | Uint8Array> {
    const document = await this.#document(job)
    if (isText(format)) return render(document, format, picturesFolder(stemOf(job)))
    // Loaded when they are asked for: they would make every start slower.
    if (format === 'xlsx') return (await import('../export/xlsx.ts')).toXlsx(document)
    if (format === 'pdf') return this.#pdf(job, document, options)
    const pictures = await this.#pictures(document)
    if (format === 'html') return (await import('../export/html.ts')).toHtmlFile(document, job.language, pictures)
    return (await import('../export/docx.ts')).toDocx(document, pictures)
  }

  /** Writes the file and what goes with it, all or nothing. Returns the paths. */
  async write(job: JobView, format: Format, path: string, options: PdfOptions = {}): Promise<string[]> {
    const stem = basename(path, extname(path))
    const beside = await this.beside(job, format, stem)
    const content =
      format === 'md'
        ? render(await this.#document(job), format, picturesFolder(stem))
        : await this.export(job, format, options)
    const written: string[] = []
    try {
      for (const [name, bytes] of beside) {
        const target = join(dirname(path), name)
        await makeFolder(dirname(target))
        await writeWhole(target, bytes)
        written.push(target)
      }
      await writeWhole(path, content)
    } catch (caught) {
      await Promise.all(written.map((one) => rm(one, { force: true })))
      throw caught
    }
    return [path, ...written]
  }

  /** Markdown's pictures, and each table by itself where a CSV has several. */
  async beside(job: JobView, format: Format, stem: string): Promise<Beside> {
    const beside: Beside = new Map()
    if (format === 'md')
      for (const [name, { png }] of await this.#pictures(await this.#document(job)))
        beside.set(`${picturesFolder(stem)}/${name}`, png)
    if (format === 'csv') {
      const tables = findTables(await this.#document(job))
      if (tables.length > 1)
        for (const [at, { table }] of tables.entries()) beside.set(`${stem}-tables/table-${at + 1}.csv`, toCsv(table))
    }
    return beside
  }

  async #document(job: JobView): Promise<ExportDocument> {
    return toDocument(job, await this.#parts.history.pages(job.id))
  }

  /** By their names. One whose page can't be drawn any more is left out: the text is worth more. */
  async #pictures(document: ExportDocument): Promise<Pictures> {
    const pictures = new Map<string, CutOut>()
    for (const block of pictured(document)) {
      if (!block.bbox) continue
      const page = await this.#parts.pagePicture(document.jobId, block.page).catch(() => null)
      if (page) pictures.set(figureName(block), await cutOut(page, block.bbox))
    }
    return pictures
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

export function picturesFolder(stem: string): string {
  return `${stem}-pictures`
}

function stemOf({ name }: JobView): string {
  return name.slice(0, name.length - extname(name).length) || 'page'
}

/** `scan.pdf` exported as md is `scan.md`. */
export function exportName(job: JobView, format: string): string {
  return `${stemOf(job)}.${format}`
}

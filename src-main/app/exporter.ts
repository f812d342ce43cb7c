/** A job as a file of any format: the one place that every export comes from. */

import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { JobView } from '../../src-preload/model.ts'
import { figureName } from '../../src-preload/tree.ts'
import { type CutOut, cutOut } from '../documents/cut-out.ts'
import type { ImageService } from '../documents/image-service.ts'
import { choosePages } from '../documents/page-ranges.ts'
import type { PdfPool } from '../documents/pdf-pool.ts'
import { InkleafError } from '../errors.ts'
import { type ExportDocument, pictured, toDocument } from '../export/document.ts'
import { type Format, isText, render } from '../export/formats.ts'
import { exportStem, withPages } from '../export/naming.ts'
import type { Quad } from '../export/pdf/placed-lines.ts'
import type { PdfOptions } from '../export/pdf/searchable-pdf.ts'
import type { Pictures } from '../export/pictures.ts'
import { findTables, toCsv } from '../export/tables.ts'
import { makeFolder, writeWhole } from '../export/write.ts'
import type { AsyncReader } from '../history/async-reader.ts'
import type { HistoryStore } from '../history/store.ts'
import { logged } from '../log.ts'

export interface ExporterParts {
  store: HistoryStore
  history: AsyncReader
  sourcesFolder: string
  pdf: PdfPool
  images: ImageService
  /** A whole page as an encoded picture. */
  pagePicture(jobId: string, page: number): Promise<Uint8Array>
}

/** `pages`: only these, as people write them (`1-3,7`); null or absent: all. */
export interface ExportOptions extends PdfOptions {
  pages?: string | null | undefined
}

type NamedFile = [name: string, content: string | Uint8Array]

export class Exporter {
  readonly #parts: ExporterParts

  constructor(parts: ExporterParts) {
    this.#parts = parts
  }

  /** One file, whole; `files` gives what goes with it. Throws an InkleafError that says why it can't be made. */
  async export(job: JobView, format: Format, options: ExportOptions = {}): Promise<string | Uint8Array> {
    const document = await this.#document(job, options)
    if (isText(format)) return render(document, format, picturesFolder(exportStem(job)))
    // Loaded when they are asked for: they would make every start slower.
    if (format === 'xlsx') return (await import('../export/xlsx.ts')).toXlsx(document)
    if (format === 'pdf') return this.#pdf(job, document, options)
    const pictures = await this.#allPictures(document)
    if (format === 'html') return (await import('../export/html.ts')).toHtmlFile(document, job.language, pictures)
    return (await import('../export/docx.ts')).toDocx(document, pictures)
  }

  /** Writes the file and what goes with it, all or nothing. Returns the paths, the file's own first. */
  async write(job: JobView, format: Format, path: string, options: ExportOptions = {}): Promise<string[]> {
    const folder = dirname(path)
    const written: string[] = []
    const added: string[] = []
    try {
      for await (const [name, content] of this.files(job, format, basename(path, extname(path)), options)) {
        const target = name.includes('/') ? join(folder, name) : path
        await makeFolder(dirname(target))
        const isNew = !existsSync(target)
        await writeWhole(target, content)
        written.unshift(target)
        if (isNew) added.push(target)
      }
    } catch (caught) {
      await Promise.all(added.map((one) => rm(one, { force: true })))
      throw caught
    }
    return written
  }

  /**
   * A job's files of a format as [name, content], one after the other: first what goes with the file (Markdown's
   * pictures, each table by itself where a CSV has several), in a folder beside it, then the file itself.
   */
  async *files(job: JobView, format: Format, stem: string, options: ExportOptions = {}): AsyncGenerator<NamedFile> {
    if (format === 'md') {
      const document = await this.#document(job, options)
      for await (const [name, { bytes }] of this.#pictures(document)) yield [`${picturesFolder(stem)}/${name}`, bytes]
      yield [`${stem}.md`, render(document, 'md', picturesFolder(stem))]
      return
    }
    const tables = format === 'csv' ? findTables(await this.#document(job, options)) : []
    if (tables.length > 1)
      for (const [at, { table }] of tables.entries()) yield [`${stem}-tables/table-${at + 1}.csv`, toCsv(table)]
    yield [`${stem}.${format}`, await this.export(job, format, options)]
  }

  /** Whether something goes with the file. */
  async hasMore(job: JobView, format: Format, options: ExportOptions = {}): Promise<boolean> {
    if (format !== 'md' && format !== 'csv') return false
    const document = await this.#document(job, options)
    return format === 'md' ? pictured(document).length > 0 : findTables(document).length > 1
  }

  async hasTables(job: JobView): Promise<boolean> {
    return findTables(await this.#document(job)).length > 0
  }

  /** Throws `no_such_page` where none of the pages that are asked for was read. */
  async #document(job: JobView, { pages = null }: ExportOptions = {}): Promise<ExportDocument> {
    const all = await this.#parts.history.pages(job.id)
    if (pages === null) return toDocument(job, all)
    const chosen = new Set(choosePages(pages, Math.max(...all.map(({ page }) => page))))
    const some = all.filter(({ page }) => chosen.has(page))
    if (some.length === 0)
      throw new InkleafError('no_such_page', 'input', `Of the pages ${pages} none was read in this document.`)
    return toDocument(job, some)
  }

  /** By their names. One whose page can't be drawn any more is left out: the text is worth more. */
  async *#pictures(document: ExportDocument): AsyncGenerator<[string, CutOut]> {
    let drawn: { page: number; picture: Promise<Uint8Array> } = { page: 0, picture: Promise.resolve(new Uint8Array()) }
    for (const block of pictured(document)) {
      if (!block.bbox) continue
      if (drawn.page !== block.page)
        drawn = { page: block.page, picture: this.#parts.pagePicture(document.jobId, block.page) }
      try {
        const mediaType = block.type === 'figure' ? 'image/jpeg' : 'image/png'
        yield [figureName(block), await cutOut(await drawn.picture, block.bbox, mediaType)]
      } catch (caught) {
        logged('a figure was left out of an export')(caught)
      }
    }
  }

  async #allPictures(document: ExportDocument): Promise<Pictures> {
    const pictures = new Map<string, CutOut>()
    for await (const [name, picture] of this.#pictures(document)) pictures.set(name, picture)
    return pictures
  }

  async #pdf(job: JobView, document: ExportDocument, options: ExportOptions): Promise<Uint8Array> {
    const { store, sourcesFolder, images, pdf } = this.#parts
    const source = store.source(job.id)
    if (!source) throw new InkleafError('no_such_job', 'input', `Nothing in the history has the id ${job.id}.`)
    const path = source.storedFile ? join(sourcesFolder, source.storedFile) : source.sourcePath
    const pages = {
      picture: (page: number) => images.picture(path, page - 1),
      ownText: (page: number) => ownTextOf(pdf, path, page),
    }
    const { searchablePdf, onlyPages } = await import('../export/pdf/searchable-pdf.ts')
    const whole = await searchablePdf(document, { path, kind: source.kind, ...pages }, options)
    if (!options.pages || source.kind !== 'pdf') return whole
    return onlyPages(
      whole,
      document.pages.map(({ page }) => page),
    )
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

/** `scan.pdf` exported as md is `scan.md`, unless a rule calls it something else. */
export function exportName(job: JobView, format: string, rule?: string, pages?: string | null): string {
  return `${withPages(exportStem(job, rule), pages)}.${format}`
}

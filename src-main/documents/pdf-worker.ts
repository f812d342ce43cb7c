/** pdf.js in a worker thread. Calls name the file and are answered with values, also for errors: Comlink would drop
 * an error's code. A few files stay open between calls. */
import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { expose, transfer } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ErrorKind } from '../../src-preload/model.ts'
import { InkleafError } from '../errors.ts'
import type { EncodedAs, PagePixels, TextLayer } from './document.ts'
import { withoutAttachmentEncryption } from './pdf-attachments.ts'
import { drawPage, encodePage } from './pdf-draw.ts'
import { outlineOf } from './pdf-outline.ts'
import { readTextLayer } from './pdf-text.ts'

export interface PdfFile {
  path: string
  password: string | null
}

export type Answer<T> = { ok: true; value: T } | { ok: false; code: string; kind: ErrorKind; message: string }

const MAX_OPEN = 3
/** A damaged file must not make pdf.js allocate for a picture that no page could show. */
const MAX_IMAGE_PIXELS = 250_000_000

const { pdfjsFolder } = workerData as { pdfjsFolder: string }

interface Open {
  task: Promise<pdfjs.PDFDocumentLoadingTask>
  /** Calls that are using it: a document is never closed under them. */
  users: number
}

/** The longest unused first. */
const open = new Map<string, Open>()

async function withDocument<T>(file: PdfFile, use: (document: pdfjs.PDFDocumentProxy) => Promise<T>): Promise<T> {
  const key = `${file.path}\n${file.password ?? ''}`
  const entry = open.get(key) ?? { task: load(file), users: 0 }
  open.delete(key)
  open.set(key, entry)
  entry.users++
  try {
    return await use(await (await entry.task).promise)
  } catch (caught) {
    if (entry.users === 1 && open.get(key) === entry) await close(key, entry)
    throw caught
  } finally {
    entry.users--
    await closeUnused()
  }
}

async function closeUnused(): Promise<void> {
  for (const [key, entry] of open) {
    if (open.size <= MAX_OPEN) return
    if (entry.users === 0) await close(key, entry)
  }
}

async function close(key: string, entry: Open): Promise<void> {
  open.delete(key)
  await entry.task.then(
    (task) => task.destroy(),
    () => {},
  )
}

async function load(file: PdfFile): Promise<pdfjs.PDFDocumentLoadingTask> {
  const bytes = await readFile(file.path)
  const task = start(file, bytes)
  if (file.password !== null) return task
  try {
    await task.promise
  } catch (caught) {
    const plain = isPasswordNeeded(caught) ? withoutAttachmentEncryption(await readFile(file.path)) : null
    if (plain) {
      await task.destroy()
      return start(file, plain)
    }
  }
  return task
}

function isPasswordNeeded(caught: unknown): boolean {
  return caught instanceof Error && caught.name === 'PasswordException'
}

/** As pdf.js takes it over. A large file is not copied for it: that would be its size again. */
function unshared(bytes: Buffer): Uint8Array {
  const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
  return isWhole ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes)
}

/** `bytes` are gone afterwards. */
function start(file: PdfFile, bytes: Buffer): pdfjs.PDFDocumentLoadingTask {
  return pdfjs.getDocument({
    data: unshared(bytes),
    ...(file.password === null ? {} : { password: file.password }),
    cMapUrl: `${pdfjsFolder}/cmaps/`,
    standardFontDataUrl: `${pdfjsFolder}/standard_fonts/`,
    wasmUrl: `${pdfjsFolder}/wasm/`,
    iccUrl: `${pdfjsFolder}/iccs/`,
    maxImageSize: MAX_IMAGE_PIXELS,
    useSystemFonts: false,
    disableFontFace: true,
    // Widths of glyphs tell typewriter faces from others.
    fontExtraProperties: true,
    verbosity: 0,
  })
}

function withPage<T>(
  file: PdfFile,
  number: number,
  use: (page: pdfjs.PDFPageProxy, document: pdfjs.PDFDocumentProxy) => Promise<T>,
): Promise<T> {
  return withDocument(file, async (document) => {
    const page = await document.getPage(number)
    try {
      return await use(page, document)
    } finally {
      // Without this the fonts and pictures of every page stay in memory.
      page.cleanup()
    }
  })
}

async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (caught) {
    return { ok: false, ...explain(caught) }
  }
}

function explain(caught: unknown): { code: string; kind: ErrorKind; message: string } {
  if (caught instanceof InkleafError) return caught.toFailure()
  const name = caught instanceof Error ? caught.name : ''
  const message = caught instanceof Error ? caught.message : String(caught)
  const system = (caught as NodeJS.ErrnoException).code
  if (name === 'PasswordException')
    return (caught as { code?: number }).code === 2
      ? { code: 'wrong_password', kind: 'input', message: 'The password is wrong. Try another.' }
      : {
          code: 'password_needed',
          kind: 'input',
          message:
            'This PDF is protected by a password. Enter the password (in the window, or with --password) to read it.',
        }
  if (system === 'ENOENT')
    return { code: 'source_missing', kind: 'input', message: 'The file is not there (any more). Add it again.' }
  if (system === 'EACCES' || system === 'EPERM')
    return { code: 'no_permission', kind: 'input', message: 'You have no permission to read the file.' }
  if (caught instanceof RangeError || /memory|allocat/i.test(message))
    return { code: 'out_of_memory', kind: 'resource', message: 'The page needs more memory than is free.' }
  if (
    [
      'InvalidPDFException',
      'FormatError',
      'UnknownErrorException',
      'MissingDataException',
      'XRefParseException',
    ].includes(name)
  )
    return {
      code: 'damaged_pdf',
      kind: 'input',
      message: 'The PDF is damaged or cut off. Export or download it again.',
    }
  return { code: 'page_damaged', kind: 'input', message: `The page can't be drawn: ${message}` }
}

const service = {
  open: (file: PdfFile): Promise<Answer<{ pages: number }>> =>
    answer(() =>
      withDocument(file, async ({ numPages }) => {
        if (numPages === 0) throw new InkleafError('no_pages', 'input', 'The PDF has no pages.')
        return { pages: numPages }
      }),
    ),

  draw: async (file: PdfFile, page: number, dpi: number, maxPixels: number): Promise<Answer<PagePixels>> => {
    const drawn = await answer(() => withPage(file, page, (p) => drawPage(p, dpi, maxPixels)))
    return drawn.ok ? transfer(drawn, [drawn.value.data.buffer]) : drawn
  },

  encode: async (file: PdfFile, page: number, maxPx: number, mediaType: EncodedAs): Promise<Answer<Uint8Array>> =>
    answer(() => withPage(file, page, (p) => encodePage(p, maxPx, mediaType))),

  textLayer: (file: PdfFile, page: number): Promise<Answer<TextLayer>> =>
    answer(() => withPage(file, page, async (p, document) => readTextLayer(p, (await outlineOf(document)).get(page)))),

  /** Documents in use are closed when they fall out of use. */
  close: async (path: string): Promise<void> => {
    for (const [key, entry] of open) if (key.startsWith(`${path}\n`) && entry.users === 0) await close(key, entry)
  },
}

export type PdfService = typeof service

if (!parentPort) throw new Error('pdf-worker runs in a worker thread')
expose(service, nodeEndpoint(parentPort))

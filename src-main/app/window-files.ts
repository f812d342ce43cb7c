/** What a window is made of: its files and the pictures of pages, the same for the desktop and for a browser. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentType } from 'mime-types'
import { cutOut } from '../documents/cut-out.ts'
import { PREVIEW_SIZES, type PreviewSize } from '../documents/previews.ts'
import { coerceError } from '../errors.ts'
import { log } from '../log.ts'
import type { CorePort } from './port.ts'

/** Nothing comes from anywhere else, no script is inline, no one may frame the window. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

export interface WindowFile {
  status: number
  mediaType: string
  body: Uint8Array | string
  /** Whether it never changes under its address. */
  lasting: boolean
}

/** `path` is that of an address, `/pages/JOB/3/thumb` or a file of the built window. */
export async function windowFile(
  app: CorePort | Promise<CorePort | null>,
  windowFolder: string,
  path: string,
): Promise<WindowFile> {
  const [, area, jobId = '', page = '', size = ''] = path.split('/')
  if (area === 'pages') return pagePicture(await app, decodeURIComponent(jobId), Number(page), size)
  const file = normalize(join(windowFolder, path === '/' ? 'index.html' : decodeURIComponent(path)))
  const mediaType = contentType(extname(file))
  if (!file.startsWith(windowFolder + sep) || !mediaType) return notFound('There is nothing here.')
  try {
    return { status: 200, mediaType, body: await readFile(file), lasting: path.startsWith('/assets/') }
  } catch (caught) {
    log.debug({ err: caught }, 'a file of the window was asked for that is not there')
    return notFound('There is nothing here.')
  }
}

/** `size` is that of a preview, or `b5.png` for a block of the page. */
async function pagePicture(app: CorePort | null, jobId: string, page: number, size: string): Promise<WindowFile> {
  const [, blockId] = /^(b\d+)\.(?:png|jpg)$/.exec(size) ?? []
  if (app && blockId) return cutOutOf(app, jobId, page, blockId)
  if (!app || !Object.hasOwn(PREVIEW_SIZES, size)) return notFound('There is no such size.')
  try {
    const body = await app.pagePicture(jobId, page, size as PreviewSize)
    // A browser's own cache would keep it after the document has been deleted.
    return { status: 200, mediaType: 'image/webp', body, lasting: false }
  } catch (caught) {
    log.info({ err: coerceError(caught), job: jobId, page }, 'a picture of a page could not be made')
    return refused(caught)
  }
}

/** Of a document that can be unlocked: Locked, Forbidden. */
const PASSWORD_STATUS: Record<string, number> = { password_needed: 423, wrong_password: 403 }

function refused(caught: unknown): WindowFile {
  const { code, message } = coerceError(caught)
  return { ...notFound(message), status: PASSWORD_STATUS[code] ?? 404 }
}

async function cutOutOf(app: CorePort, jobId: string, page: number, blockId: string): Promise<WindowFile> {
  try {
    const [view] = await app.history.somePages(jobId, [page])
    const block = view?.result?.blocks.find(({ id }) => id === blockId)
    if (!block?.bbox) return notFound('There is no such picture.')
    const whole = await app.pagePicture(jobId, page, 'page')
    const { bytes, mediaType } = await cutOut(whole, block.bbox, block.type === 'figure' ? 'image/jpeg' : 'image/png')
    return { status: 200, mediaType, body: bytes, lasting: false }
  } catch (caught) {
    log.info({ err: coerceError(caught), job: jobId, page }, 'a picture of a page could not be made')
    return refused(caught)
  }
}

function notFound(message: string): WindowFile {
  return { status: 404, mediaType: 'text/plain; charset=utf-8', body: message, lasting: false }
}

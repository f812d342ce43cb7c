/** What a file is, told by its content and never by its name. */
import { open, stat } from 'node:fs/promises'
import { coerceError, InkleafError } from '../errors.ts'

export const KINDS = ['pdf', 'png', 'jpeg', 'gif', 'bmp', 'webp', 'tiff', 'heic'] as const
export type Kind = (typeof KINDS)[number]
export const KIND_NAMES = 'PDF, PNG, JPEG, GIF, BMP, WEBP, TIFF and HEIC'

export const HEAD_BYTES = 1024

/** Files are read into memory whole, and no more goes into one buffer there (Node's `readFile`). */
export const MAX_READABLE_BYTES = 2 ** 31 - 1

/** The kind of the file and its size in bytes. Throws an InkleafError kind `input` for what can't be read. */
export async function identify(path: string): Promise<{ kind: Kind; bytes: number }> {
  const { size, isDirectory, isFile } = await stat(path).then(
    (s) => ({ size: s.size, isDirectory: s.isDirectory(), isFile: s.isFile() }),
    (caught: unknown) => {
      throw path.includes('\ufffd') && coerceError(caught).code === 'source_missing' ? oddName(caught) : caught
    },
  )
  if (isDirectory) throw new InkleafError('is_folder', 'input', 'This is a folder, not a file.')
  if (!isFile)
    throw new InkleafError('not_a_file', 'input', 'This is a device or pipe, not a file. Use - for standard input.')
  if (size === 0) throw new InkleafError('empty_file', 'input', 'The file is empty (0 bytes). Export or copy it again.')
  return { kind: kindOfHead(await readHead(path)), bytes: size }
}

/** Such a name can't be passed on whole by anything that reads it as text. */
function oddName(cause: unknown): InkleafError {
  const message = "The file's name is not valid UTF-8, so it can't be opened by its name. Rename it and add it again."
  return new InkleafError('name_not_utf8', 'input', message, { cause })
}

/** By the first KiB of a file. Throws an InkleafError that says what it is instead. */
export function kindOfHead(head: Buffer): Kind {
  const kind = kindOf(head)
  if (kind) return kind
  throw new InkleafError('unknown_kind', 'input', `This is ${describe(head)}. Inkleaf reads ${KIND_NAMES}.`)
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Readers look for a PDF's header within the first KiB (ISO 32000-1, annex H.3.4.1); the others start with theirs. */
export function kindOf(head: Buffer): Kind | null {
  const starts = (signature: string, at = 0) => head.toString('latin1', at, at + signature.length) === signature
  if (starts('\x89PNG\r\n\x1a\n')) return 'png'
  if (starts('\xff\xd8\xff')) return 'jpeg'
  if (starts('GIF87a') || starts('GIF89a')) return 'gif'
  if (starts('BM') && head.length > 26 && head.readUInt32LE(6) === 0) return 'bmp'
  if (starts('RIFF') && starts('WEBP', 8)) return 'webp'
  if (starts('II*\0') || starts('MM\0*') || starts('II+\0') || starts('MM\0+')) return 'tiff'
  if (starts('ftyp', 4) && /^(heic|heix|hevc|heim|heis|mif1|msf1)/.test(head.toString('latin1', 8, 12))) return 'heic'
  return head.includes('%PDF-') ? 'pdf' : null
}

/** In the words of someone who wonders why the file was refused. */
function describe(head: Buffer): string {
  const text = head.toString('latin1')
  if (text.startsWith('PK\x03\x04'))
    return /word\/|xl\/|ppt\//.test(text) ? 'an Office document' : 'a ZIP archive (or an Office document)'
  if (text.startsWith('\xd0\xcf\x11\xe0')) return 'an old Office document'
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg/s.test(text)) return 'an SVG drawing'
  if (/^\s*<(!doctype html|html)/i.test(text)) return 'a web page'
  if (text.slice(4, 8) === 'ftyp') return 'a video or a picture of a kind that Inkleaf does not read'
  return isText(head) ? 'a text file' : 'a file of a kind that Inkleaf does not know'
}

function isText(head: Buffer): boolean {
  return !head.includes(0) && !head.toString('utf8').slice(0, -4).includes('\ufffd')
}

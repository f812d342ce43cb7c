/** A name that came from elsewhere, as a name and nothing else. */
import { basename } from 'node:path'
import { create } from 'content-disposition'
import filenamify from 'filenamify'

/** File systems take 255 bytes; some are left for what is put beside the file. */
const MAX_BYTES = 240

/** `file` where there is none. */
export function safeFileName(name: string | undefined): string {
  // What turns the direction of writing would show another name than there is.
  const plain = basename((name ?? '').replaceAll('\\', '/')).replace(/[\p{Cf}\p{Cs}]/gu, '_')
  const safe = filenamify(plain, { replacement: '_', maxLength: MAX_BYTES }).trim()
  return /^[._]*$/.test(plain.trim()) ? 'file' : shortened(safe)
}

/** Its end stays, which says what it is. filenamify counts characters, file systems bytes. */
function shortened(name: string): string {
  const letters = [...name]
  let bytes = Buffer.byteLength(name)
  let from = 0
  while (bytes > MAX_BYTES) bytes -= Buffer.byteLength(letters[from++] ?? '')
  return letters.slice(from).join('')
}

/** For `Content-Disposition` (RFC 6266). */
export function attachment(name: string): string {
  return create(safeFileName(name))
}

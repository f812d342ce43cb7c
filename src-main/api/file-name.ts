/** A name that came from elsewhere, as a name and nothing else. */
import { basename } from 'node:path'

/** File systems take 255 bytes; some are left for what is put beside the file. */
const MOST_BYTES = 240

/** `file` where there is none. */
export function safeFileName(name: string | undefined): string {
  const plain = basename((name ?? '').replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}\p{Cs}/]/gu, '_')
    .trim()
  return plain === '' || plain === '.' || plain === '..' ? 'file' : shortened(plain)
}

/** Its end stays, which says what it is. */
function shortened(name: string): string {
  const letters = [...name]
  let bytes = Buffer.byteLength(name)
  let from = 0
  while (bytes > MOST_BYTES) bytes -= Buffer.byteLength(letters[from++] ?? '')
  return letters.slice(from).join('')
}

/** For `Content-Disposition` (RFC 6266): the name in UTF-8, and for old clients what ASCII has of it. */
export function attachment(name: string): string {
  const safe = safeFileName(name)
  const plain = safe.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

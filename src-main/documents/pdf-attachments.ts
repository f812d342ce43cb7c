/** PDFs in which nothing but the attachments is encrypted: their pages can be read by everybody (ISO 32000-1, 7.6.5). */

/**
 * The same bytes without the mention of the encryption, or null where the pages are encrypted too. pdf.js asks for a
 * password as soon as a file mentions any.
 */
export function withoutAttachmentEncryption(bytes: Buffer): Buffer | null {
  const text = bytes.toString('latin1')
  const reference = /\/Encrypt\s+(\d+)\s+(\d+)\s+R/.exec(text)
  if (!reference) return null
  const [, number, generation] = reference
  const start = text.search(new RegExp(`(?:^|\\s)${number}\\s+${generation}\\s+obj\\b`))
  if (start < 0) return null
  const dictionary = text.slice(start, text.indexOf('endobj', start))
  // Since version 4 what is not named is left as it is.
  const version = Number(/\/V\s+(\d)/.exec(dictionary)?.[1])
  const isIdentity = (filter: string) =>
    !new RegExp(`/${filter}\\s*/`).test(dictionary) || new RegExp(`/${filter}\\s*/Identity\\b`).test(dictionary)
  if (!(version >= 4 && isIdentity('StmF') && isIdentity('StrF'))) return null
  // Another key of the same length, so that every offset stays right.
  return Buffer.from(text.replaceAll(/\/Encrypt(?=\s+\d+\s+\d+\s+R)/g, '/Xncrypt'), 'latin1')
}

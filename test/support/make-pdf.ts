/** Small PDFs for tests, written by hand so that each can be wrong in its own way (ISO 32000-1, clause 7). */

export interface PdfPage {
  /** Printed from the top in Helvetica, or in Courier (`/C` in `content`). */
  lines?: string[]
  /** Points. */
  size?: [width: number, height: number]
  fontSize?: number
  font?: 'F' | 'C'
  rotate?: number
  /** Instead of lines. */
  content?: string
}

export function makePdf(pages: readonly PdfPage[]): Buffer {
  const kids = pages.map((_, at) => `${4 + 2 * at} 0 R`)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  pages.forEach((page, at) => {
    const [width, height] = page.size ?? [595, 842]
    const content = page.content ?? print(page.lines ?? [], height, page.fontSize ?? 14, page.font ?? 'F')
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${page.rotate ?? 0} /Contents ${5 + 2 * at} 0 R ` +
        '/Resources << /Font << /F 3 0 R /C << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> >>',
      `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    )
  })
  return assemble(objects)
}

function print(lines: readonly string[], height: number, fontSize: number, font: string): string {
  const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join(' ')
  return `BT /${font} ${fontSize} Tf ${fontSize * 1.5} TL 50 ${height - 80} Td ${shown} ET`
}

/** Numbered from 1, with the catalogue first. */
export function assemble(objects: readonly string[]): Buffer {
  let body = '%PDF-1.7\n'
  const offsets = objects.map((object, at) => {
    const offset = Buffer.byteLength(body, 'latin1')
    body += `${at + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = Buffer.byteLength(body, 'latin1')
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(body, 'latin1')
}

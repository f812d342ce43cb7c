/** The formats that are made of the document's tree. */
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { resultFor } from '../../test/support/result.ts'
import type { ExportDocument } from './document.ts'
import { toDocx } from './docx.ts'
import { toHtmlFile } from './html.ts'

const MARKDOWN = `# Rates & tides

First paragraph with **weight**, 增值税 and \\<b>no markup\\</b>.

- one
- two
  - deeper

3. third
4. fourth

| Port | Tide |
|---|---|
| Harrow | 4,1 m |

\`\`\`
let x = 1
\`\`\`
`
const HOSTILE = `<img src=x onerror=alert(1)> [a](javascript:alert(1)) <script>alert(2)</script>`

function documentOf(...pages: string[]): ExportDocument {
  return {
    name: 'tides <2>.pdf',
    jobId: 'j',
    readAt: null,
    mode: 'basic',
    pages: pages.map((markdown, at) => ({
      page: at + 1,
      status: 'completed',
      result: { ...resultFor(at + 1), markdown },
      edits: [],
      error: null,
    })),
  }
}

async function documentXml(document: ExportDocument): Promise<string> {
  const files = unzipSync(await toDocx(document, new Map()))
  return strFromU8(files['word/document.xml'] ?? new Uint8Array())
}

describe('HTML', () => {
  it('has the structure, in one file', () => {
    const html = toHtmlFile(documentOf(MARKDOWN), 'eng', new Map())
    for (const part of [
      '<html lang="eng">',
      '<h1>Rates &#x26; tides</h1>',
      '<strong>weight</strong>',
      '<td>4,1 m</td>',
      '<ol start="3">',
    ])
      expect(html).toContain(part)
    expect(html).toContain('<title>tides &#60;2&#62;.pdf</title>')
    expect(html).not.toMatch(/https?:/)
  })

  it('keeps a head that reaches down into the rows in one piece', () => {
    const cell = (row: number, column: number, text: string, rowSpan = 1) => ({
      row,
      column,
      text,
      rowSpan,
      columnSpan: 1,
      lines: [],
    })
    const table = { blockId: 'b1', rows: 2, columns: 2, cells: [cell(0, 0, 'A', 2), cell(0, 1, 'B'), cell(1, 1, 'C')] }
    const document = documentOf('')
    const [page] = document.pages
    if (!page?.result) throw new Error('no page')
    page.result.blocks = [{ id: 'b1', type: 'table', bbox: null, order: 1, lines: [], text: '' }]
    page.result.tables = [table]
    const html = toHtmlFile(document, null, new Map())
    expect(html).not.toContain('<thead>')
    expect(html).toMatch(/<th rowspan="2">A<\/th>/)
  })

  it('shows hostile text as text', () => {
    const html = toHtmlFile(documentOf(HOSTILE), null, new Map())
    expect(html).not.toMatch(/<img|<script|javascript:/)
  })
})

describe('DOCX', () => {
  it('has real headings, lists and tables', async () => {
    const xml = await documentXml(documentOf(MARKDOWN, 'Second page.'))
    expect(xml).toMatch(/<w:pStyle w:val="Heading1"\/>.*?Rates &amp; tides/s)
    expect(xml).toMatch(/<w:b\/>.*?weight/s)
    expect(xml).toContain('&lt;b&gt;no markup&lt;/b&gt;')
    expect(xml.match(/<w:numPr>/g)).toHaveLength(5)
    expect(xml).toMatch(/<w:ilvl w:val="1"\/>/)
    expect(xml).toMatch(/<w:tbl>.*?Harrow.*?4,1 m.*?<\/w:tbl>/s)
    expect(xml.match(/Courier New/g)?.length).toBeGreaterThan(0)
    expect(xml.indexOf('let x = 1')).toBeLessThan(xml.indexOf('Second page.'))
  })

  it('of nothing, and of control characters, is still a file', async () => {
    expect(await documentXml(documentOf(''))).toContain('<w:p')
    expect(await documentXml(documentOf('a\u0000b\u000cc'))).not.toMatch(/[\u0000-\u0008\u000b\u000c]/)
  })
})

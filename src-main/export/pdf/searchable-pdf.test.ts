/** Read back with pdf.js, as a viewer would. */
import { readFileSync } from 'node:fs'
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import { createCanvas } from '@napi-rs/canvas'
import { afterAll, describe, expect, it } from 'vitest'
import type { Edit, PageResult } from '../../../src-preload/model.ts'
import { fixture, put, temporaryFolder } from '../../../test/support/folders.ts'
import { makePdf } from '../../../test/support/make-pdf.ts'
import { resultFor } from '../../../test/support/result.ts'
import { resolveRuntime } from '../../app/runtime.ts'
import { PdfPool } from '../../documents/pdf-pool.ts'
import type { ExportDocument } from '../document.ts'
import { type PdfOptions, searchablePdf } from './searchable-pdf.ts'

const { workers, pdfjsFolder } = resolveRuntime()
const folder = temporaryFolder()
const pool = new PdfPool({ worker: workers.pdf, pdfjsFolder, maxRenderPixels: () => 4_000_000, threads: 1 })
afterAll(() => pool.stop())

type Quad = [number, number][]
interface TestLine {
  text: string
  quad: Quad
  words?: [number, number][]
}

const box = (x0: number, y0: number, x1: number, y1: number): Quad => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
]

function pageOf(lines: readonly TestLine[], engine = 'test'): PageResult {
  const text = lines.map((line) => line.text).join('\n')
  const block = {
    id: 'b1',
    type: 'text',
    bbox: null,
    order: 1,
    lines: lines.map((line, at) => ({ id: `b1l${at + 1}`, confidence: 1, ...line })),
  }
  return { ...resultFor(1, text), engine, blocks: [block] } as PageResult
}

function documentOf(result: PageResult | null, edits: Edit[] = []): ExportDocument {
  const status = result ? 'completed' : 'failed'
  return {
    name: 'a.pdf',
    jobId: 'j',
    readAt: null,
    mode: 'basic',
    pages: [{ page: 1, status, result, edits, error: null }],
  }
}

const noPicture = () => Promise.reject(new Error('no picture'))

function overPdf(path: string, document: ExportDocument, options?: PdfOptions, own: Quad[] = []) {
  return searchablePdf(document, { path, kind: 'pdf', picture: noPicture, ownText: async () => own }, options)
}

/** The lines that a viewer finds, with their boxes as fractions of the page as it is shown. */
async function found(bytes: Uint8Array): Promise<{ text: string; box: number[] }[]> {
  const path = put(folder, `out-${Math.random()}.pdf`, Buffer.from(bytes))
  const handle = (await pool.open({ path, password: null })).page(1)
  if (handle.kind !== 'rendered') throw new Error('not rendered')
  const { lines, widthPt, heightPt } = await handle.textLayer()
  return lines.map(({ text, quad }) => {
    const xs = quad.map(([x]) => x / widthPt)
    const ys = quad.map(([, y]) => y / heightPt)
    return { text, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] }
  })
}

const empty = (rotate = 0, size: [number, number] = [600, 800]) =>
  put(folder, `empty-${rotate}-${Math.random()}.pdf`, makePdf([{ content: '0.5 0 0 0.5 10 10 cm', rotate, size }]))

describe('text over a PDF', () => {
  it.each([0, 90, 180, 270])('is where it was read, on a page turned by %i', async (rotate) => {
    const line = { text: 'find this line', quad: box(0.1, 0.2, 0.5, 0.23) }
    const [one] = await found(await overPdf(empty(rotate), documentOf(pageOf([line]))))
    expect(one?.text).toBe('find this line')
    for (const [at, edge] of [0.1, 0.2, 0.5, 0.23].entries()) expect(one?.box[at]).toBeCloseTo(edge, 2)
  })

  it('has each word where the engine saw it', async () => {
    const line: TestLine = {
      text: 'left right',
      quad: box(0.1, 0.2, 0.9, 0.23),
      words: [
        [0, 0.1],
        [0.9, 1],
      ],
    }
    const lines = await found(await overPdf(empty(), documentOf(pageOf([line]))))
    const right = lines.find(({ text }) => text.includes('right'))
    expect(right?.box[2]).toBeCloseTo(0.9, 2)
    // So far apart a viewer takes them for two.
    expect(lines.map(({ text }) => text.trim())).toEqual(['left', 'right'])
  })

  it.each(['增值税发票号码', 'レモン十二箱', '한국어', '𠮷野家 𝒳', 'naïve “œuvre” ﬁn', 'a\\b(c)<d>'])(
    'says %s as it was read',
    async (text) => {
      const lines = await found(await overPdf(empty(), documentOf(pageOf([{ text, quad: box(0.1, 0.2, 0.6, 0.23) }]))))
      expect(
        lines
          .map((line) => line.text)
          .join('')
          .normalize('NFKC'),
      ).toBe(text.normalize('NFKC'))
    },
  )

  it('is what the user put right', async () => {
    const lines = [
      { text: 'frist line', quad: box(0.1, 0.2, 0.5, 0.23) },
      { text: 'secnod', quad: box(0.1, 0.25, 0.3, 0.28) },
    ]
    const edit = (text: string) => [{ blockId: 'b1', text, editedAt: '' }]
    const same = await found(await overPdf(empty(), documentOf(pageOf(lines), edit('first line\nsecond'))))
    expect(same.map(({ text }) => text)).toEqual(['first line', 'second'])
    const other = await found(await overPdf(empty(), documentOf(pageOf(lines), edit('now it is all one long line'))))
    expect(other.map(({ text }) => text).join(' ')).toBe('now it is all one long line')
  })

  it('leaves the original’s bytes and pictures as they are, and can’t be seen', async () => {
    const path = fixture('scan.pdf')
    const original = readFileSync(path)
    const made = await overPdf(path, documentOf(pageOf([{ text: 'not seen', quad: box(0.1, 0.1, 0.9, 0.2) }])))
    expect(Buffer.from(made.subarray(0, original.length)).equals(original)).toBe(true)
    const pixels = async (file: string) => {
      const handle = (await pool.open({ path: file, password: null })).page(1)
      if (handle.kind !== 'rendered') throw new Error('not rendered')
      return Buffer.from((await handle.asPixels(72)).data)
    }
    const after = put(folder, 'seen.pdf', Buffer.from(made))
    expect((await pixels(after)).equals(await pixels(path))).toBe(true)
  })

  it('is not there twice where a scan has a stamp’s text, or some other program’s', async () => {
    const line: TestLine = {
      text: 'left right',
      quad: box(0.1, 0.2, 0.9, 0.23),
      words: [
        [0, 0.1],
        [0.9, 1],
      ],
    }
    const stamp = box(0.75, 0.1, 1, 0.3)
    const lines = await found(await overPdf(empty(), documentOf(pageOf([line])), {}, [stamp]))
    expect(lines.map(({ text }) => text.trim())).toEqual(['left'])
  })

  it('is not laid over a page’s own text', async () => {
    const path = fixture('sample.pdf')
    const made = await overPdf(path, documentOf(pageOf([{ text: 'twice', quad: box(0, 0, 1, 1) }], 'pdf-text')))
    expect(Buffer.from(made).equals(readFileSync(path))).toBe(true)
  })
})

describe('a PDF that is', () => {
  it('signed is refused, unless that is meant', async () => {
    const pdf = await PDFDocument.load(makePdf([{ lines: ['signed'] }]))
    pdf.catalog.set(PDFName.of('AcroForm'), pdf.context.obj({ Fields: [], SigFlags: 3, DA: PDFString.of('') }))
    const path = put(folder, 'signed.pdf', Buffer.from(await pdf.save({ useObjectStreams: false })))
    const document = documentOf(pageOf([{ text: 'over it', quad: box(0.1, 0.5, 0.4, 0.53) }]))
    await expect(overPdf(path, document)).rejects.toMatchObject({ code: 'signed_pdf' })
    const lines = await found(await overPdf(path, document, { evenIfSigned: true }))
    expect(lines.map(({ text }) => text)).toContain('over it')
  })

  it.each(['/Rotate /x', '/CropBox [0 0]', '/CropBox /x', '/Resources []'])(
    'odd (%s) is no defect of ours',
    async (odd) => {
      const made = Buffer.from(
        makePdf([{ lines: ['odd'] }])
          .toString('latin1')
          .replace('/Rotate 0', odd),
        'latin1',
      )
      const path = put(folder, `odd-${Math.random()}.pdf`, made)
      const document = documentOf(pageOf([{ text: 'x', quad: box(0.1, 0.1, 0.2, 0.12) }]))
      await overPdf(path, document).then(
        (bytes) => expect(bytes.length).toBeGreaterThan(0),
        (caught) => expect(caught).toMatchObject({ kind: 'input' }),
      )
    },
  )

  it('ours already keeps its text when it is exported again', async () => {
    const first = await overPdf(empty(), documentOf(pageOf([{ text: 'ZEBRA QUARTZ', quad: box(0.1, 0.1, 0.5, 0.13) }])))
    const path = put(folder, 'first.pdf', Buffer.from(first))
    const second = await overPdf(path, documentOf(pageOf([{ text: 'other words', quad: box(0.1, 0.5, 0.5, 0.53) }])))
    expect((await found(second)).map(({ text }) => text).sort()).toEqual(['ZEBRA QUARTZ', 'other words'])
  })

  it('protected, damaged or gone is refused with the reason', async () => {
    const document = documentOf(pageOf([{ text: 'x', quad: box(0, 0, 1, 1) }]))
    await expect(overPdf(fixture('encrypted.pdf'), document)).rejects.toMatchObject({ code: 'protected_pdf' })
    const damaged = put(folder, 'damaged.pdf', '%PDF-1.7\nnothing more')
    await expect(overPdf(damaged, document)).rejects.toMatchObject({ code: 'damaged_pdf' })
    await expect(overPdf(`${folder}/gone.pdf`, document)).rejects.toThrow()
  })

  it('somebody else’s can’t become PDF/A', async () => {
    await expect(overPdf(empty(), documentOf(pageOf([])), { archival: true })).rejects.toMatchObject({
      code: 'not_archival',
    })
  })
})

describe('a PDF of pictures', () => {
  const canvas = createCanvas(400, 200)
  canvas.getContext('2d').fillRect(50, 50, 300, 100)
  const picture = async () => ({
    bytes: canvas.toBuffer('image/png'),
    mediaType: 'image/png' as const,
    widthPx: 400,
    heightPx: 200,
    dpi: 100,
  })
  const make = (result: PageResult | null, options?: PdfOptions) =>
    searchablePdf(documentOf(result), { path: 'a.png', kind: 'png', picture, ownText: async () => [] }, options)

  it('is as large as the file says, with its text', async () => {
    const made = await make(pageOf([{ text: 'on the picture', quad: box(0.1, 0.2, 0.6, 0.3) }]))
    const pdf = await PDFDocument.load(made)
    expect(pdf.getPage(0).getSize()).toEqual({ width: 288, height: 144 })
    expect((await found(made)).map(({ text }) => text)).toEqual(['on the picture'])
  })

  it('has also the pages that could not be read', async () => {
    expect((await PDFDocument.load(await make(null))).getPageCount()).toBe(1)
  })

  it('as PDF/A says so, embeds its font and its colours', async () => {
    const made = await make(pageOf([{ text: 'for long', quad: box(0.1, 0.2, 0.6, 0.3) }]), { archival: true })
    const pdf = await PDFDocument.load(made)
    expect(pdf.catalog.has(PDFName.of('OutputIntents'))).toBe(true)
    expect(Buffer.from(made).toString('latin1')).toMatch(/pdfaid:part>2<.*pdfaid:conformance>U</s)
    expect((await found(made)).map(({ text }) => text)).toEqual(['for long'])
  })
})

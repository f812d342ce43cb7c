import { afterAll, describe, expect, it } from 'vitest'
import { fixture, put, temporaryFolder } from '../../test/support/folders.ts'
import { makePdf } from '../../test/support/make-pdf.ts'
import { resolveRuntime } from '../app/runtime.ts'
import type { PageHandle } from './document.ts'
import { PdfPool } from './pdf-pool.ts'

const { workers, pdfjsFolder } = resolveRuntime()
const folder = temporaryFolder()
const pool = new PdfPool({ worker: workers.pdf, pdfjsFolder, maxRenderPixels: () => 4_000_000, threads: 1 })
afterAll(() => pool.stop())

type Rendered = Extract<PageHandle, { kind: 'rendered' }>

async function page(path: string, number = 1, password: string | null = null): Promise<Rendered> {
  const handle = (await pool.open({ path, password })).page(number)
  if (handle.kind !== 'rendered') throw new Error('not rendered')
  return handle
}

const LINES = Array.from({ length: 12 }, (_, n) => `Line ${n + 1} of a page with enough words to be prose.`)

describe('drawing', () => {
  it('gives RGBA of the size that the DPI asks for, with ink on white', async () => {
    const path = put(folder, 'plain.pdf', makePdf([{ lines: LINES, size: [300, 400] }]))
    const { data, channels, widthPx, heightPx, dpi } = await (await page(path)).asPixels(144)
    expect([widthPx, heightPx, dpi, data.length]).toEqual([600, 800, 144, 600 * 800 * channels])
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255])
    expect(data.some((value, at) => at % 4 === 0 && value < 60)).toBe(true)
  })

  it("turns by the page's own /Rotate", async () => {
    const path = put(folder, 'turned.pdf', makePdf([{ lines: LINES, size: [300, 400], rotate: 90 }]))
    const { widthPx, heightPx } = await (await page(path)).asPixels(72)
    expect([widthPx, heightPx]).toEqual([400, 300])
  })

  it('of a page of absurd size keeps within the pixel budget and says at which DPI', async () => {
    const path = put(folder, 'huge.pdf', makePdf([{ lines: LINES, size: [14_400, 14_400] }]))
    const { widthPx, heightPx, dpi } = await (await page(path)).asPixels(200)
    expect(widthPx * heightPx).toBeLessThanOrEqual(4_010_000)
    expect(dpi).toBeCloseTo(10, 0)
  })

  it('gives a WebP of the size that is asked for', async () => {
    const encoded = await (await page(fixture('sample.pdf'))).asEncoded(500)
    expect(encoded).toMatchObject({ form: 'bytes', mediaType: 'image/webp' })
    if (encoded.form === 'bytes') expect(Buffer.from(encoded.data).toString('latin1', 8, 12)).toBe('WEBP')
  })

  it('of many documents at a time closes none of them while it is drawn', async () => {
    const paths = Array.from({ length: 8 }, (_, n) =>
      put(folder, `many-${n}.pdf`, makePdf([{ lines: LINES }, { lines: LINES }])),
    )
    const drawn = paths.flatMap((path) => [1, 2].map(async (number) => (await page(path, number)).asPixels(150)))
    expect((await Promise.all(drawn)).map(({ widthPx }) => widthPx)).toEqual(Array(16).fill(1240))
  })

  it('goes on in a new thread after one has died', async () => {
    const own = new PdfPool({ worker: workers.pdf, pdfjsFolder, maxRenderPixels: () => 4_000_000, threads: 1 })
    const handle = (await own.open({ path: fixture('sample.pdf'), password: null })).page(1)
    if (handle.kind !== 'rendered') throw new Error('not rendered')
    const lost = handle.asPixels(200)
    await own.stop()
    await expect(lost).rejects.toMatchObject({ code: 'renderer_died', kind: 'transient' })
    expect((await handle.asPixels(72)).widthPx).toBe(595)
    await own.stop()
  })
})

describe('a file that can not be opened', () => {
  it('is named as one that needs a password, or another one', async () => {
    const path = fixture('encrypted.pdf')
    await expect(pool.open({ path, password: null })).rejects.toMatchObject({ code: 'password_needed' })
    await expect(pool.open({ path, password: 'guess' })).rejects.toMatchObject({ code: 'wrong_password' })
    expect((await pool.open({ path, password: 'secret' })).pages).toBe(2)
  })

  it('is named as having no pages', async () => {
    await expect(pool.open({ path: put(folder, 'none.pdf', makePdf([])), password: null })).rejects.toMatchObject({
      code: 'no_pages',
    })
  })

  it('is named as damaged', async () => {
    const path = put(folder, 'cut.pdf', makePdf([{ lines: LINES }]).subarray(0, 60))
    await expect(pool.open({ path, password: null })).rejects.toMatchObject({ code: 'damaged_pdf', kind: 'input' })
  })

  it('is named as gone', async () => {
    await expect(pool.open({ path: `${folder}/gone.pdf`, password: null })).rejects.toMatchObject({
      code: 'source_missing',
    })
  })
})

describe('a text layer', () => {
  it('is sound where it covers the ink, and gives lines with their places', async () => {
    const path = put(folder, 'text.pdf', makePdf([{ lines: LINES }]))
    const { lines, unsound, widthPt } = await (await page(path)).textLayer()
    expect(unsound).toBeNull()
    expect(lines.map((line) => line.text)).toEqual(LINES)
    const [first] = lines
    expect(widthPt).toBe(595)
    expect(first?.quad[0][0]).toBeCloseTo(50, 0)
    expect(first?.quad[3][1]).toBeGreaterThan(first?.quad[0][1] ?? 0)
  })

  it('says which lines are set in a font of fixed pitch', async () => {
    const content =
      'BT 20 TL 50 700 Td /F 12 Tf (Prose with a ) Tj /C 12 Tf (name) Tj T* (if \\(ready\\) go\\(\\);) Tj T* /F 12 Tf (Prose.) Tj ET'
    const path = put(folder, 'code.pdf', makePdf([{ content }]))
    const { lines } = await (await page(path)).textLayer()
    expect(lines.map(({ text, fixedPitch }) => [text, fixedPitch])).toEqual([
      ['Prose with a name', false],
      ['if (ready) go();', true],
      ['Prose.', false],
    ])
  })

  it('takes a font for one of fixed pitch where its widths say so and its flags do not, digits alone apart', async () => {
    // Helvetica under a name of its own, with the widths of a typewriter's face.
    const widths = `/FirstChar 32 /LastChar 126 /Widths [${Array(95).fill(525).join(' ')}]`
    const descriptor =
      '<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>'
    const font = `<< /Type /Font /Subtype /Type1 /BaseFont /Plain /Encoding /WinAnsiEncoding ${widths} /FontDescriptor ${descriptor} >>`
    const made = (text: string) =>
      Buffer.from(
        makePdf([{ content: `BT /F 12 Tf 50 700 Td (${text}) Tj ET` }])
          .toString('latin1')
          .replace('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>', font),
        'latin1',
      )
    const fixedIn = async (name: string, text: string) =>
      (await (await page(put(folder, name, made(text)))).textLayer()).lines.map(({ fixedPitch }) => fixedPitch)
    expect(await fixedIn('letters.pdf', 'while it lasts')).toEqual([true])
    expect(await fixedIn('digits.pdf', '1830 4310')).toEqual([false])
  })

  it('is unsound under a scan with a header of its own', async () => {
    const scanned = '0 g 60 100 420 500 re f BT /F 12 Tf 50 800 Td (Received 2026-03-14) Tj ET'
    const path = put(folder, 'header.pdf', makePdf([{ content: scanned }]))
    expect((await (await page(path)).textLayer()).unsound).toBe('ink without text')
  })

  it('is unsound where the page is a picture', async () => {
    expect((await (await page(fixture('scan.pdf'))).textLayer()).unsound).toBe('no text')
  })

  it('is unsound where its characters mean nothing', async () => {
    const content = 'BT /F 14 Tf 50 700 Td (\\001\\002\\003\\004\\005\\006 abc) Tj ET'
    const path = put(folder, 'mojibake.pdf', makePdf([{ content }]))
    expect((await (await page(path)).textLayer()).unsound).not.toBeNull()
  })
})

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { fixture, put, temporaryFolder } from '../../test/support/folders.ts'
import { assemble, makePdf } from '../../test/support/make-pdf.ts'
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

  it('keeps no pixels of pages that were drawn before', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const path = put(folder, 'forgotten.pdf', makePdf([{ lines: LINES }]))
    const handle = await page(path)
    const drawnBytes = (await handle.asPixels(300)).data.byteLength
    gc()
    const before = process.memoryUsage().arrayBuffers
    for (let n = 0; n < 20; n++) await handle.asPixels(300)
    await new Promise((done) => setImmediate(done))
    gc()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5 * drawnBytes)
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

/** A page whose forms draw forms: 10 to the 9th in all (ISO 32000-1, 8.10). */
function endlessPdf(): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>',
    '<< /Length 5 >>\nstream\n/X Do\nendstream',
  ]
  for (let level = 0; level < 9; level++) {
    const content = level === 8 ? '0 0 1 1 re f' : Array(10).fill('/X Do').join(' ')
    const resources = level === 8 ? '<< >>' : `<< /XObject << /X ${6 + level} 0 R >> >>`
    objects.push(
      `<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources ${resources} /Length ${content.length} >>\nstream\n${content}\nendstream`,
    )
  }
  return assemble(objects)
}

describe('a page that never ends', () => {
  it('holds up no other document, is given up after its time, and its thread is replaced', async () => {
    const limitMs = 9000
    const own = new PdfPool({
      worker: workers.pdf,
      pdfjsFolder,
      maxRenderPixels: () => 4_000_000,
      threads: 1,
      limitMs: () => limitMs,
    })
    onTestFinished(() => own.stop())
    const open = async (name: string, bytes: Buffer) => {
      const handle = (await own.open({ path: put(folder, name, bytes), password: null })).page(1)
      if (handle.kind !== 'rendered') throw new Error('not rendered')
      return handle
    }
    const endless = await open('endless.pdf', endlessPdf())
    const good = await open('good.pdf', makePdf([{ lines: LINES }]))
    const order: string[] = []
    const stuck = endless.asPixels(72).catch((caught: unknown) => {
      order.push('endless')
      return caught
    })
    await good.asPixels(72).then(() => order.push('good'))
    expect(await stuck).toMatchObject({ code: 'draw_timeout', kind: 'input', message: expect.stringMatching(/9 s/) })
    expect(order).toEqual(['good', 'endless'])
    expect((await good.asPixels(72)).widthPx).toBe(595)
    expect(own.threads).toBe(1)
  })

  it('is not charged for the time that another one took', async () => {
    const own = new PdfPool({
      worker: workers.pdf,
      pdfjsFolder,
      maxRenderPixels: () => 40_000_000,
      threads: 1,
      limitMs: () => 4000,
    })
    onTestFinished(() => own.stop())
    const path = put(folder, 'queue.pdf', makePdf(Array.from({ length: 40 }, () => ({ lines: LINES }))))
    const document = await own.open({ path, password: null })
    const drawn = Array.from({ length: 40 }, async (_, n) => {
      const handle = document.page(n + 1)
      return handle.kind === 'rendered' ? (await handle.asPixels(300)).widthPx : 0
    })
    expect(new Set(await Promise.all(drawn))).toEqual(new Set([2479]))
  })
})

describe('a file that can not be opened', () => {
  it('is named as one that needs a password, or another one', async () => {
    const path = fixture('encrypted.pdf')
    await expect(pool.open({ path, password: null })).rejects.toMatchObject({ code: 'password_needed' })
    await expect(pool.open({ path, password: 'guess' })).rejects.toMatchObject({ code: 'wrong_password' })
    expect((await pool.open({ path, password: 'secret' })).pages).toBe(2)
  })

  it('is not one whose attachments alone are encrypted', async () => {
    const filters =
      '/CF << /StdCF << /CFM /AESV2 /AuthEvent /EFOpen /Length 16 >> >> /StmF /Identity /StrF /Identity /EFF /StdCF'
    const key = `<${'5a'.repeat(32)}>`
    const encrypt = `<< /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /O ${key} /U ${key} ${filters} >>`
    const content = 'BT /F 14 Tf 50 700 Td (Anybody may read this line of the page.) Tj ET'
    const made = (dictionary: string) => {
      const objects = [
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
        dictionary,
      ]
      const id = `<${'ab'.repeat(16)}>`
      const plain = assemble(objects).toString('latin1')
      return Buffer.from(plain.replace('/Root', `/Encrypt 6 0 R /ID [${id} ${id}] /Root`), 'latin1')
    }
    const path = put(folder, 'attachments.pdf', made(encrypt))
    expect((await (await page(path)).textLayer()).lines).toMatchObject([
      { text: 'Anybody may read this line of the page.' },
    ])
    const all = put(folder, 'all.pdf', made(encrypt.replaceAll('Identity', 'StdCF')))
    await expect(pool.open({ path: all, password: null })).rejects.toMatchObject({ code: 'password_needed' })
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

  it('says where words are, by the widths of their letters', async () => {
    const path = put(folder, 'widths.pdf', makePdf([{ content: 'BT /F 10 Tf 50 700 Td (iiii mmmm) Tj ET' }]))
    const [line] = (await (await page(path)).textLayer()).lines
    // Helvetica: i 222, space 278, m 833 thousandths of an em.
    const width = 4 * 222 + 278 + 4 * 833
    expect(line?.words.map(([from, to]) => [Math.round(from * width), Math.round(to * width)])).toEqual([
      [0, 888],
      [888 + 278, width],
    ])
  })

  it('knows the font that is set again when what came between is over', async () => {
    const content = '/F 10 Tf q BT /C 10 Tf 50 600 Td (iiii mmmm) Tj ET Q BT 50 700 Td (iiii mmmm) Tj ET'
    const { lines } = await (await page(put(folder, 'again.pdf', makePdf([{ content }])))).textLayer()
    // Courier's letters are all of one width, Helvetica's are not.
    expect(lines.map(({ words }) => Math.round(100 * (words[0]?.[1] ?? 0)))).toEqual([44, 20])
  })

  it('says what is bold, slanted, raised, lowered, struck out or a link', async () => {
    const content = [
      'BT /F 12 Tf 50 700 Td (Water is ) Tj /B 12 Tf (never) Tj /F 12 Tf ( CO) Tj /F 8 Tf -3 Ts (2) Tj 0 Ts /F 12 Tf',
      '( or 10) Tj /F 8 Tf 5 Ts (12) Tj 0 Ts /I 12 Tf ( drops) Tj ET',
      'BT /F 12 Tf 50 660 Td (gone) Tj 0 -40 Td (here or there) Tj ET 0.6 w 50 663.5 m 76 663.5 l S',
    ].join('\n')
    const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
    const link = '<< /Type /Annot /Subtype /Link /Rect [50 615 76 632] /A << /S /URI /URI (https://example.org/a) >> >>'
    const made = makePdf([{ content }])
      .toString('latin1')
      .replace('/F 3 0 R', `/F 3 0 R /B ${font('Helvetica-Bold')} /I ${font('Helvetica-Oblique')}`)
      .replace('/Rotate 0', `/Rotate 0 /Annots [${link}]`)
    const path = put(folder, 'styles.pdf', Buffer.from(made, 'latin1'))
    const { lines } = await (await page(path)).textLayer()
    expect(lines.map((line) => line.content)).toEqual([
      [
        { text: 'Water is ' },
        { text: 'never', marks: ['bold'] },
        { text: ' CO' },
        { text: '2', marks: ['sub'] },
        { text: ' or 10¹² ' },
        { text: 'drops', marks: ['italic'] },
      ],
      [{ text: 'gone', marks: ['struck'] }],
      [{ text: 'here ', href: 'https://example.org/a' }, { text: 'or there' }],
    ])
  })

  it('has words that were printed twice for a shadow once, and those that are said twice twice', async () => {
    const content = 'BT /F 12 Tf 50 700 Td (A shadow) Tj 1 -1 Td (A shadow) Tj 0 -40 Td (so so) Tj ET'
    const path = put(folder, 'shadow.pdf', makePdf([{ content }]))
    expect((await (await page(path)).textLayer()).lines.map(({ text }) => text)).toEqual(['A shadow', 'so so'])
  })

  it('says nothing of a face that most of the page is set in', async () => {
    const path = put(folder, 'typed.pdf', makePdf([{ lines: LINES, font: 'C' }]))
    expect((await (await page(path)).textLayer()).lines.some(({ content }) => content)).toBe(false)
  })

  it('has the blocks of a tagged PDF, and what its outline says of the page', async () => {
    const { lines, tags, outline } = await (await page(fixture('tagged.pdf'))).textLayer()
    const kinds = Map.groupBy(lines, ({ tag }) => (tag === null ? 'none' : (tags[tag]?.kind ?? 'none')))
    expect(kinds.get('heading')?.map(({ text }) => text)).toEqual(outline.map(({ title }) => title))
    expect(kinds.get('group')?.map(({ text }) => text)).toEqual(['light on', 'wait 12', 'light off'])
    expect(kinds.has('none')).toBe(false)
  })

  it('is unsound under notes and form fields, which it does not have', async () => {
    const note =
      '<< /Type /Annot /Subtype /FreeText /Rect [60 100 300 140] /Contents (Paid on Friday) /DA (/Helv 14 Tf 0 g) >>'
    const made = makePdf([{ lines: LINES }])
      .toString('latin1')
      .replace('/Rotate 0', `/Rotate 0 /Annots [${note}]`)
    const noted = await page(put(folder, 'noted.pdf', Buffer.from(made, 'latin1')))
    expect((await noted.textLayer()).unsound).toBe('notes or form fields over the text')
    const bare = makePdf([{ content: ' ' }])
      .toString('latin1')
      .replace('/Rotate 0', `/Rotate 0 /Annots [${note}]`)
    const drawn = await (await page(put(folder, 'bare.pdf', Buffer.from(bare, 'latin1')))).asPixels(72)
    const ink = (y: number) => {
      const row = drawn.data.subarray(y * drawn.widthPx * drawn.channels, (y + 1) * drawn.widthPx * drawn.channels)
      return row.some((value) => value < 128)
    }
    // A note that says nothing of how it looks is drawn where it lies, 100 to 140 points from below.
    expect(Array.from({ length: 40 }, (_, n) => ink(842 - 140 + n)).some(Boolean)).toBe(true)
    expect([ink(300), ink(842 - 60)]).toEqual([false, false])
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

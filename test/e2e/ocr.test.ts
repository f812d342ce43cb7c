/** `inkleaf ocr` on real files with the real recognition process. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { jsonLines, run, start } from '../support/cli.ts'
import { fixture, put, temporaryFolder } from '../support/folders.ts'
import { makePdf } from '../support/make-pdf.ts'

const home = temporaryFolder()
const files = temporaryFolder()
const sample = fixture('sample.pdf')
const scan = fixture('scan.pdf')

describe('reading', () => {
  it('prints the text of a PDF page by page, in order', async () => {
    const { code, stdout, stderr } = await run(home, ['ocr', sample])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^The tide tables of Harrow Sound\n/)
    expect(stdout).toContain('潮汐的高度每天记录两次')
    expect(stdout.indexOf('The keepers were not scientists')).toBeGreaterThan(stdout.indexOf('Second'))
    expect(stderr).toBe('')
  })

  it("takes no prose for code on README's own sample, in the window's mode", async () => {
    const { code, stdout } = await run(home, ['ocr', sample, '--mode', 'markdown'])
    expect(code).toBe(0)
    expect(stdout).toContain('A number by itself says little. A hundred thousand numbers say when the ice went')
    expect(stdout).not.toContain('```')
  })

  it('reads a scan, its columns one after the other', async () => {
    const { code, stdout } = await run(home, ['ocr', scan, '--mode', 'markdown'])
    expect(code).toBe(0)
    expect(stdout).toContain('on this coast.')
    expect(stdout).toMatch(/They were told to write down a number when the bell rang/)
    const order = [
      'The keepers were not scientists',
      'A number by itself',
      'There are nine books',
      'Whoever wants to help',
    ]
    const places = order.map((words) => stdout.indexOf(words))
    expect(places.every((place, at) => place >= 0 && (at === 0 || place > (places[at - 1] ?? 0)))).toBe(true)
  })

  it('a second time shows the finished job at once and says when it was read', async () => {
    const { stdout, stderr, code } = await run(home, ['ocr', scan, '--mode', 'markdown'])
    expect(code).toBe(0)
    expect(stderr).toMatch(/read before, on 20\d\d-/)
    expect(stdout).toContain('The keepers were not scientists')
  })

  it('gives JSON lines, the last being the tally', async () => {
    const lines = jsonLines(await run(home, ['ocr', '--json', fixture('page.png'), '--fresh']))
    expect(lines.map((line) => line.type)).toEqual(['file', 'page', 'done'])
    expect(lines[1]).toMatchObject({ file: fixture('page.png'), page: 1, status: 'completed', error: null })
    expect(Object.keys(lines[1] ?? {})).toEqual(expect.arrayContaining(['text', 'markdown', 'confidence', 'timingsMs']))
    expect(lines[2]).toMatchObject({ completed: 1, failed: 0 })
  })

  it('reads only the pages asked for', async () => {
    const { stdout } = await run(home, ['ocr', sample, '--pages', '2'])
    expect(stdout).toMatch(/^The keepers were not scientists/)
  })

  it('opens an encrypted PDF with its password', async () => {
    const { code, stdout } = await run(home, ['ocr', fixture('encrypted.pdf'), '--password', 'secret', '--pages', '1'])
    expect([code, stdout.slice(0, 15)]).toEqual([0, 'The tide tables'])
  })

  it('takes standard input, folders and patterns', async () => {
    const folder = join(files, 'tree')
    mkdirSync(join(folder, 'deep'), { recursive: true })
    writeFileSync(join(folder, 'deep', 'a.png'), readFileSync(fixture('page.png')))
    writeFileSync(join(folder, 'notes.txt'), 'not a picture')
    const walked = jsonLines(await run(home, ['ocr', '--json', folder]))
    expect(walked.filter((line) => line.type === 'page').map((line) => line.file)).toEqual([
      join(folder, 'deep', 'a.png'),
    ])
    const globbed = await run(home, ['ocr', '--json', `${folder}/*/*.png`])
    expect(jsonLines(globbed).at(-1)).toMatchObject({ completed: 1, failed: 0 })
    const piped = await run(home, ['ocr', '-', '--pages', '1'], readFileSync(sample))
    expect(piped.stdout).toMatch(/^The tide tables/)
  })

  it('reads a page that has a header of its own over a scan by recognition, not from its text layer', async () => {
    const lines = Array.from({ length: 6 }, (_, n) => `BT /F 20 Tf 60 ${600 - 40 * n} Td 3 Tr (hidden) Tj ET`)
    const path = put(
      files,
      'header.pdf',
      makePdf([{ content: `BT /F 20 Tf 60 780 Td (RECEIVED) Tj ET 0 g 60 300 300 200 re f ${lines.join(' ')}` }]),
    )
    const only = await run(home, ['ocr', path, '--text-layer', 'only'])
    expect(only.stdout).toContain('hidden')
    const auto = await run(home, ['ocr', path])
    expect(auto.stdout).toContain('RECEIVED')
    expect(auto.stdout).not.toContain('hidden')
  })
})

describe('page tools', () => {
  it('read nothing in a region, in pictures and in a PDF that has its own text', async () => {
    const whole = await run(home, ['ocr', scan])
    const pictures = await run(home, ['ocr', scan, '--ignore', '0,0,100,50', '--ignore', '50,0,100,100'])
    expect(pictures.code).toBe(0)
    expect(whole.stdout).toContain('The tide tables of Harrow Sound')
    expect(pictures.stdout).not.toContain('The tide tables of Harrow Sound')
    expect(pictures.stdout.length).toBeLessThan(0.8 * whole.stdout.length)
    const own = await run(home, ['ocr', sample, '--ignore', '0,0,100,12', '--mode', 'markdown', '--pages', '1'])
    expect(own.stdout).not.toContain('The tide tables of Harrow Sound')
    expect(own.stdout).toContain('What was found')
  })

  it('are options of their own: the same file is read again with others', async () => {
    const page = fixture('page.png')
    const first = jsonLines(await run(home, ['ocr', page, '--json', '--clean-up', 'contrast,denoise']))
    expect(first.at(-1)).toMatchObject({ completed: 1, failed: 0 })
    expect(first.find((line) => line.type === 'page')?.text).toContain('Goods received, 14 March')
  })
})

describe('output files', () => {
  const out = join(files, 'out')

  it('are written for each source and format, same names kept apart', async () => {
    const other = join(files, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'sample.pdf'), makePdf([{ lines: ['Another sample of the same name.'] }]))
    const { code, stdout } = await run(home, [
      'ocr',
      sample,
      join(other, 'sample.pdf'),
      '--out',
      out,
      '--format',
      'md,txt,json',
    ])
    expect([code, stdout]).toEqual([0, ''])
    expect(readdirSync(out).sort()).toEqual([
      'sample (2).json',
      'sample (2).md',
      'sample (2).txt',
      'sample.json',
      'sample.md',
      'sample.txt',
    ])
    expect(readFileSync(join(out, 'sample (2).txt'), 'utf8')).toBe('Another sample of the same name.\n')
    expect(JSON.parse(readFileSync(join(out, 'sample.json'), 'utf8')).pages).toHaveLength(2)
  })

  it('are searchable PDFs too, archival ones of pictures', async () => {
    const pdfs = join(files, 'pdfs')
    const made = await run(home, ['ocr', fixture('page.png'), '--out', pdfs, '--format', 'pdf', '--pdfa'])
    expect([made.code, readdirSync(pdfs)]).toEqual([0, ['page.pdf']])
    const again = await run(home, ['ocr', join(pdfs, 'page.pdf'), '--text-layer', 'only'])
    expect(again.stdout).toContain('Goods received, 14 March')
    const refused = await run(home, ['ocr', sample, '--out', pdfs, '--format', 'pdf', '--pdfa'])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('PDF/A can be made of pictures only')
    expect(readdirSync(pdfs)).toEqual(['page.pdf'])
  })

  it('are written for each name of the same bytes', async () => {
    const copy = put(files, 'a copy.pdf', readFileSync(sample))
    const both = join(files, 'both')
    const { code, stderr } = await run(home, ['ocr', sample, copy, '--out', both, '--format', 'txt'])
    expect([code, readdirSync(both).sort()]).toEqual([0, ['a copy.txt', 'sample.txt']])
    expect(stderr).toContain(`${copy}: the same file as ${sample}`)
  })

  it('are not overwritten without --force', async () => {
    writeFileSync(join(out, 'sample.md'), 'mine')
    const refused = await run(home, ['ocr', sample, '--out', out])
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') })
    expect(readFileSync(join(out, 'sample.md'), 'utf8')).toBe('mine')
    expect((await run(home, ['ocr', sample, '--out', out, '--force'])).code).toBe(0)
    expect(readFileSync(join(out, 'sample.md'), 'utf8')).toContain('tide tables')
  })
})

describe('a document in Markdown', () => {
  const out = join(files, 'structured')

  it('has its structure in every format, and its pictures beside it', async () => {
    const { code, stderr } = await run(home, [
      'ocr',
      fixture('two-columns.png'),
      '--mode',
      'markdown',
      '--format',
      'md,html,docx,json',
      '--out',
      out,
    ])
    expect([code, stderr]).toEqual([0, expect.stringContaining('Wrote')])
    const markdown = readFileSync(join(out, 'two-columns.md'), 'utf8')
    expect(markdown).toMatch(/^# Moisture in stone walls after a flood\n/)
    expect(markdown).toMatch(/^## 1 Introduction\n[\s\S]*^### 2.1 Depths\n/m)
    expect(markdown).toMatch(/!\[Figure\]\(two-columns-pictures\/(page-1-b\d+\.jpg)\)\n\n\*Figure 1: Water content/)
    expect(markdown).not.toMatch(/^203$/m)
    const [picture] = readdirSync(join(out, 'two-columns-pictures'))
    expect(
      readFileSync(join(out, 'two-columns-pictures', picture ?? ''))
        .subarray(0, 3)
        .toString('hex'),
    ).toBe('ffd8ff')
    const html = readFileSync(join(out, 'two-columns.html'), 'utf8')
    expect(html).toMatch(/<h2>1 Introduction<\/h2>[\s\S]*<img [^>]*src="data:image\/jpeg;base64,/)
    const docx = unzipSync(readFileSync(join(out, 'two-columns.docx')))
    expect(Object.keys(docx).filter((name) => name.startsWith('word/media/'))).toHaveLength(1)
    const { pages } = JSON.parse(readFileSync(join(out, 'two-columns.json'), 'utf8'))
    expect(pages[0].result.blocks.map(({ type }: { type: string }) => type)).toContain('page_number')
  })

  it('has its tables as CSV and as a workbook; without one it says so', async () => {
    const read = await run(home, [
      'ocr',
      fixture('invoice.png'),
      '--mode',
      'markdown',
      '--format',
      'csv,xlsx,md',
      '--out',
      out,
    ])
    expect(read.code).toBe(0)
    const rows = readFileSync(join(out, 'invoice.csv'), 'utf8').split('\r\n')
    expect(rows[0]).toBe('\ufeffItem,Description,Quantity,Unit price,Amount')
    expect(rows[5]).toBe('Sum without tax,,,,591.90')
    expect(readFileSync(join(out, 'invoice.md'), 'utf8')).toContain('colspan="4">Total</td>')
    expect(readFileSync(join(out, 'invoice.xlsx')).subarray(0, 2).toString()).toBe('PK')
    const bare = [
      'ocr',
      fixture('two-columns.png'),
      '--mode',
      'markdown',
      '--format',
      'csv,txt',
      '--out',
      join(out, 'none'),
    ]
    const none = await run(home, bare)
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('No table was found in two-columns.png')])
    expect(existsSync(join(out, 'none', 'two-columns.csv'))).toBe(false)
    expect(readFileSync(join(out, 'none', 'two-columns.txt'), 'utf8')).toMatch(/^Moisture in stone walls/)
  })

  it('is found in the text that a PDF has itself, too', async () => {
    const pdf = join(files, 'own-text.pdf')
    const lines = Array.from({ length: 9 }, (_, n) => `The tide rises and falls twice a day at the old pier, ${n}`)
    writeFileSync(pdf, makePdf([{ content: ownText('Rates and tides', lines) }]))
    const { stdout } = await run(home, ['ocr', pdf, '--mode', 'markdown', '--text-layer', 'only'])
    expect(stdout).toMatch(/^# Rates and tides\n\nThe tide rises/)
  })
})

function ownText(title: string, lines: readonly string[]): string {
  const body = lines.map((line, at) => `BT /F 11 Tf 60 ${690 - 14 * at} Td (${line}) Tj ET`)
  return `BT /F 22 Tf 60 740 Td (${title}) Tj ET ${body.join(' ')}`
}

describe('a file with something odd about it', () => {
  it('is named for what it is, and takes no room', async () => {
    const own = temporaryFolder()
    const folder = temporaryFolder()
    const sparse = put(folder, 'sparse.pdf', '%PDF-1.7\n')
    truncateSync(sparse, 10e9)
    const circle = join(folder, 'circle.pdf')
    symlinkSync(circle, circle)
    const { code, stdout, stderr } = await run(own, ['ocr', '--json', sparse, circle])
    expect(code).toBe(1)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/The file is 10 GB; 2\.1 GB is the most that can be read at once\. Split it first/)
    expect(stdout).toMatch(/a link that leads back to itself/)
    expect(readdirSync(join(own, 'sources'))).toEqual([])
  })

  it.runIf(process.platform === 'linux')('whose name is not UTF-8 is told so', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.png')]),
      readFileSync(fixture('page.png')),
    )
    const { stdout } = await run(temporaryFolder(), ['ocr', '--json', folder])
    expect(stdout).toMatch(/name is not valid UTF-8/)
  })
})

it.runIf(process.platform === 'linux')('a data folder where none can be made is named at once', async () => {
  const { code, stderr } = await run('/proc/inkleaf', ['ocr', sample])
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^The data folder \/proc\/inkleaf can't be made or written to\. Choose another with INKLEAF_HOME\.\n$/,
  )
})

describe('wrong usage ends with 2 and says what is right', () => {
  it.each([
    [['ocr'], /at least one file/],
    [['ocr', ''], /file name is empty/],
    [['ocr', 'a.pdf', '--pages', 'x'], /1-3,7/],
    [['ocr', 'a.pdf', '--dpi', '5000'], /50 to 600/],
    [['ocr', 'a.pdf', '--mode', 'fast'], /basic, markdown/],
    [['ocr', 'a.pdf', '--format', 'doc', '--out', 'x'], /txt, md, html, docx, pdf, csv, xlsx, json/],
    [['ocr', 'a.pdf', '--format', 'pdf'], /add --out/],
    [['ocr', 'a.pdf', '--accuracy', 'perfect'], /fast, balanced, accurate/],
    [['ocr', 'a.pdf', '--clean-up', 'bleach'], /contrast, denoise/],
    [['ocr', 'a.pdf', '--ignore', '0,0,100'], /LEFT,TOP,RIGHT,BOTTOM/],
    [['ocr', 'a.pdf', '--ignore', '50,0,10,10'], /left before right/],
    [['ocr', 'a.pdf', '--pdfa'], /--pdfa goes with/],
    [['ocr', 'a.pdf', '--nonsense'], /unknown option/],
    [['frobnicate'], /unknown command/],
  ])('%j', async (args, words) => {
    const { code, stderr } = await run(home, args)
    expect(stderr).toMatch(words)
    expect(code).toBe(2)
  })
})

describe('a file that can not be read gives one clear line, and the others go on', () => {
  const good = put(files, 'good.pdf', makePdf([{ lines: ['A good page with enough words to be read.'] }]))
  const broken = makePdf([{ lines: ['first page is good'] }, { lines: ['second'] }]).toString('latin1')
  const locked = join(files, 'locked')
  mkdirSync(locked)
  put(locked, 'a.png', 'x')

  const cases: [name: string, path: string, words: RegExp][] = [
    ['truncated PDF', put(files, 'cut.pdf', readFileSync(scan).subarray(0, 900)), /damaged or cut off/],
    ['empty file', put(files, 'empty.pdf', ''), /empty \(0 bytes\)/],
    ['encrypted without a password', fixture('encrypted.pdf'), /--password/],
    ['no pages', put(files, 'nopages.pdf', makePdf([])), /no pages/],
    ['text file', put(files, 'notes.txt', 'hello'), /a text file/],
    ['not there', join(files, 'absent.pdf'), /not there/],
    ['decompression bomb', put(files, 'bomb.png', bomb()), /60000 x 60000/],
    ['truncated PNG', put(files, 'cut.png', readFileSync(fixture('page.png')).subarray(0, 20_000)), /damaged/],
    ['pattern without matches', join(files, 'zzz*.png'), /Nothing matches/],
  ]

  it.each(cases)('%s', async (_, path, words) => {
    const { code, stdout, stderr } = await run(temporaryFolder(), ['ocr', path, good])
    expect(code).toBe(1)
    expect(stdout).toContain('A good page')
    const about = stderr.split('\n').filter((line) => line.includes(path))
    expect(about).toHaveLength(1)
    expect(about[0]).toMatch(words)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('a wrong password', async () => {
    const { code, stderr } = await run(temporaryFolder(), ['ocr', fixture('encrypted.pdf'), '--password', 'guess'])
    expect([code, /password is wrong/.test(stderr)]).toEqual([1, true])
  })

  it('a PNG named .pdf is simply read', async () => {
    const path = put(files, 'picture.pdf', readFileSync(fixture('page.png')))
    expect(await run(home, ['ocr', path])).toMatchObject({ code: 0, stdout: expect.stringContaining('Goods received') })
  })

  it('a broken page among good ones', async () => {
    const path = put(
      files,
      'broken.pdf',
      Buffer.from(broken.replace('/Kids [4 0 R 6 0 R]', '/Kids [4 0 R 99 0 R]'), 'latin1'),
    )
    const lines = jsonLines(await run(temporaryFolder(), ['ocr', '--json', path]))
    const pages = lines.filter((line) => line.type === 'page')
    expect(pages.find((line) => line.page === 1)).toMatchObject({ status: 'completed' })
    expect(lines.at(-1)).toMatchObject({ type: 'done' })
    expect((lines.at(-1)?.completed ?? 0) + (lines.at(-1)?.failed ?? 0)).toBe(2)
  })

  it.each([
    ['spaces and quotes', `it's a "file".pdf`],
    ['emoji', '📄🦊.pdf'],
    ['200 characters', `${'n'.repeat(200)}.pdf`],
    ['a line break', 'two\nlines.pdf'],
  ])('a name with %s is no trouble', async (_, name) => {
    const path = put(files, name, makePdf([{ lines: [`Named ${name.length}`] }]))
    const out = temporaryFolder()
    const { code, stderr } = await run(home, ['ocr', path, '--out', out, '--format', 'txt'])
    expect([code, readdirSync(out).length]).toEqual([0, 1])
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('a data folder that can not be made', async () => {
    const { code, stderr } = await run(put(files, 'a-file', 'x'), ['ocr', good])
    expect([code, stderr.trim().split('\n').length]).toEqual([1, 1])
    expect(stderr).toContain('INKLEAF_HOME')
  })

  it('a folder without permission', async () => {
    chmodSync(locked, 0o000)
    const { code, stderr } = await run(temporaryFolder(), ['ocr', locked, good], null, { asAnybody: true })
    chmodSync(locked, 0o700)
    expect([code, /no permission/.test(stderr)]).toEqual([1, true])
  })
})

describe('history', () => {
  it('lists, searches, shows, exports and deletes what was read', async () => {
    const own = temporaryFolder()
    await run(own, ['ocr', sample])
    const [job] = JSON.parse((await run(own, ['history', 'list', '--json'])).stdout)
    expect(job).toMatchObject({ name: 'sample.pdf', state: 'completed', completedPages: 2 })
    const hits = JSON.parse((await run(own, ['history', 'search', '潮汐', '--json'])).stdout)
    expect(hits).toMatchObject([{ jobId: job.id, page: 1, name: 'sample.pdf' }])
    expect((await run(own, ['history', 'search', 'supply boat'])).stdout).toContain('[supply boat]')
    expect((await run(own, ['history', 'show', job.id.slice(0, 5)])).stdout).toContain('--- page 2 ---')
    expect((await run(own, ['history', 'export', job.id, '--format', 'txt'])).stdout).toMatch(/^The tide tables/)
    expect((await run(own, ['history', 'rm', job.id])).code).toBe(0)
    expect(await run(own, ['history', 'search', '潮汐'])).toMatchObject({ code: 1, stdout: '' })
    expect(readdirSync(join(own, 'sources'))).toEqual([])
    expect(await run(own, ['history', 'show', job.id])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(job.id),
    })
  })
})

describe('two at a time', () => {
  it('a second command hands its files to the first and shows their pages', async () => {
    const own = temporaryFolder()
    const book = put(
      files,
      'book.pdf',
      makePdf(Array.from({ length: 8 }, (_, n) => ({ lines: [`Page ${n + 1} of the book`] }))),
    )
    const first = start(own, ['ocr', '--json', '--text-layer', 'never', book])
    await new Promise<void>((resolve) => first.onLine((line) => line.includes('"page"') && resolve()))
    const second = await run(own, ['ocr', '--json', fixture('page.png')])
    expect(jsonLines(second).map((line) => line.type)).toEqual(['file', 'page', 'done'])
    expect(second.code).toBe(0)
    const ended = await first.ended
    expect(ended.code).toBe(0)
    expect(
      jsonLines(ended)
        .filter((line) => line.type === 'page')
        .every((line) => line.file === book),
    ).toBe(true)
    expect(jsonLines(ended).at(-1)).toMatchObject({ completed: 8 })
  })

  it('Ctrl-C stops cleanly, says how to go on, and the same command does', async () => {
    const own = temporaryFolder()
    const book = put(
      files,
      'long.pdf',
      makePdf(Array.from({ length: 12 }, (_, n) => ({ lines: [`Leaf ${n + 1} of a long book`] }))),
    )
    const first = start(own, ['ocr', '--json', '--text-layer', 'never', book])
    await new Promise<void>((resolve) => first.onLine((line) => line.includes('"page"') && resolve()))
    first.child.kill('SIGINT')
    const stopped = await first.ended
    expect(stopped.code).toBe(130)
    expect(stopped.stderr).toContain('the same command goes on')
    const again = jsonLines(await run(own, ['ocr', '--json', '--text-layer', 'never', book]))
    const pages = again.filter((line) => line.type === 'page')
    expect(pages.map((line) => line.page).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    )
    const [job] = JSON.parse((await run(own, ['history', 'list', '--json'])).stdout)
    expect(job).toMatchObject({ state: 'completed', completedPages: 12 })
  })
})

it('doctor finds everything well', async () => {
  const { code, stdout } = await run(home, ['doctor', '--json'])
  const { ok, checks } = JSON.parse(stdout)
  expect([code, ok]).toEqual([0, true])
  expect(checks.find((check: { name: string }) => check.name === 'engine').detail).toContain('onnxruntime:cpu')
})

/** A PNG whose header promises 3.6 billion pixels. */
function bomb(): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(60_000, 0)
  head.writeUInt32BE(60_000, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(8 + data.length + 4)
    out.writeUInt32BE(data.length, 0)
    out.set(body, 4)
    out.writeUInt32BE(crc32(body), 8 + data.length)
    return out
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', Buffer.alloc(10)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(data: Buffer): number {
  let crc = ~0
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

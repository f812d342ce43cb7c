/**
 * The pages that are measured: contents pages and prose of Debian's manuals in six languages, and the same prose set
 * in columns. The PDFs' own text is the truth, so none of it was ever recognised. Needs a Debian or Ubuntu system.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { PdfPool } from '../../src-main/documents/pdf-pool.ts'
import { orderedText } from './truth.ts'

const run = promisify(execFile)
export const benchFolder = resolve(import.meta.dirname, '../../.inkleaf/bench')

export interface BenchPage {
  group: 'contents' | 'prose' | 'columns'
  language: string
  pdf: string
  page: number
  /** In reading order. */
  truth: string
}

const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'zh-cn'] as const
const CONTENTS_PAGES = [5, 6]
const PROSE_PAGES = [40, 41]
/** Prose for the columns comes from these. */
const SOURCE_PAGES = [40, 44, 60]

export async function benchPages(pool: PdfPool): Promise<BenchPage[]> {
  const manuals = await fetchManuals()
  const pages: BenchPage[] = []
  for (const language of LANGUAGES) {
    const pdf = manuals.get(language)
    if (!pdf) throw new Error(`no manual in ${language}`)
    for (const [group, numbers] of [
      ['contents', CONTENTS_PAGES],
      ['prose', PROSE_PAGES],
    ] as const)
      for (const page of numbers) pages.push({ group, language, pdf, page, truth: await orderedText(pool, pdf, page) })
  }
  return [...pages, ...(await columnPages(pool, manuals))]
}

async function fetchManuals(): Promise<Map<string, string>> {
  const folder = join(benchFolder, 'manuals')
  await mkdir(folder, { recursive: true })
  const found = new Map<string, string>()
  for (const language of LANGUAGES) {
    const pdf = join(folder, `debian-reference.${language}.pdf`)
    if (!existsSync(pdf)) {
      await run('apt-get', ['download', `debian-reference-${language}`], { cwd: folder })
      const archive = (await readdir(folder)).find((name) => name.startsWith(`debian-reference-${language}_`))
      if (!archive) throw new Error(`debian-reference-${language} was not fetched`)
      await run('dpkg-deb', ['-x', archive, '.'], { cwd: folder })
      await rename(join(folder, 'usr/share/debian-reference', `debian-reference.${language}.pdf`), pdf)
    }
    found.set(language, pdf)
  }
  return found
}

interface ColumnPage {
  name: string
  language: string
  columns: number
  /** A head, a heading in the middle and a foot across all columns. */
  mixed: boolean
  /** Points. */
  size: number
}

const COLUMN_PAGES: ColumnPage[] = [
  { name: 'en-2', language: 'en', columns: 2, mixed: false, size: 10 },
  { name: 'en-3-mixed', language: 'en', columns: 3, mixed: true, size: 9 },
  { name: 'de-2-mixed', language: 'de', columns: 2, mixed: true, size: 10 },
  { name: 'fr-3', language: 'fr', columns: 3, mixed: false, size: 9 },
  { name: 'ja-2', language: 'ja', columns: 2, mixed: true, size: 10 },
  { name: 'zh-cn-3', language: 'zh-cn', columns: 3, mixed: false, size: 9.5 },
]

async function columnPages(pool: PdfPool, manuals: Map<string, string>): Promise<BenchPage[]> {
  const pages: BenchPage[] = []
  for (const wanted of COLUMN_PAGES) {
    const manual = manuals.get(wanted.language) ?? ''
    const texts = await Promise.all(SOURCE_PAGES.map((page) => proseOf(pool, manual, page)))
    const { html, truth } = typeset(wanted, texts.flat())
    const pdf = join(benchFolder, `columns-${wanted.name}.pdf`)
    const source = join(benchFolder, `columns-${wanted.name}.html`)
    await writeFile(source, html)
    // Made anew each time: the truth is what was set just now.
    await run(
      'chromium',
      ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--print-to-pdf=${pdf}`, source],
      {
        timeout: 60_000,
      },
    )
    pages.push({ group: 'columns', language: wanted.language, pdf, page: 1, truth })
  }
  return pages
}

/** Sentences of a page, without its code and tables. */
async function proseOf(pool: PdfPool, pdf: string, page: number): Promise<string[]> {
  const text = await orderedText(pool, pdf, page)
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length > 40 && !/^[#$|0-9.•]/.test(line))
}

/** A page whose text fits on one sheet; the truth is what was set, in the order in which it is read. */
function typeset({ columns, mixed, size, language }: ColumnPage, lines: string[]): { html: string; truth: string } {
  const joiner = language === 'ja' || language === 'zh-cn' ? '' : ' '
  const perParagraph = 5
  const paragraphs: string[] = []
  const room = columns === 3 ? 55 : 46
  for (let at = 0; at < Math.min(lines.length, room); at += perParagraph)
    paragraphs.push(lines.slice(at, Math.min(at + perParagraph, room)).join(joiner))
  const half = Math.ceil(paragraphs.length / 2)
  const head = mixed ? [`<h1>${escapeHtml(lines.at(-1) ?? '')}</h1>`] : []
  const stretch = (part: string[]) =>
    `<div class="columns">${part.map((p) => `<p>${escapeHtml(p)}</p>`).join('')}</div>`
  const middle = mixed ? `<h2>${escapeHtml(lines.at(-2) ?? '')}</h2>` : ''
  const body = mixed
    ? stretch(paragraphs.slice(0, half)) + middle + stretch(paragraphs.slice(half))
    : stretch(paragraphs)
  const foot = mixed ? '<p class="foot">— 17 —</p>' : ''
  const truth = [
    ...(mixed ? [lines.at(-1) ?? ''] : []),
    ...(mixed ? [...paragraphs.slice(0, half), lines.at(-2) ?? '', ...paragraphs.slice(half)] : paragraphs),
    ...(mixed ? ['— 17 —'] : []),
  ]
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><style>
    @page { size: A4; margin: 18mm }
    body { font: ${size}pt/1.35 "Liberation Serif", "Noto Sans CJK JP", serif; margin: 0 }
    .columns { column-count: ${columns}; column-gap: 7mm; text-align: justify; hyphens: manual }
    p { margin: 0 0 0.5em } h1 { font-size: 1.3em } h2 { font-size: 1.15em } .foot { text-align: center; margin-top: 1em }
    </style>${head.join('')}${body}${foot}`
  return { html, truth: truth.join('\n') }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/**
 * The corpus of documents with known structure: `sources/` as pictures of pages, each with its truth, which is the
 * source's own elements. Made anew each time, so that the truth is what was set just now. Needs Debian's chromium, and
 * apt for the fonts.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Page } from 'playwright'
import { CHROMIUM } from '../support/open-window.ts'
import type { TruthBlock } from './truth.ts'

const run = promisify(execFile)
const sources = resolve(import.meta.dirname, 'sources')
const inPage = resolve(import.meta.dirname, 'in-page.js')
const FONTS = ['fonts-liberation', 'fonts-noto-cjk']
const DPI = 200
const CSS_PX_PER_INCH = 96

/** What a scanner or a camera does to a page, by the source that it is done to. */
const SCANS = {
  'article-skewed': { source: 'article', style: 'transform: rotate(1.4deg) scale(0.97)' },
  'two-columns-skewed': { source: 'two-columns', style: 'transform: rotate(-0.9deg) scale(0.98)' },
  'report-noisy': { source: 'report', style: 'filter: blur(0.5px) contrast(0.8)', noise: 46 },
  'invoice-skewed': { source: 'invoice', style: 'transform: rotate(-1.1deg) scale(0.97)', noise: 24 },
  'article-upside-down': { source: 'article', style: 'transform: rotate(180deg)' },
} satisfies Record<string, { source: string; style: string; noise?: number }>

export interface CorpusDocument {
  name: string
  language: string
  /** PNG files, one a page, 200 DPI. */
  pages: string[]
  /** Where its own text is to be read: the PDF and its page. */
  pdf?: { path: string; page: number }
  truth: TruthBlock[]
}

export async function makeCorpus(folder: string): Promise<CorpusDocument[]> {
  const fonts = await fetchFonts(join(folder, 'fonts'))
  const pictures = join(folder, 'pages')
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures, { recursive: true })
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    env: { ...process.env, XDG_DATA_HOME: fonts },
  })
  try {
    const page = await browser.newPage({
      viewport: { width: 794, height: 1123 },
      deviceScaleFactor: DPI / CSS_PX_PER_INCH,
    })
    const documents: CorpusDocument[] = []
    const names = (await readdir(sources)).filter((name) => name.endsWith('.html')).map((name) => name.slice(0, -5))
    const plain = names.map((name) => [name, { source: name, style: '' }] as const)
    for (const [name, scan] of [...plain, ...Object.entries(SCANS)]) {
      await page.goto(pathToFileURL(join(sources, `${scan.source}.html`)).href)
      await page.addScriptTag({ path: inPage })
      const truth = (await page.evaluate('readTruth()')) as TruthBlock[]
      const language = (await page.evaluate('document.documentElement.lang')) as string
      if (scan.style) await page.addStyleTag({ content: `.page { ${scan.style} }` })
      documents.push({
        name,
        language,
        truth,
        pages: await shoot(page, name, pictures, 'noise' in scan ? scan.noise : 0),
      })
    }
    await writeFile(join(folder, 'truth.json'), JSON.stringify(documents, null, 1))
    return documents
  } finally {
    await browser.close()
  }
}

async function shoot(page: Page, name: string, folder: string, noise = 0): Promise<string[]> {
  const files: string[] = []
  const sheets = await page.locator('.page').count()
  for (let at = 0; at < sheets; at++) {
    await page.evaluate(`showOnly(${at})`)
    if (noise > 0) await page.evaluate(`speckle(${noise})`)
    const path = join(folder, `${name}-${at + 1}.png`)
    await page.screenshot({ path, clip: { x: 0, y: 0, width: 794, height: 1123 } })
    files.push(path)
  }
  return files
}

/** A data folder for fontconfig. The fonts are unpacked, not installed. */
async function fetchFonts(folder: string): Promise<string> {
  const target = join(folder, 'fonts')
  if (existsSync(target)) return folder
  await mkdir(folder, { recursive: true })
  await run('apt-get', ['download', ...FONTS], { cwd: folder })
  for (const archive of (await readdir(folder)).filter((name) => name.endsWith('.deb')))
    await run('dpkg-deb', ['-x', archive, '.'], { cwd: folder })
  await run('cp', ['-r', join(folder, 'usr/share/fonts'), target])
  return folder
}

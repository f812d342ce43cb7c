/**
 * Documents that others made, in their own styles and with their own tools: manuals from Debian's packages, printed by
 * Chromium. Which of them are taken is counted off, not chosen, so that nobody can set a program up for them. Their
 * truth is their own elements. Needs Debian's chromium and poppler-utils, and apt.
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Page } from 'playwright'
import { CHROMIUM } from '../support/open-window.ts'
import type { CorpusDocument } from './make.ts'
import type { TruthBlock } from './truth.ts'

const run = promisify(execFile)
const inPage = readFileSync(resolve(import.meta.dirname, 'in-page.js'), 'utf8')
const DPI = 200
const MAX_PAGES = 3
/** A page of links, or of nothing, tells little. */
const MIN_CHARACTERS = 1000

/** What a site has and a document has not. */
export const NAVIGATION =
  'nav, .nav, .navheader, .navfooter, .docnav, .nav-panel, .related, .searchmenu, .menubar, .rightsidebar, .sphinxsidebar, .nosearch, .headerlink, body > #banner, body > #title, .section > .header, .chapter > .header, .subsection > .header, .reportbug'

/** The package, what its manual is written in, its language, and the folder of its pages. */
const MANUALS = [
  { package: 'git-doc', language: 'en', folder: 'usr/share/doc/git-doc' },
  { package: 'sqlite3-doc', language: 'en', folder: 'usr/share/doc/sqlite3' },
  { package: 'cmake-doc', language: 'en', folder: 'usr/share/doc/cmake-data/html' },
  { package: 'octave-doc', language: 'en', folder: 'usr/share/doc/octave/octave.html' },
  { package: 'debian-policy', language: 'en', folder: 'usr/share/doc/debian-policy/policy.html' },
  { package: 'gimp-help-en', language: 'en', folder: 'usr/share/gimp/2.0/help/en' },
  { package: 'gimp-help-ja', language: 'ja', folder: 'usr/share/gimp/2.0/help/ja' },
  { package: 'debian-handbook', language: 'en', folder: 'usr/share/doc/debian-handbook/html/en-US' },
  { package: 'debian-handbook', language: 'zh', folder: 'usr/share/doc/debian-handbook/html/zh-CN' },
  { package: 'gnucash-docs', language: 'en', folder: 'usr/share/doc/gnucash-docs/gnucash-guide-en' },
  { package: 'gnucash-docs', language: 'de', folder: 'usr/share/doc/gnucash-docs/gnucash-guide-de' },
] as const

/** Those that have tables. */
const TABLE_MANUALS = [
  { package: 'sqlite3-doc', language: 'en', folder: 'usr/share/doc/sqlite3' },
  { package: 'octave-doc', language: 'en', folder: 'usr/share/doc/octave/octave.html' },
  { package: 'postgresql-doc-15', language: 'en', folder: 'usr/share/doc/postgresql-doc-15/html' },
] as const

export interface Sample {
  /** So many documents of every manual, spread over it. */
  each: number
  /** Where the first is, as a fraction of the step between two. */
  offset: number
  /** Only documents that have tables. */
  tables: boolean
}

export async function otherDocuments(folder: string, { each, offset, tables }: Sample): Promise<CorpusDocument[]> {
  const pictures = join(folder, 'pages')
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures, { recursive: true })
  const browser = await chromium.launch({ executablePath: CHROMIUM })
  try {
    const page = await browser.newPage({ viewport: { width: 794, height: 1123 }, javaScriptEnabled: false })
    await page.emulateMedia({ media: 'print' })
    const documents: CorpusDocument[] = []
    for (const manual of tables ? TABLE_MANUALS : MANUALS) {
      const root = join(await fetchPackage(manual.package, folder), manual.folder)
      const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.html')).sort()
      for (let n = 0; n < each; n++) {
        const first = Math.floor(((n + offset) / each) * files.length)
        for (const file of files.slice(first)) {
          const name = `${manual.package}-${manual.language}-${file.replaceAll('/', '-').replace('.html', '')}`
          if (documents.some((document) => document.name === name)) continue
          const found = await taken(page, join(root, file), join(pictures, name), tables)
          if (!found) continue
          documents.push({ name, language: manual.language, ...found })
          break
        }
      }
    }
    await writeFile(join(folder, 'truth.json'), JSON.stringify(documents, null, 1))
    return documents
  } finally {
    await browser.close()
  }
}

async function taken(
  page: Page,
  file: string,
  target: string,
  tables: boolean,
): Promise<Omit<CorpusDocument, 'name' | 'language'> | null> {
  const source = readFileSync(file, 'utf8')
  if (/http-equiv="?refresh/i.test(source) || (tables && !source.includes('<table'))) return null
  await page.goto(pathToFileURL(file).href)
  await page.evaluate(`for (const one of document.querySelectorAll('${NAVIGATION}')) one.remove()`)
  const truth = (await page.evaluate(`${inPage}; readTruth()`)) as TruthBlock[]
  if (truth.reduce((sum, { text }) => sum + text.length, 0) < MIN_CHARACTERS) return null
  if (!truth.some(({ type }) => type === (tables ? 'table' : 'heading'))) return null
  const pdf = `${target}.pdf`
  await page.pdf({ path: pdf, format: 'A4', margin: { top: '2cm', bottom: '2cm', left: '2cm', right: '2cm' } })
  const { stdout } = await run('pdfinfo', [pdf])
  const count = Number(/^Pages:\s+(\d+)/m.exec(stdout)?.[1])
  if (count > MAX_PAGES) return null
  await run('pdftoppm', ['-r', String(DPI), '-png', pdf, target])
  return { truth, pages: Array.from({ length: count }, (_, at) => `${target}-${at + 1}.png`) }
}

/** Unpacked, not installed. */
async function fetchPackage(name: string, folder: string): Promise<string> {
  const target = join(folder, name)
  if (existsSync(target)) return target
  const download = join(folder, 'download')
  await mkdir(download, { recursive: true })
  await run('apt-get', ['download', name], { cwd: download })
  for (const archive of await readdir(download)) await run('dpkg-deb', ['-x', archive, target], { cwd: download })
  await rm(download, { recursive: true })
  return target
}

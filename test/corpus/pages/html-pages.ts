/**
 * Pages of HTML manuals, printed by Chromium: as their own style has it, or set anew (styles.ts). Each is printed twice
 * in the same layout: as it is, and with every block in a colour of its own, which says of every word what it is part of.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from 'playwright'
import { CHROMIUM } from '../../support/open-window.ts'
import { NAVIGATION } from '../others.ts'
import type { TruthBlock } from '../truth.ts'
import { drawStyle } from './styles.ts'

const inPage = readFileSync(resolve(import.meta.dirname, '../in-page.js'), 'utf8')
const MIN_CHARACTERS = 1200
/** Pages of links, of which reference manuals are full, tell little. */
const MAX_LINKS = 0.4
const MAX_FILE_BYTES = 400_000
const MAX_SECONDS = 20
/** Of one manual's files, such as those that are too large to take apart. */
const MAX_FAILED = 3

export interface PrintedDocument {
  /** The package that it is from. */
  source: string
  language: string
  style: string
  blocks: TruthBlock[]
  /** What the colours 1, 2, ... stand for: [block, cell or null]. */
  meanings: [number, number | null][]
}

export function seedOf(name: string): number {
  return createHash('md5').update(name).digest().readUInt32LE()
}

/** `anew`: set by lot; `own`: as their authors have it; `tables`: the same, of files with a table. */
export type Printing = 'anew' | 'own' | 'tables'

/** So many files of each package in `root`, spread over it by lot, into folders of `target`. */
export async function printManuals(
  root: string,
  target: string,
  sources: readonly string[],
  each: number,
  printing: Printing,
): Promise<void> {
  const browser = await chromium.launch({ executablePath: CHROMIUM })
  try {
    for (const source of sources) {
      const folder = join(root, source)
      const files = (await readdir(folder, { recursive: true }))
        .filter((name) => /\.x?html?$/.test(name) && !/index|genindex|search|toc\b/i.test(name))
        .sort((a, b) => seedOf(a) - seedOf(b))
      let taken = 0
      let failed = 0
      for (const file of files.slice(0, 60)) {
        if (taken === each || failed === MAX_FAILED) break
        const page = await browser.newPage({ viewport: { width: 794, height: 1123 }, javaScriptEnabled: false })
        try {
          const name = `${source}-${seedOf(file).toString(36)}${printing === 'anew' ? '' : `-${printing}`}`
          const tooLong = setTimeout(MAX_SECONDS * 1000, undefined, { ref: false }).then(() => {
            throw new Error(`took more than ${MAX_SECONDS} s`)
          })
          const done = printed(page, join(folder, file), join(target, name), source, printing)
          if (await Promise.race([done, tooLong])) taken++
        } catch (error) {
          failed++
          console.error(`${source}/${file}: ${String(error).slice(0, 200)}`)
        } finally {
          await page.close()
        }
      }
      console.log(`${source}: ${taken}`)
    }
  } finally {
    await browser.close()
  }
}

async function printed(page: Page, file: string, target: string, source: string, printing: Printing): Promise<boolean> {
  if (existsSync(join(target, 'truth.json'))) return true
  const html = readFileSync(file, 'utf8')
  if (printing === 'tables' && !/<table/i.test(html)) return false
  if (html.length > MAX_FILE_BYTES || /http-equiv="?refresh/i.test(html)) return false
  page.setDefaultTimeout(20_000)
  await page.emulateMedia({ media: 'print' })
  await page.goto(pathToFileURL(file).href, { timeout: 20_000 })
  await page.evaluate(
    `for (const one of document.querySelectorAll('script, noscript, iframe, header, footer, ${NAVIGATION}')) one.remove()`,
  )
  const { title, text } = (await page.evaluate(`({ title: document.title, text: document.body.innerText })`)) as {
    title: string
    text: string
  }
  const language = languageOf(source, text)
  const style = printing !== 'anew' ? null : drawStyle(seedOf(source + file), title, language)
  if (style) {
    await page.evaluate(`(() => {
      document.documentElement.lang = '${language}'
      const style = document.createElement('style')
      style.textContent = ${JSON.stringify(style.css)}
      document.head.append(style)
    })()`)
  }
  // With the style that is printed: it says which lists show bullets.
  const { blocks, meanings, links } = (await page.evaluate(
    `${inPage}; (() => {
      const blocks = readTruth()
      const links = [...document.querySelectorAll('a')].reduce((sum, a) => sum + a.textContent.length, 0)
      return { blocks, meanings: numberBlocks(blocks), links }
    })()`,
  )) as Pick<PrintedDocument, 'blocks' | 'meanings'> & { links: number }
  const characters = blocks.reduce((sum, block) => sum + block.text.length, 0)
  if (characters < MIN_CHARACTERS || links > MAX_LINKS * characters || characters > 120_000) return false
  if (blocks.filter(({ type }) => type === 'paragraph').length < 3) return false
  if (printing === 'tables' && !blocks.some(({ type }) => type === 'table')) return false
  await mkdir(target, { recursive: true })
  const print = (path: string, marginal: boolean) =>
    page.pdf({
      path: join(target, path),
      printBackground: true,
      width: `${style?.width ?? 210}mm`,
      height: `${style?.height ?? 297}mm`,
      margin: Object.fromEntries(
        (['top', 'bottom', 'left', 'right'] as const).map((side) => [side, `${style?.margin ?? 20}mm`]),
      ),
      displayHeaderFooter: marginal && (style?.header ?? style?.footer ?? null) !== null,
      headerTemplate: style?.header ?? '<span></span>',
      footerTemplate: style?.footer ?? '<span></span>',
      pageRanges: '1-8',
      tagged: path === 'tagged.pdf',
      outline: path === 'tagged.pdf',
    })
  await print('print.pdf', true)
  await print('tagged.pdf', true)
  await page.evaluate(`document.documentElement.classList.add('numbered')`)
  await print('numbered.pdf', false)
  const document: PrintedDocument = { source, language, style: style?.name ?? 'own', blocks, meanings }
  await writeFile(join(target, 'truth.json'), JSON.stringify(document))
  return true
}

function languageOf(source: string, text: string): string {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  if (count(/[\u3040-\u30ff]/g) > 0.05 * text.length) return 'ja'
  if (count(/[\u4e00-\u9fff]/g) > 0.1 * text.length) return /tw$/.test(source) ? 'zh-TW' : 'zh-CN'
  return /-(de|fr|es|it|nl|pl|pt|da|sv|fi|ca|cs|hu)(-|$)/.exec(source)?.[1] ?? 'en'
}

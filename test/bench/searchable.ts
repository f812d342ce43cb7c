/**
 * Searchable PDFs against the PDFs that their pages were drawn from: which words pdftotext finds, and how far from where
 * they are. Latin languages: in Chinese and Japanese pdftotext has no words. Needs poppler-utils.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { jobOptions } from '../../src-preload/model.ts'
import { ended, openBenchApp, openPool } from './bench-app.ts'
import { benchFolder, benchPages } from './pages.ts'
import { toImage } from './speed.ts'

const LANGUAGES = ['en', 'de', 'fr', 'es']
/** Of the line's height. */
const NEAR = 1 / 3

interface Word {
  text: string
  x0: number
  x1: number
  y: number
  height: number
}

export async function searchable(): Promise<void> {
  const bench = await openBenchApp()
  const pool = openPool(bench.runtime)
  const scratch = mkdtempSync(join(tmpdir(), 'inkleaf-searchable-'))
  mkdirSync(benchFolder, { recursive: true })
  const pages = (await benchPages(pool)).filter(({ language }) => LANGUAGES.includes(language))
  const total = { words: 0, read: 0, readAndFound: 0, found: 0, near: 0 }
  for (const group of ['contents', 'prose', 'columns'] as const) {
    const sum = { words: 0, read: 0, readAndFound: 0, found: 0, near: 0 }
    for (const page of pages.filter((one) => one.group === group)) {
      const { added } = await bench.app.queue.add({
        paths: [await toImage(pool, page)],
        options: jobOptions.parse({ mode: 'basic', fresh: true }),
      })
      const job = added[0]?.job
      if (!job) throw new Error('refused')
      await ended(bench.app, job)
      const path = join(scratch, `${job.id}.pdf`)
      await bench.app.handlers['jobs.exportTo']({
        jobId: job.id,
        format: 'pdf',
        path,
        evenIfSigned: false,
        archival: false,
      })
      const truth = await wordsOf(page.pdf, page.page)
      const ours = await wordsOf(path, 1)
      const [view] = await bench.app.history.pages(job.id)
      const read = (view?.result?.text ?? '').split(/\s+/).filter((word) => word !== '')
      sum.read += read.length
      sum.readAndFound += inCommon(
        read,
        ours.map(({ text }) => text),
      )
      compare(truth, ours, sum)
    }
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += sum[key]
    print(group, sum)
  }
  print('all', total)
  await pool.stop()
  await bench.close()
  rmSync(scratch, { recursive: true })
}

function print(what: string, { words, read, readAndFound, found, near }: Record<string, number>): void {
  const part = (some = 0, all = 1) => `${((100 * some) / all).toFixed(1)}%`
  console.log(
    `  ${what.padEnd(8)} of ${read} words that were read pdftotext finds ${part(readAndFound, read)}; of ${words} on the pages ${part(found, words)}, ${part(near, found)} of these within a third of their line's height`,
  )
}

async function wordsOf(pdf: string, page: number): Promise<Word[]> {
  const { stdout } = await promisify(execFile)('pdftotext', ['-bbox', '-f', `${page}`, '-l', `${page}`, pdf, '-'], {
    maxBuffer: 1 << 26,
  })
  return [
    ...stdout.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g),
  ].map(([, x0, y0, x1, y1, text]) => ({
    text: plain(text ?? ''),
    x0: Number(x0),
    x1: Number(x1),
    y: (Number(y0) + Number(y1)) / 2,
    height: Number(y1) - Number(y0),
  }))
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .normalize('NFKC')
}

function inCommon(words: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1)
  return words.filter((word) => {
    const count = left.get(word.normalize('NFKC')) ?? 0
    left.set(word.normalize('NFKC'), count - 1)
    return count > 0
  }).length
}

/** Each word of the truth with the nearest one that says the same. */
function compare(
  truth: readonly Word[],
  ours: readonly Word[],
  sum: { words: number; found: number; near: number },
): void {
  const left = new Set(ours)
  for (const word of truth) {
    // Dots that lead to a page number.
    if (!/[\p{L}\p{N}]/u.test(word.text)) continue
    sum.words++
    let best: Word | null = null
    for (const other of left)
      if (other.text === word.text && (best === null || distance(word, other) < distance(word, best))) best = other
    if (best === null) continue
    left.delete(best)
    sum.found++
    if (distance(word, best) <= NEAR * word.height) sum.near++
  }
}

/** Of the ends and of the middle line, whichever is farther off. */
function distance(one: Word, other: Word): number {
  return Math.max(Math.abs(one.x0 - other.x0), Math.abs(one.x1 - other.x1), Math.abs(one.y - other.y))
}

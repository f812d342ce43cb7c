/** Search over many pages, through the worker thread as the app does it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveRuntime } from '../../src-main/app/runtime.ts'
import { openAsyncReader } from '../../src-main/history/async-reader.ts'
import { fillHistory } from '../support/fill-history.ts'
import { median, percentile } from './bench-app.ts'

export const PAGES_A_JOB = 100
const REPEATS = 8
const QUERIES = [
  'common',
  'word42',
  'w7',
  'rare77',
  'invoice',
  'inv',
  '发票',
  '增值税',
  '税',
  '公司 发票',
  '"value added"',
  'cafe',
  'straße',
  'word42 word43',
  'common rare5',
  'report-3',
  'scan-17.pdf',
  'nothing-like-it',
  '東京',
  'ab',
  '"word1 word2"',
  '2026',
  'the and of',
]

export const jobName = (job: number) => (job % 2 ? `report-${job}.pdf` : `scan-${job}.pdf`)

export async function search(pages: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'inkleaf-search-'))
  const file = join(folder, 'history.db')
  const start = performance.now()
  fillHistory(folder, { jobs: pages / PAGES_A_JOB, pages: PAGES_A_JOB, text: pageTexts(), name: jobName })
  console.log(`${pages} pages written in ${((performance.now() - start) / 1000).toFixed(0)} s`)
  const reader = openAsyncReader(resolveRuntime().workers.history, file)
  const all: number[] = []
  for (const words of QUERIES) {
    const times: number[] = []
    let found = 0
    for (let n = 0; n < REPEATS; n++) {
      const begin = performance.now()
      found = (await reader.search({ words })).hits.length
      times.push(performance.now() - begin)
    }
    all.push(...times)
    console.log(
      `  ${words.padEnd(18)} median ${median(times).toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms, ${found} shown`,
    )
  }
  console.log(
    `search over ${pages} pages: median ${median(all).toFixed(1)} ms, p95 ${percentile(all, 0.95).toFixed(1)} ms`,
  )
  await reader.close()
  rmSync(folder, { recursive: true })
}

const CHINESE = ['增值税发票', '有限公司', '东京都', '東京', '合同编号', '金额总计']

/** Words by Zipf's law, some Chinese, and a few that are on few pages. The same at every run. */
export function pageTexts(): (job: number, page: number) => string {
  let seed = 1
  const random = () => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647
  }
  const word = () => `word${Math.floor(1 / (random() + 1e-4))}`
  return (_job, page) => {
    const words = Array.from({ length: 200 }, word)
    if (random() < 0.5) words.push('common', 'the', 'and', 'of', 'value added', '2026')
    if (random() < 0.05) words.push('Invoice', 'Café', 'Straße')
    if (random() < 0.001) words.push(`rare${page}`)
    if (random() < 0.3) words.push(CHINESE[Math.floor(random() * CHINESE.length)] ?? '')
    return words.join(' ')
  }
}

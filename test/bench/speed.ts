/** Pages/s and character errors of the whole command and of its peers, on the same pages in the same run. */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createCanvas, ImageData } from '@napi-rs/canvas'
import type { PdfPool } from '../../src-main/documents/pdf-pool.ts'
import { type BenchApp, median, openBenchApp, openPool } from './bench-app.ts'
import { type BenchPage, benchFolder, benchPages } from './pages.ts'
import { installPeers, PEERS, type Peer, runPeer } from './peers.ts'
import { type CharacterErrors, characterErrors } from './truth.ts'

const DPI = 200
const GROUPS = ['contents', 'prose', 'columns'] as const
type Reader = 'whole command' | Peer

interface Reading {
  seconds: number[]
  texts: string[]
}

export async function speed(rounds: number, only: string | undefined): Promise<void> {
  const bench = await openBenchApp()
  const pool = openPool(bench.runtime)
  await mkdir(benchFolder, { recursive: true })
  await installPeers()
  const pages = await benchPages(pool)
  const images = new Map<BenchPage, string>()
  for (const page of pages) images.set(page, await toImage(pool, page))
  await pool.stop()
  await bench.read(pages[0]?.pdf ?? '', { pages: '1', textLayer: 'never' })
  const rates: Record<string, Map<Reader, number>> = {}
  const groups = GROUPS.filter((group) => only === undefined || group === only)
  for (const group of groups) {
    const own = pages.filter((page) => page.group === group)
    const readings = await readInTurn(bench, own, images, rounds)
    rates[group] = report(group, own, readings)
  }
  await bench.close()
  console.log(`\nPages/s of the whole command over the peer's`)
  for (const group of groups) {
    const whole = rates[group]?.get('whole command') ?? 0
    console.log(
      `  ${group.padEnd(9)} ${PEERS.map((peer) => `${peer} ${(whole / (rates[group]?.get(peer) ?? 1)).toFixed(2)}`).join('   ')}`,
    )
  }
}

/** Every round runs each reader once, so that a slow minute of the machine hits all. */
async function readInTurn(bench: BenchApp, pages: BenchPage[], images: Map<BenchPage, string>, rounds: number) {
  const readings = new Map<Reader, Reading>()
  const add = (reader: Reader, { seconds, texts }: { seconds: number; texts: string[] }) => {
    readings.set(reader, { seconds: [...(readings.get(reader)?.seconds ?? []), seconds], texts })
  }
  for (let round = 0; round < rounds; round++) {
    add('whole command', await readWhole(bench, pages))
    const files = pages.map((page) => images.get(page) ?? '')
    const languages = pages.map((page) => page.language)
    for (const peer of PEERS) add(peer, await runPeer(peer, files, languages))
  }
  return readings
}

async function readWhole(bench: BenchApp, pages: BenchPage[]) {
  const byFile = Map.groupBy(pages, (page) => page.pdf)
  const start = performance.now()
  const read = await Promise.all(
    [...byFile].map(async ([pdf, own]) => {
      const options = {
        pages: own.map(({ page }) => page).join(','),
        textLayer: 'never',
        dpi: DPI,
        fresh: true,
      } as const
      return { pdf, views: await bench.read(pdf, options) }
    }),
  )
  const seconds = (performance.now() - start) / 1000
  const texts = pages.map(({ pdf, page }) => {
    const views = read.find((one) => one.pdf === pdf)?.views
    return views?.find((view) => view.page === page)?.result?.text ?? ''
  })
  return { seconds, texts }
}

function report(group: string, pages: BenchPage[], readings: Map<Reader, Reading>): Map<Reader, number> {
  console.log(`\n${group}: ${pages.length} pages (${pages.map((page) => page.language).join(' ')}), ${DPI} DPI`)
  console.log(`  ${'reader'.padEnd(14)} pages/s   wrong in any order   wrong in reading order`)
  const rates = new Map<Reader, number>()
  for (const [reader, { seconds, texts }] of readings) {
    const rate = pages.length / median(seconds)
    rates.set(reader, rate)
    const errors = pages.map((page, at) => characterErrors(page.truth, texts[at] ?? ''))
    const any = mean(errors, 'anyOrder')
    const inOrder = mean(errors, 'inOrder')
    console.log(
      `  ${reader.padEnd(14)} ${rate.toFixed(3).padStart(7)}   ${percent(any)}                ${percent(inOrder)}`,
    )
    if (reader === 'whole command')
      console.log(
        `     a page: ${pages.map((p, at) => `${p.language} ${percent(part(errors[at], 'anyOrder'))}/${percent(part(errors[at], 'inOrder'))}`).join('  ')}`,
      )
  }
  return rates
}

function part(errors: CharacterErrors | undefined, what: 'anyOrder' | 'inOrder'): number {
  return errors ? errors[what] / Math.max(errors.characters, 1) : 0
}

function mean(errors: CharacterErrors[], what: 'anyOrder' | 'inOrder'): number {
  return errors.reduce((sum, one) => sum + part(one, what), 0) / errors.length
}

function percent(value: number): string {
  return `${(100 * value).toFixed(2)}%`
}

export async function toImage(pool: PdfPool, page: BenchPage): Promise<string> {
  const file = join(benchFolder, `${basename(page.pdf, '.pdf')}-${page.page}.png`)
  const handle = (await pool.open({ path: page.pdf, password: null })).page(page.page)
  if (handle.kind !== 'rendered') throw new Error('not a PDF')
  const { data, channels, widthPx, heightPx } = await handle.asPixels(DPI)
  const canvas = createCanvas(widthPx, heightPx)
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255)
  for (let at = 0; at < widthPx * heightPx; at++)
    for (const band of [0, 1, 2]) rgba[at * 4 + band] = data[at * channels + (band % channels)] as number
  canvas.getContext('2d').putImageData(new ImageData(rgba, widthPx, heightPx), 0, 0)
  await writeFile(file, await canvas.encode('png'))
  return file
}

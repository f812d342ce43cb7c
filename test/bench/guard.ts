/**
 * The memory guard: many large pages under a ceiling, and what Inkleaf's processes held at most, by their share of memory
 * (PSS), looked at ten times a second. Linux only: it reads /proc.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makePdf } from '../support/make-pdf.ts'
import { ended, openBenchApp } from './bench-app.ts'
import { benchFolder } from './pages.ts'

const MB = 1e6
const LIMIT_MB = 1500
/** A4 at it has 15.5 million pixels. */
const DPI = 400
const LOOK_MS = 100

export async function guardBench(pages: number): Promise<void> {
  const bench = await openBenchApp()
  const { app } = bench
  await mkdir(benchFolder, { recursive: true })
  const file = join(benchFolder, `large-${pages}.pdf`)
  await writeFile(file, makePdf(Array.from({ length: pages }, (_, n) => ({ lines: linesOf(n) }))))
  await app.handlers['settings.set']({ patch: { memory: { maxPercent: 80, maxBytes: LIMIT_MB * MB } } })
  let peak = 0
  let peakAt = 0
  const start = performance.now()
  const states = new Map<string, number>()
  const looking = setInterval(() => {
    const held = share(process.pid) + childrenOf(process.pid).reduce((sum, pid) => sum + share(pid), 0)
    if (held > peak) [peak, peakAt] = [held, (performance.now() - start) / 1000]
  }, LOOK_MS)
  const asking = setInterval(() => {
    void app.handlers['monitor.look']({}).then(({ pace }) => {
      const said = `${pace.pages} ${pace.memory}`
      states.set(said, (states.get(said) ?? 0) + 1)
    })
  }, 1000)
  const { added } = await app.queue.add({ paths: [file], options: { textLayer: 'never', dpi: DPI } })
  const job = added[0]?.job
  if (job) await ended(app, job)
  clearInterval(looking)
  clearInterval(asking)
  const read = job ? await app.history.pages(job.id) : []
  const lowered = read.filter(({ result }) => result?.warnings.some(({ code }) => code === 'dpi_lowered')).length
  const { restarts } = await app.handlers['monitor.look']({})
  const seconds = (performance.now() - start) / 1000
  console.log(
    `  ${read.filter(({ status }) => status === 'completed').length} of ${pages} pages of 15.5 megapixels in ${seconds.toFixed(0)} s; limit ${LIMIT_MB} MB, peak ${(peak / MB).toFixed(0)} MB (${((100 * peak) / (LIMIT_MB * MB)).toFixed(1)}%) after ${peakAt.toFixed(0)} s, ${restarts} restarts, ${lowered} at a lower resolution`,
  )
  console.log(
    `  seconds with so many pages allowed: ${[...states].map(([said, count]) => `${said}: ${count}`).join(', ')}`,
  )
  await bench.close()
}

function linesOf(page: number): string[] {
  return Array.from(
    { length: 12 },
    (_, n) => `Page ${page + 1}, line ${n + 1}: ${'lorem ipsum '.repeat(1 + ((page + n) % 4))}`,
  )
}

function share(pid: number): number {
  try {
    return 1024 * Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    // It has ended.
    return 0
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) === parent
      } catch {
        return false
      }
    })
}

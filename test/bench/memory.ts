/** Resident memory over a long document: what grows is lost. */
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makePdf } from '../support/make-pdf.ts'
import { ended, openBenchApp } from './bench-app.ts'
import { benchFolder } from './pages.ts'

const WARM = 50

export async function memory(pages: number): Promise<void> {
  const bench = await openBenchApp()
  const { app } = bench
  await mkdir(benchFolder, { recursive: true })
  const long = join(benchFolder, `long-${pages}.pdf`)
  await writeFile(long, makePdf(Array.from({ length: pages }, (_, n) => ({ lines: linesOf(n) }))))
  const samples: { read: number; node: number; python: number }[] = []
  let read = 0
  app.queue.on('event', (event) => {
    if (event.type !== 'page') return
    read++
    if (read % 25 === 0) {
      const sample = { read, node: residentMb(process.pid), python: residentMb(app.supervisor.pid ?? 0) }
      samples.push(sample)
      console.log(
        `  after ${String(read).padStart(4)} pages: Node ${sample.node.toFixed(0)} MB, Python ${sample.python.toFixed(0)} MB`,
      )
    }
  })
  const { added } = await app.queue.add({ paths: [long], options: { textLayer: 'never' } })
  const job = added[0]?.job
  if (job) await ended(app, job)
  const after = samples.filter((sample) => sample.read >= WARM)
  for (const who of ['node', 'python'] as const)
    console.log(
      `${who}: ${(100 * slope(after.map((s) => [s.read, s[who]]))).toFixed(1)} MB per 100 pages after the first ${WARM} (least squares)`,
    )
  await bench.close()
}

/** A4 pages of full size with a dozen lines, no two alike: what is measured is memory, not reading. */
function linesOf(page: number): string[] {
  return Array.from(
    { length: 12 },
    (_, n) => `Page ${page + 1}, line ${n + 1}: ${'lorem ipsum '.repeat(1 + ((page + n) % 4))}`,
  )
}

function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}

function slope(points: number[][]): number {
  const n = points.length
  const [sx, sy] = [0, 1].map((axis) => points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / n)
  let above = 0
  let below = 0
  for (const [x = 0, y = 0] of points) {
    above += (x - (sx ?? 0)) * (y - (sy ?? 0))
    below += (x - (sx ?? 0)) ** 2
  }
  return above / below
}

/** Resident memory over a long document: what grows is lost. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ended, openBenchApp, openPool } from './bench-app.ts'
import { benchFolder, benchPages } from './pages.ts'
import { repeatPages } from './repeat-pages.ts'

const WARM = 50

export async function memory(pages: number): Promise<void> {
  const bench = await openBenchApp()
  const { app, runtime } = bench
  const pool = openPool(runtime)
  await benchPages(pool)
  await pool.stop()
  const long = join(benchFolder, `long-${pages}.pdf`)
  await repeatPages(join(benchFolder, 'manuals', 'debian-reference.en.pdf'), long, pages)
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

/** Twelve pages on each backend that this machine has: speed and memory, as JSON for whoever keeps them (`--out FILE`). */
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fixture } from '../support/fixtures.ts'
import { openBenchApp } from './bench-app.ts'

/** Six pages of different kinds, each twice. */
const PAGES = [
  { path: fixture('sample.pdf'), pages: '1-2' },
  { path: fixture('scan.pdf'), pages: '1' },
  ...['page.png', 'two-columns.png', 'invoice.png'].map((name) => ({ path: fixture(name), pages: null })),
]
const ROUNDS = 2
const EACH_TIME = { textLayer: 'never', mode: 'markdown', fresh: true } as const

export async function twelve(out: string | undefined): Promise<void> {
  const backends = process.platform === 'darwin' ? (['mlx', 'onnxruntime'] as const) : (['onnxruntime'] as const)
  const figures = []
  for (const backend of backends) {
    const bench = await openBenchApp()
    try {
      await bench.app.handlers['settings.set']({ patch: { backend } })
      // The first page loads the nets.
      await bench.read(fixture('page.png'), EACH_TIME)
      const start = performance.now()
      let pages = 0
      for (let round = 0; round < ROUNDS; round++)
        for (const { path, pages: wanted } of PAGES)
          pages += (await bench.read(path, { ...EACH_TIME, ...(wanted ? { pages: wanted } : {}) })).length
      const seconds = (performance.now() - start) / 1000
      const { peakRssBytes = 0 } = bench.app.supervisor.lastStatus ?? {}
      const device = bench.app.supervisor.lastStatus?.device ?? ''
      figures.push({ backend, device, pages, pagesPerSecond: pages / seconds, peakMegabytes: peakRssBytes / 1e6 })
    } finally {
      await bench.close()
    }
  }
  const machine = { processor: cpus()[0]?.model, cores: cpus().length, memoryGigabytes: totalmem() / 1e9 }
  for (const { backend, pages, pagesPerSecond, peakMegabytes } of figures)
    console.log(
      `${backend}: ${pages} pages, ${pagesPerSecond.toFixed(2)} a second, engine at most ${peakMegabytes.toFixed(0)} MB`,
    )
  if (out) writeFileSync(out, `${JSON.stringify({ machine, figures }, null, 2)}\n`)
}

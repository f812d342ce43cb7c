/** How soon the first page comes, and what the way to the engine costs. */
import { median, openBenchApp, openPool } from './bench-app.ts'
import { benchPages } from './pages.ts'

const RUNS = 7

export async function latency(): Promise<void> {
  const bench = await openBenchApp()
  const { app, runtime } = bench
  const pool = openPool(runtime)
  const page = (await benchPages(pool)).find(({ group, language }) => group === 'prose' && language === 'en')
  if (!page) throw new Error('no page')
  const first = `${page.page}-${page.page + 9}`
  const single = String(page.page)
  await bench.read(page.pdf, { pages: single, textLayer: 'never' })

  const alone: number[] = []
  const amongTen: number[] = []
  for (let run = 0; run < RUNS; run++) {
    let start = performance.now()
    await bench.read(page.pdf, { pages: single, textLayer: 'never', fresh: true })
    alone.push(performance.now() - start)
    start = performance.now()
    const shown = Promise.withResolvers<number>()
    const listen = (event: { type: string }) => event.type === 'page' && shown.resolve(performance.now() - start)
    app.queue.on('event', listen)
    const { added } = await app.queue.add({
      paths: [page.pdf],
      options: { pages: first, textLayer: 'never', fresh: true },
    })
    amongTen.push(await shown.promise)
    app.queue.off('event', listen)
    app.queue.cancel(added.map(({ job }) => job.id))
    await new Promise((resolve) => setTimeout(resolve, 1500))
  }
  console.log(
    `a single warm page: ${median(alone).toFixed(0)} ms; the first of ten: ${median(amongTen).toFixed(0)} ms, ${(median(amongTen) / median(alone)).toFixed(2)} times`,
  )

  const client = await app.supervisor.client()
  const handle = (await pool.open({ path: page.pdf, password: null })).page(page.page)
  if (handle.kind !== 'rendered') throw new Error('not a PDF')
  const overheads: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const { data, channels, widthPx, heightPx, dpi } = await handle.asPixels(200)
    const start = performance.now()
    const header = { page: page.page, mode: 'basic', dpi, widthPx, heightPx, channels }
    const result = await client.readPage(header, data, new AbortController().signal, {})
    overheads.push(performance.now() - start - (result.timingsMs['total'] ?? 0))
  }
  console.log(`the way to the engine and back at 200 DPI: ${median(overheads).toFixed(0)} ms a page`)
  await pool.stop()
  await bench.close()
}

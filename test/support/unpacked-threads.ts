/** `node unpacked-threads.ts FOLDER PDF DATABASE`: draws a page and reads a history with the worker threads in FOLDER. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PdfPool } from '../../src-main/documents/pdf-pool.ts'
import { openAsyncReader } from '../../src-main/history/async-reader.ts'
import { openForWriting } from '../../src-main/history/database.ts'

const [folder = '', path = '', database = ''] = process.argv.slice(2)
const thread = (name: string) => pathToFileURL(join(folder, 'out', 'main', name))
const pool = new PdfPool({
  worker: thread('pdf-worker.js'),
  pdfjsFolder: join(folder, 'node_modules', 'pdfjs-dist'),
  maxRenderPixels: () => 4_000_000,
  threads: 1,
})
const handle = (await pool.open({ path, password: null })).page(1)
if (handle.kind !== 'rendered') throw new Error('not drawn')
const { widthPx } = await handle.asPixels(72)
await pool.stop()
openForWriting(database).db.close()
const reader = openAsyncReader(thread('reader-worker.js'), database)
const { jobs } = await reader.totals()
await reader.close()
console.log(JSON.stringify({ widthPx, jobs }))

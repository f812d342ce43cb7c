/** Exports as one ZIP, made as it is read: one file of it is in memory at a time. */
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { JobView } from '../../src-preload/model.ts'
import { coerceError } from '../errors.ts'
import type { Format } from '../export/formats.ts'
import { outputStems } from '../export/write.ts'
import type { CorePort } from './port.ts'

const FORMATS_IN_ZIP: readonly Format[] = ['md', 'txt', 'json']
/** Only where there are tables. */
const TABLES_IN_ZIP: readonly Format[] = ['csv', 'xlsx']

/** For each job its Markdown with its pictures, text, JSON and tables; two of the same name are kept apart. */
export function exportZip({ exporter }: Pick<CorePort, 'exporter'>, jobs: readonly JobView[]): Readable {
  const stems = outputStems(jobs.map(({ name }) => name))
  return zipOf(async (add) => {
    for (const [at, job] of jobs.entries()) {
      const formats = (await exporter.hasTables(job)) ? [...FORMATS_IN_ZIP, ...TABLES_IN_ZIP] : FORMATS_IN_ZIP
      for (const format of formats)
        for await (const [name, content] of exporter.files(job, format, stems[at] ?? basename(job.name)))
          await add(name, content, job)
    }
  })
}

/** One format with what goes with it. */
export function formatZip(
  { exporter }: Pick<CorePort, 'exporter'>,
  job: JobView,
  format: Format,
  stem: string,
  pages: string | null = null,
): Readable {
  return zipOf(async (add) => {
    for await (const [name, content] of exporter.files(job, format, stem, { pages })) await add(name, content, job)
  })
}

/** Files as they are. */
export function filesZip(files: readonly { name: string; read(): Promise<Uint8Array> }[]): Readable {
  return zipOf(async (add) => {
    for (const { name, read } of files) await add(name, await read(), null)
  })
}

type Add = (name: string, content: string | Uint8Array, job: JobView | null) => Promise<void>

function zipOf(fill: (add: Add) => Promise<void>): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const fail = (caught: unknown) => output.destroy(coerceError(caught))
  zip.on('error', fail)
  // Waits until the reader has come so far.
  const add: Add = (name, content, job) =>
    new Promise((taken, gone) => {
      if (output.destroyed) return gone(new Error('nobody reads it any more'))
      output.once('close', gone)
      zip.addReadStreamLazy(
        name,
        { mtime: job ? new Date(job.endedAt ?? job.createdAt) : new Date() },
        (take: (error: unknown, stream: Readable) => void) => {
          take(null, Readable.from([Buffer.from(content)]))
          output.off('close', gone)
          taken()
        },
      )
    })
  fill(add).then(() => zip.end(), fail)
  return output
}

/** Several jobs' results as one ZIP, made as it is read: one job's files of one format are in memory at a time. */
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { JobView } from '../../src-preload/model.ts'
import { coerceError } from '../errors.ts'
import type { Format } from '../export/formats.ts'
import { outputStems } from '../export/write.ts'
import type { App } from './create-app.ts'

const FORMATS_IN_ZIP: readonly Format[] = ['md', 'txt', 'json']
/** Only where there are tables. */
const TABLES_IN_ZIP: readonly Format[] = ['csv', 'xlsx']

/** For each job its Markdown with its pictures, text, JSON and tables; two of the same name are kept apart. */
export function exportZip({ exporter }: Pick<App, 'exporter'>, jobs: readonly JobView[]): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const fail = (caught: unknown) => output.destroy(coerceError(caught))
  zip.on('error', fail)
  const stems = outputStems(jobs.map(({ name }) => name))
  const fill = async () => {
    for (const [at, job] of jobs.entries()) {
      const stem = stems[at] ?? basename(job.name)
      const mtime = new Date(job.endedAt ?? job.createdAt)
      const formats = (await exporter.hasTables(job)) ? [...FORMATS_IN_ZIP, ...TABLES_IN_ZIP] : FORMATS_IN_ZIP
      for (const format of formats)
        for await (const [name, content] of exporter.files(job, format, stem)) {
          if (output.destroyed) return
          await added(zip, name, content, mtime)
        }
    }
    zip.end()
  }
  fill().catch(fail)
  return output
}

/** Waits until the reader has come so far. */
function added(zip: ZipFile, name: string, content: string | Uint8Array, mtime: Date): Promise<void> {
  return new Promise((taken) => {
    zip.addReadStreamLazy(name, { mtime }, (take: (error: unknown, stream: Readable) => void) => {
      take(null, Readable.from([Buffer.from(content)]))
      taken()
    })
  })
}

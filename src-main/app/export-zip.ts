/** Several jobs' results as one ZIP, made as it is read: one job's files of one format are in memory at a time. */
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { JobView } from '../../src-preload/model.ts'
import type { Format } from '../export/formats.ts'
import { outputStems } from '../export/write.ts'
import type { App } from './create-app.ts'

const FORMATS_IN_ZIP: readonly Format[] = ['md', 'txt', 'json']

/** For each job its Markdown, text and JSON; two of the same name are kept apart. */
export function exportZip({ exporter }: Pick<App, 'exporter'>, jobs: readonly JobView[]): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  const stems = outputStems(jobs.map(({ name }) => name))
  for (const [at, job] of jobs.entries())
    for (const format of FORMATS_IN_ZIP)
      zip.addReadStreamLazy(
        `${stems[at]}.${format}`,
        { mtime: new Date(job.endedAt ?? job.createdAt) },
        (take: (error: unknown, stream: Readable) => void) => {
          exporter.export(job, format).then(
            (content) => take(null, Readable.from([Buffer.from(content)])),
            (caught: unknown) => take(caught, Readable.from([])),
          )
        },
      )
  zip.end()
  return output
}

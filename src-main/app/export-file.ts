/** One job as one file, for a download; `zip` has every format. */
import type { Readable } from 'node:stream'
import { InkleafError } from '../errors.ts'
import { FORMATS, type Format } from '../export/formats.ts'
import type { App } from './create-app.ts'
import { exportZip, formatZip } from './export-zip.ts'
import { exportName } from './exporter.ts'

const MEDIA_TYPES: Record<Format, string> = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export interface ExportedFile {
  name: string
  mediaType: string
  body: string | Uint8Array | Readable
}

/** `whole` makes it a ZIP where something goes with the file: a download has no folder to put it in. */
export async function exportFile(app: App, jobId: string, format: string, whole = false): Promise<ExportedFile> {
  const job = app.service.task(jobId)
  if (!job) throw new InkleafError('no_such_job', 'input', `Nothing in the history has the id ${jobId}.`)
  if (format === 'zip')
    return { name: exportName(job, 'zip'), mediaType: 'application/zip', body: exportZip(app, [job]) }
  const known = FORMATS.find((one) => one === format)
  if (!known)
    throw new InkleafError(
      'no_such_format',
      'input',
      `There is no format ${format}; there are ${[...FORMATS, 'zip'].join(', ')}.`,
    )
  if (whole && (await app.exporter.hasMore(job, known))) {
    const name = exportName(job, 'zip')
    return { name, mediaType: 'application/zip', body: formatZip(app, job, known, name.slice(0, -'.zip'.length)) }
  }
  return { name: exportName(job, known), mediaType: MEDIA_TYPES[known], body: await app.exporter.export(job, known) }
}

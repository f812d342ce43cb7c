/** One job as one file, for a download; `zip` has every format. */
import type { Readable } from 'node:stream'
import { contentType } from 'mime-types'
import { InkleafError } from '../errors.ts'
import { FORMATS } from '../export/formats.ts'
import { exportZip, formatZip } from './export-zip.ts'
import { exportName } from './exporter.ts'
import type { CorePort } from './port.ts'

export interface ExportedFile {
  name: string
  mediaType: string
  body: string | Uint8Array | Readable
}

/** `whole` makes it a ZIP where something goes with the file: a download has no folder to put it in. */
export async function exportFile(
  app: CorePort,
  jobId: string,
  format: string,
  { whole = false, pages = null }: { whole?: boolean; pages?: string | null } = {},
): Promise<ExportedFile> {
  const job = app.service.task(jobId)
  if (!job) throw new InkleafError('no_such_job', 'input', `Nothing in the history has the id ${jobId}.`)
  // A window's downloads are called as its user wants; programs know the file's own name.
  const rule = whole ? app.settings.exports.name : undefined
  if (format === 'zip')
    return { name: exportName(job, 'zip', rule), mediaType: 'application/zip', body: exportZip(app, [job]) }
  const known = FORMATS.find((one) => one === format)
  if (!known)
    throw new InkleafError(
      'no_such_format',
      'input',
      `There is no format ${format}; there are ${[...FORMATS, 'zip'].join(', ')}.`,
    )
  if (whole && (await app.exporter.hasMore(job, known, { pages }))) {
    const name = exportName(job, 'zip', rule, pages)
    return {
      name,
      mediaType: 'application/zip',
      body: formatZip(app, job, known, name.slice(0, -'.zip'.length), pages),
    }
  }
  return {
    name: exportName(job, known, rule, pages),
    mediaType: contentType(known) || 'application/octet-stream',
    body: await app.exporter.export(job, known, { pages }),
  }
}

/** One job as one file, for a download; `zip` has every format. */
import { extname } from 'node:path'
import { InkleafError } from '../errors.ts'
import { toDocument } from '../export/document.ts'
import { FORMATS, type Format, render } from '../export/formats.ts'
import type { App } from './create-app.ts'
import { exportZip } from './export-zip.ts'

const MEDIA_TYPES: Record<Format, string> = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
}

export async function exportFile(app: App, jobId: string, format: string) {
  const job = await app.history.job(jobId)
  const stem = job.name.slice(0, job.name.length - extname(job.name).length) || 'page'
  if (format === 'zip') return { name: `${stem}.zip`, mediaType: 'application/zip', body: exportZip(app, [job]) }
  const known = FORMATS.find((one) => one === format)
  if (!known)
    throw new InkleafError(
      'no_such_format',
      'input',
      `There is no format ${format}; there are ${[...FORMATS, 'zip'].join(', ')}.`,
    )
  const body = render(toDocument(job, await app.history.pages(job.id)), known)
  return { name: `${stem}.${known}`, mediaType: MEDIA_TYPES[known], body }
}

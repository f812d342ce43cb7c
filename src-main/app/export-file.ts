/** One job as one file, for a download. */
import { extname } from 'node:path'
import { InkleafError } from '../errors.ts'
import { toDocument } from '../export/document.ts'
import { FORMATS, type Format, render } from '../export/formats.ts'
import type { App } from './create-app.ts'

const MEDIA_TYPES: Record<Format, string> = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
}

export async function exportFile(app: App, jobId: string, format: string) {
  const known = FORMATS.find((one) => one === format)
  if (!known)
    throw new InkleafError('no_such_format', 'input', `There is no format ${format}; there are ${FORMATS.join(', ')}.`)
  const job = await app.history.job(jobId)
  const body = render(toDocument(job, await app.history.pages(job.id)), known)
  const stem = job.name.slice(0, job.name.length - extname(job.name).length) || 'page'
  return { name: `${stem}.${known}`, mediaType: MEDIA_TYPES[known], body }
}

/** `inkleaf history`: reads beside whoever owns the data folder; only `rm` asks the owner. */

import type { Hit } from '../../src-preload/contract.ts'
import type { JobView } from '../../src-preload/model.ts'
import { openHistory } from '../app/open-history.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { toDocument } from '../export/document.ts'
import { type Format, isText, render } from '../export/formats.ts'
import type { HistoryReader } from '../history/reader.ts'
import { openCore } from './core.ts'
import { checkFormats, checkTargets, type ExportFlags, exporting, isPlain, writeTargets } from './out-files.ts'
import { endQuietlyWithReader, note, print, shown } from './terminal.ts'

interface Json {
  json: boolean
}

export async function listJobs({ limit, json }: Json & { limit: number }): Promise<number> {
  return withReader(async (reader) => {
    const jobs = reader.list({ limit })
    if (json) await print(`${JSON.stringify(jobs)}\n`)
    else if (jobs.length === 0) note('Nothing has been read yet.')
    for (const job of json ? [] : jobs) await print(`${jobLine(job)}\n`)
    return 0
  })
}

export async function searchHistory(
  words: readonly string[],
  { limit, json }: Json & { limit: number },
): Promise<number> {
  return withReader(async (reader) => {
    const { hits, order } = reader.search({
      words: words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' '),
      limit,
    })
    if (json) await print(`${JSON.stringify(hits)}\n`)
    else {
      if (hits.length === 0) note(`Nothing found for ${words.join(' ')}.`)
      if (order === 'newest') note('On very many pages; the newest are shown.')
      for (const hit of hits) await print(hitLines(hit))
    }
    return hits.length > 0 ? 0 : 1
  })
}

export async function showJob(id: string, { json }: Json): Promise<number> {
  return withReader(async (reader) => {
    const job = reader.job(id)
    const pages = reader.pages(job.id)
    if (json) await print(`${JSON.stringify({ job, pages })}\n`)
    else {
      note(jobLine(job))
      if (job.error) note(job.error.message)
      for (const { page, result, error, status } of pages) {
        await print(
          `--- page ${page}${result ? '' : `: ${error?.message ?? status}`} ---\n${result ? `${result.text}\n` : ''}`,
        )
      }
    }
    return 0
  })
}

/** By its id, or the start of it. */
export async function jobOf(id: string): Promise<JobView> {
  return withReader(async (reader) => reader.job(id))
}

export async function removeJobs(ids: readonly string[], { json }: Json): Promise<number> {
  const jobs = await withReader(async (reader) => ids.map((id) => reader.job(id)))
  const core = await openCore()
  try {
    const { removed } = await core.call('history.remove', { jobIds: jobs.map((job) => job.id) })
    if (json) await print(`${JSON.stringify({ removed })}\n`)
    else for (const job of jobs) note(`Deleted ${job.id}, ${shown(job.name)}.`)
    return 0
  } finally {
    await core.close()
  }
}

export async function exportJob(
  id: string,
  { format = ['md'], out, force, pdfa, json }: Json & { format?: Format[]; out?: string } & ExportFlags,
): Promise<number> {
  checkFormats(format, out, pdfa)
  return withReader(async (reader) => {
    const job = reader.job(id)
    const document = toDocument(job, reader.pages(job.id))
    if (out === undefined) {
      for (const one of format.filter(isText)) await print(render(document, one))
      return 0
    }
    const targets = checkTargets([job.sourcePath], out, format, force)
    const core = format.every((one) => isPlain(document, one)) ? null : await openCore()
    let failed = 0
    const written: string[] = []
    try {
      const exportTo = core ? exporting(core, { force, pdfa }) : async () => ({ files: [] })
      await writeTargets(targets, [{ path: job.sourcePath, jobId: job.id }], exportTo, {
        wrote: (path) => written.push(path),
        refused: (_path, { message }) => {
          failed++
          note(message)
        },
      })
    } finally {
      await core?.close()
    }
    if (json) await print(`${JSON.stringify({ written })}\n`)
    else for (const path of written) note(`Wrote ${shown(path)}`)
    return failed > 0 ? 1 : 0
  })
}

async function withReader<T>(use: (reader: HistoryReader) => Promise<T>): Promise<T> {
  endQuietlyWithReader()
  const reader = openHistory(resolveRuntime())
  try {
    return await use(reader)
  } finally {
    reader.close()
  }
}

function jobLine(job: JobView): string {
  const pages = job.totalPages === null ? '' : `  ${job.completedPages}/${job.totalPages} pages`
  return `${job.id}  ${job.createdAt.slice(0, 16).replace('T', ' ')}  ${job.state}${pages}  ${shown(job.name)}`
}

function hitLines(hit: Hit): string {
  const bold = process.stdout.isTTY ? (['\u001b[1m', '\u001b[0m'] as const) : (['[', ']'] as const)
  let text = ''
  let at = 0
  for (const [from, to] of hit.marks) {
    text += `${hit.text.slice(at, from)}${bold[0]}${hit.text.slice(from, to)}${bold[1]}`
    at = to
  }
  return `${hit.jobId}  ${shown(hit.name)}, page ${hit.page}\n    ${text}${hit.text.slice(at)}\n`
}

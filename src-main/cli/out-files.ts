/** `--out`: where results are written, checked before any work is done. */
import { join, resolve } from 'node:path'
import { openHistory } from '../app/open-history.ts'
import { resolveRuntime } from '../app/runtime.ts'
import { coerceError, UsageError } from '../errors.ts'
import { type ExportDocument, pictured, toDocument } from '../export/document.ts'
import { type Format, isText, render, type TextFormat } from '../export/formats.ts'
import { besideNames, existing, makeFolder, outputStems, writeWhole } from '../export/write.ts'
import type { Core } from './core.ts'

export interface Target {
  source: string
  files: { format: Format; path: string }[]
}

/** Throws UsageError where a file is in the way and `force` is not given. */
export function checkTargets(
  sources: readonly string[],
  folder: string,
  formats: readonly Format[],
  force: boolean,
): Target[] {
  const stems = outputStems(sources)
  const inTheWay = force
    ? []
    : existing(
        folder,
        stems.flatMap((stem) => formats.flatMap((format) => [`${stem}.${format}`, ...besideNames(stem, format)])),
      )
  if (inTheWay.length > 0) {
    const rest = inTheWay.length > 1 ? ` (and ${inTheWay.length - 1} more)` : ''
    throw new UsageError(`${inTheWay[0]} exists${rest}. Choose another --out folder, or overwrite with --force.`)
  }
  return sources.map((source, at) => ({
    source,
    files: formats.map((format) => ({ format, path: join(folder, `${stems[at]}.${format}`) })),
  }))
}

/** Makes a file that needs more than what was read: the core does it. */
export type ExportTo = (jobId: string, format: Format, path: string) => Promise<{ files: string[] }>

/** Whether a format takes no more than what the history holds. */
export function isPlain(document: ExportDocument, format: Format): format is TextFormat {
  return isText(format) && format !== 'csv' && (format !== 'md' || pictured(document).length === 0)
}

export interface ExportFlags {
  force: boolean
  /** PDFs as PDF/A-2u. */
  pdfa: boolean
}

/** `--force` also lays text over a signed PDF. */
export function exporting(core: Core, { force, pdfa }: ExportFlags): ExportTo {
  return (jobId, format, path) =>
    core.call('jobs.exportTo', { jobId, format, path: resolve(path), evenIfSigned: force, archival: pdfa })
}

/** Throws UsageError where the formats don't go with the other options. */
export function checkFormats(formats: readonly Format[], out: string | undefined, pdfa: boolean): void {
  const other = formats.find((format) => !isText(format))
  if (other && out === undefined) throw new UsageError(`${other} is written to a folder: add --out FOLDER.`)
  if (pdfa && !formats.includes('pdf')) throw new UsageError('--pdfa goes with --format pdf.')
}

interface Sink {
  wrote(path: string): void
  refused(path: string, failure: { code: string; message: string }): void
}

async function writeTarget(document: ExportDocument, format: Format, path: string, exportTo: ExportTo, sink: Sink) {
  await makeFolder(join(path, '..'))
  if (isPlain(document, format)) await writeWhole(path, render(document, format))
  else {
    const { files } = await exportTo(document.jobId, format, path)
    for (const file of files) if (file !== resolve(path)) sink.wrote(file)
  }
  sink.wrote(path)
}

/** Writes what was read of each source; nothing for a source of which no page was read. */
export async function writeTargets(
  targets: readonly Target[],
  results: readonly { path: string; jobId: string }[],
  exportTo: ExportTo,
  sink: Sink,
): Promise<void> {
  const reader = openHistory(resolveRuntime())
  try {
    for (const { path: source, jobId } of results) {
      const refuse = (caught: unknown) => {
        const { code, message } = coerceError(caught)
        sink.refused(source, { code, message })
      }
      try {
        const document = toDocument(reader.job(jobId), reader.pages(jobId))
        if (!document.pages.some((page) => page.result)) continue
        const { files = [] } = targets.find((target) => target.source === source) ?? {}
        // A format that can't be made, such as tables where there are none, keeps no other from being written.
        for (const { format, path } of files)
          await writeTarget(document, format, path, exportTo, sink).catch((caught: unknown) => refuse(caught))
      } catch (caught) {
        refuse(caught)
      }
    }
  } finally {
    reader.close()
  }
}

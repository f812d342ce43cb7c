/** Files on their way into the queue, from whichever part of the desktop. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { app } from 'electron'
import type { Additions } from '../../src-preload/contract.ts'
import { type JobOptions, jobOptions } from '../../src-preload/model.ts'
import type { CorePort } from '../app/port.ts'
import type { Runtime } from '../app/runtime.ts'

export type GivenFile = { path: string } | { name: string; bytes: Uint8Array }

export function defaults(core: CorePort): JobOptions {
  return jobOptions.parse(core.settings.reading)
}

/** For a capture, which somebody waits for. */
export function captureDefaults(core: CorePort): JobOptions {
  return { ...defaults(core), engine: core.settings.captures.engine }
}

/** Adds files with the settings' options, and remembers them as recent documents. */
export async function addPaths(core: CorePort, paths: readonly string[], options = defaults(core)): Promise<Additions> {
  const additions = await core.handlers['jobs.add']({ paths: [...paths], options })
  for (const { path, job } of additions.added) if (!job.private) app.addRecentDocument(path)
  return additions
}

export function pictureName(what: string): string {
  return `${what} ${new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')}.png`
}

/** Files by their path; pictures from the clipboard have none, and are put in a file first. */
export async function addFiles(
  core: CorePort,
  runtime: Runtime,
  files: readonly GivenFile[],
  options: JobOptions,
): Promise<Additions> {
  const paths = files.flatMap((file) => ('path' in file ? [file.path] : []))
  const pictures = files.flatMap((file) => ('bytes' in file ? [file] : []))
  const all = await addPaths(core, paths, options)
  for (const { name, bytes } of pictures) {
    await mkdir(runtime.uploadsFolder, { recursive: true, mode: 0o700 })
    const folder = await mkdtemp(join(runtime.uploadsFolder, 'p-'))
    try {
      const path = join(folder, basename(name) || 'picture.png')
      await writeFile(path, bytes)
      const one = await core.addUpload({ paths: [path], options, batchId: all.batchId })
      all.added.push(...one.added)
      all.refused.push(...one.refused.map((refusal) => ({ ...refusal, path: name })))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  return all
}

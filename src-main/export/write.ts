/** Writes an export whole or not at all. */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import filenamify from 'filenamify'
import { coerceError } from '../errors.ts'
import type { Format } from './formats.ts'

/** Characters; some are left for what is put behind it. */
const MAX_STEM = 80

/** Written beside and renamed, so that a full disk leaves no half file. Throws an InkleafError that names the file. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.part`
  try {
    await writeFile(beside, content)
    await rename(beside, path)
  } catch (caught) {
    await rm(beside, { force: true })
    const error = coerceError(caught)
    error.message = `${path} can't be written: ${error.message}`
    throw error
  }
}

/** Names for `sources` in `folder`, those of the same name kept apart: `scan`, `scan (2)`. */
export function outputStems(sources: readonly string[], maxLength = MAX_STEM): string[] {
  const taken = new Set<string>()
  return sources.map((source) => {
    const stem = filenamify(basename(source, extname(source)), { replacement: '_', maxLength }) || 'page'
    let name = stem
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem} (${n})`
    taken.add(name.toLowerCase())
    return name
  })
}

/** The folders that a format may bring beside its file. */
export function besideNames(stem: string, format: Format): string[] {
  return format === 'md' ? [`${stem}-pictures`] : format === 'csv' ? [`${stem}-tables`] : []
}

/** Those of the files that are there already. */
export function existing(folder: string, names: readonly string[]): string[] {
  return names.map((name) => join(folder, name)).filter((path) => existsSync(path))
}

export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (caught) {
    const error = coerceError(caught)
    error.message = `The folder ${folder} can't be made: ${error.message}`
    throw error
  }
}

/** Folders as the files in them that Inkleaf reads. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { coerceError } from '../errors.ts'
import { identify } from './kind.ts'

export interface Found {
  files: string[]
  refused: { path: string; code: string; message: string }[]
  /** Files in folders that are of no kind that Inkleaf reads. */
  passedOver: number
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (s) => s.isDirectory(),
    () => false,
  )
}

/** Hidden files are left alone, links to folders not followed. */
export async function walk(folder: string, found: Found): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((caught: unknown) => {
    const { code, message } = coerceError(caught)
    found.refused.push({ path: folder, code, message })
    return []
  })
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) await walk(path, found)
    else if (entry.isFile() || entry.isSymbolicLink()) await takeIfReadable(path, found)
  }
}

/** In a folder, files of other kinds are nobody's mistake; damaged ones are still named when they are opened. */
export async function takeIfReadable(path: string, found: Found): Promise<void> {
  try {
    await identify(path)
    found.files.push(path)
  } catch (caught) {
    const error = coerceError(caught)
    if (error.code === 'unknown_kind' || error.code === 'is_folder' || error.code === 'not_a_file') found.passedOver++
    else found.refused.push({ path, code: error.code, message: error.message })
  }
}

/** What the user named becomes files: folders are walked, patterns expanded, standard input is put in a file. */
import { createWriteStream, rmSync } from 'node:fs'
import { glob, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { newPrivateFolder } from '../app/private-folder.ts'
import { type Found, isFolder, takeIfReadable, walk } from '../documents/walk.ts'
import { coerceError, UsageError } from '../errors.ts'

export type Sources = Found

const STDIN = 'standard-input'

/** Throws UsageError where nothing is named. */
export async function gatherSources(named: readonly string[]): Promise<Sources> {
  if (named.length === 0)
    throw new UsageError('Name at least one file, folder or - for standard input. `--help` shows all options.')
  const found: Sources = { files: [], refused: [], passedOver: 0 }
  for (const name of named) {
    try {
      if (name === '') throw new UsageError('A file name is empty. Name a file, a folder or - for standard input.')
      if (name === '-') await readStdin(found)
      else if (await isFolder(name)) await walk(name, found)
      else if (/[*?[{]/.test(name) && !(await exists(name))) await expand(name, found)
      else found.files.push(name)
    } catch (caught) {
      if (caught instanceof UsageError) throw caught
      const { code, message } = coerceError(caught)
      found.refused.push({ path: name, code, message })
    }
  }
  return found
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

async function expand(pattern: string, found: Sources): Promise<void> {
  const paths: string[] = []
  for await (const path of glob(pattern)) paths.push(path)
  if (paths.length === 0)
    found.refused.push({ path: pattern, code: 'nothing_matches', message: 'Nothing matches this pattern.' })
  for (const path of paths.sort()) {
    if (await isFolder(path)) await walk(path, found)
    else await takeIfReadable(path, found)
  }
}

async function readStdin(found: Sources): Promise<void> {
  const folder = newPrivateFolder('stdin')
  const path = join(folder, STDIN)
  // However the command ends, what came in by the pipe does not stay there: after a kill the next start sweeps it.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }))
  found.files.push(path)
}

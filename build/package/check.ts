/** What a payload must not have in it. Needs no Mac, whatever it was made for. */
import { join } from 'node:path'
import { projectFolder, runProgram } from '../setup/common.mjs'
import { LEAST_MACOS, type Places } from './places.ts'
import { ignoredBySigning } from './sign.ts'
import { tool } from './tools.ts'

export interface Checked {
  /** Paths of the binaries, below resources. */
  binaries: string[]
  problems: string[]
}

export async function check(places: Places): Promise<Checked> {
  const script = join(import.meta.dirname, 'binaries.py')
  const asked = async (folder: string): Promise<Checked> =>
    JSON.parse(await runProgram(tool('python'), [script, folder, places.platform, LEAST_MACOS]))
  const parts = [await asked(places.resources)]
  if (places.platform === 'macos') parts.push(await asked(places.app))
  const binaries = parts.flatMap((part) => part.binaries)
  const problems = parts.flatMap((part) => part.problems)
  if (places.platform === 'macos')
    problems.push(...ignoredBySigning(binaries).map((path) => `${path}: is code and would not be signed`))
  problems.push(...(await buildPaths(places)))
  return { binaries, problems }
}

/** Files that name the folder in which they were made. */
async function buildPaths(places: Places): Promise<string[]> {
  const folders = [...new Set([places.resources, places.app])]
  const script = 'grep -rlF -- "$@" || [ $? = 1 ]'
  const found = await runProgram('sh', ['-c', script, 'sh', projectFolder, ...folders])
  return found
    .split('\n')
    .filter((path) => path !== '')
    .map((path) => `${path.slice(places.root.length + 1)}: names the folder in which it was made`)
}

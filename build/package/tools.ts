/** uv, lief and what OpenCV is built with: an environment of their own, held to the hashes in requirements-package.lock. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fingerprintOf, projectFolder, runProgram } from '../setup/common.mjs'
import { findPython } from '../setup/python.mjs'
import { toolsFolder } from './places.ts'

const LOCK = 'python-sidecar/requirements-package.lock'
const environment = join(toolsFolder, 'tools')

export const tool = (name: string) => join(environment, 'bin', name)
/** For programs that look for others: cmake, ninja. */
export const toolsPath = () => `${join(environment, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`

export async function installTools(): Promise<void> {
  const stamp = join(environment, 'from.txt')
  const from = fingerprintOf(LOCK)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === from) return
  await runProgram(await findPython(), ['-m', 'venv', '--clear', environment])
  const list = join(projectFolder, LOCK)
  await runProgram(tool('python'), [
    ...['-m', 'pip', '--disable-pip-version-check', '--quiet', 'install', '--require-hashes', '--only-binary', ':all:'],
    ...['-r', list],
  ])
  writeFileSync(stamp, from)
}

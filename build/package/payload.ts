/** Everything that goes into the app besides Electron, step by step. */
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectFolder, runProgram, say } from '../setup/common.mjs'
import { copyApp } from './app.ts'
import { writeLauncher } from './launcher.ts'
import { writeLicences } from './licences.ts'
import { copyModels } from './models.ts'
import type { Places } from './places.ts'
import { makePython, packagesFolder, pythonProgram } from './python.ts'
import { copySidecar } from './sidecar.ts'
import { installTools, tool } from './tools.ts'
import { sizeOf, trim } from './trim.ts'
import { installWheels } from './wheels.ts'

/** In Finder's menu, once the user has asked for it. */
const QUICK_ACTION = 'Recognize Text with Inkleaf.workflow'

export interface Payload {
  /** What only the platform itself can make. */
  missing: string[]
  problems: string[]
  /** Bytes of each part. */
  sizes: Record<string, number>
}

export async function makePayload(places: Places): Promise<Payload> {
  rmSync(places.root, { recursive: true, force: true })
  mkdirSync(places.resources, { recursive: true })
  await step('programs to pack with', installTools)
  await step('Python', () => makePython(places))
  const { missing } = await step("Python's packages", () => installWheels(places))
  await step('the recognition process', () => copySidecar(places))
  await step('models', async () => copyModels(places))
  await step('what nobody needs goes', () => trim(places))
  await step('the app', () => copyApp(places))
  writeLauncher(places)
  copyFileSync(join(projectFolder, 'test', 'fixtures', 'sample.pdf'), join(places.resources, 'sample.pdf'))
  await step('paths of other machines go', () => relocate(places))
  if (places.platform === 'macos')
    cpSync(join(projectFolder, 'build', 'mac', QUICK_ACTION), join(places.resources, QUICK_ACTION), { recursive: true })
  const problems = await step('licences', () => writeLicences(places))
  if (existsSync(pythonProgram(places))) await step('compiled Python', () => compile(places))
  return { missing, problems, sizes: await sizes(places) }
}

/** Compiled once and never looked at again: a bundle's files have dates of their own, and nothing may be written there. */
async function compile(places: Places): Promise<void> {
  const library = dirname(await packagesFolder(places))
  const how = ['-m', 'compileall', '-q', '-j', '0', '--invalidation-mode', 'unchecked-hash', '-s', places.resources]
  await runProgram(pythonProgram(places), ['-I', '-B', ...how, library])
}

async function relocate(places: Places): Promise<void> {
  await runProgram(tool('python'), [join(import.meta.dirname, 'relocate.py'), places.python, projectFolder])
}

async function sizes(places: Places): Promise<Payload['sizes']> {
  const packages = await packagesFolder(places)
  const inPackages = sizeOf(packages)
  return {
    app: sizeOf(places.app),
    Python: sizeOf(places.python) - inPackages,
    "Python's packages": inPackages,
    models: sizeOf(places.models),
    licences: sizeOf(places.licences),
  }
}

async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  say(`Packing: ${title}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
  return result
}

/** The Linux folder: npm's Node in Electron's place. */
export function makeLinuxFolder(places: Places, node: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(places.resources, join(folder, 'resources'), { recursive: true, verbatimSymlinks: true })
  copyFileSync(node, join(folder, 'node'))
}

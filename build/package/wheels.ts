/** Python's packages for a platform, from any other: as the lock file says, held to its hashes, nothing built but OpenCV. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder, runProgram } from '../setup/common.mjs'
import { buildOpenCv, OPENCV } from './opencv.ts'
import { LEAST_MACOS, type Places, PYTHON_MINOR } from './places.ts'
import { packagesFolder, pythonProgram } from './python.ts'
import { tool } from './tools.ts'

const LOCK = join(projectFolder, 'python-sidecar', 'requirements.lock')
const MAC = ['--python-platform', 'aarch64-apple-darwin', '--python-version', PYTHON_MINOR]

/** What the payload lacks because only the platform itself can make it. */
export async function installWheels(places: Places): Promise<{ missing: string[] }> {
  const target = await packagesFolder(places)
  const isMac = places.platform === 'macos'
  const list = join(places.root, 'requirements.txt')
  mkdirSync(places.root, { recursive: true })
  // The Mac's wheel of OpenCV has FFmpeg with GPL parts in it.
  writeFileSync(list, isMac ? without(readFileSync(LOCK, 'utf8'), OPENCV) : readFileSync(LOCK, 'utf8'))
  const platform = isMac ? MAC : ['--python', pythonProgram(places)]
  await runProgram(
    tool('uv'),
    [
      ...['pip', 'install', '--quiet', '--no-config', '--no-deps', '--only-binary', ':all:', '--require-hashes'],
      ...['--link-mode', 'copy', ...platform, '--target', target, '-r', list],
    ],
    { env: { MACOSX_DEPLOYMENT_TARGET: LEAST_MACOS } },
  )
  if (!isMac) return { missing: [] }
  if (process.platform !== 'darwin') return { missing: ['Python itself', `${OPENCV}, built without FFmpeg`] }
  const wheel = await buildOpenCv()
  const into = ['--python', pythonProgram(places), '--target', target]
  await runProgram(tool('uv'), ['pip', 'install', '--quiet', '--no-config', '--no-deps', ...into, wheel])
  return { missing: [] }
}

/** A requirements file without one package: its line, and the lines of hashes that go on from it. */
export function without(requirements: string, name: string): string {
  const blocks = requirements.split(/\n(?=\S)/)
  return blocks.filter((block) => !block.startsWith(`${name}==`)).join('\n')
}

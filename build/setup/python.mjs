/** The recognition process's own Python environment. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder, pythonFolder, runProgram, SetupError } from './common.mjs'

const sidecarFolder = join(projectFolder, 'python-sidecar')
const python = join(pythonFolder, 'bin', 'python')
const CANDIDATES = ['python3.12', 'python3.13', 'python3.11', 'python3', 'python']
const LEAST_MINOR = 11
const MOST_MINOR = 13

export async function installPython() {
  if (!existsSync(python)) {
    rmSync(pythonFolder, { recursive: true, force: true })
    await makeEnvironment(await findPython())
  }
  await pip('install', '--require-hashes', '--only-binary', ':all:', '-r', join(sidecarFolder, 'requirements.lock'))
  linkSidecar()
}

export async function installDevPython() {
  await pip('install', '--require-hashes', '-r', join(sidecarFolder, 'requirements-dev.lock'))
  // What mlx-vlm asks for besides is never imported here: 300 MB.
  await pip('install', '--no-deps', '--require-hashes', '-r', join(sidecarFolder, 'requirements-vlm.lock'))
}

/** @param {string[]} args */
export async function pip(...args) {
  return runProgram(python, ['-m', 'pip', '--disable-pip-version-check', '--quiet', ...args])
}

/** @param {string} base */
async function makeEnvironment(base) {
  try {
    await runProgram(base, ['-m', 'venv', pythonFolder])
  } catch (cause) {
    rmSync(pythonFolder, { recursive: true, force: true })
    if (!(cause instanceof SetupError)) throw cause
    throw new SetupError(
      `${base} can't make an environment. On Debian and Ubuntu install python3-venv.\n${cause.message}`,
    )
  }
}

/** @returns {Promise<string>} */
export async function findPython() {
  for (const candidate of CANDIDATES) {
    const version = await runProgram(candidate, ['-c', 'import sys; print(*sys.version_info[:2])']).catch(() => '')
    const [major, minor = 0] = version.trim().split(' ').map(Number)
    if (major === 3 && minor >= LEAST_MINOR && minor <= MOST_MINOR) return candidate
  }
  throw new SetupError(
    `Python 3.${LEAST_MINOR} to 3.${MOST_MINOR} is needed and was not found. Install it, then run the same command again.`,
  )
}

/** The package runs from its source folder. */
function linkSidecar() {
  const lib = join(pythonFolder, 'lib')
  const version = readdirSync(lib).find((name) => name.startsWith('python3'))
  if (!version) throw new SetupError(`${pythonFolder} is incomplete. Delete it and run the same command again.`)
  writeFileSync(join(lib, version, 'site-packages', 'inkleaf.pth'), `${sidecarFolder}\n`)
}

/** What every step of the set-up needs. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const projectFolder = resolve(import.meta.dirname, '../..')
/** Everything that the set-up makes, besides node_modules. */
export const installFolder = join(projectFolder, '.inkleaf')
export const pythonFolder = join(installFolder, 'python')
export const modelsFolder = join(installFolder, 'models')

/** What signs and uploads is nobody's business who installs or builds packages. */
const SECRETS = /^(CSC_|APPLE_|GH_TOKEN|GITHUB_TOKEN)/

/** Something that the user can mend; the message says how. */
export class SetupError extends Error {}

/**
 * Runs a program to its end, with no secret of a release in its environment. Its output is kept and shown only if it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options] `env`: besides this process's own
 * @returns {Promise<string>} what it printed on stdout
 */
export async function runProgram(program, args, { env = {}, cwd = projectFolder } = {}) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SECRETS.test(name)))
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...own, ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (part) => (stdout += part))
  child.stderr.on('data', (part) => (stderr += part))
  const code = await new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', done)
  }).catch((cause) => {
    throw new SetupError(`${program} can't be started (${cause.code ?? cause.message}).`)
  })
  if (code === 0) return stdout
  const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n')
  throw new SetupError(
    `${program} ${args.slice(0, 3).join(' ')} ... failed:\n${tail}\nRun the same command again to go on.`,
  )
}

/** @param {string[]} files */
export function fingerprintOf(...files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(join(projectFolder, file)))
  return hash.digest('hex')
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

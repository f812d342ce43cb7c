/** node_modules, exactly as the lock file says. No package needs its install script: all bring their binaries. */
import { delimiter, dirname } from 'node:path'
import { runProgram } from './common.mjs'

/** @param {string} node */
export async function installPackages(node) {
  const env = { PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` }
  await runProgram('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { env })
}

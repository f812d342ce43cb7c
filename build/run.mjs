/**
 * `node build/run.mjs SCRIPT [ARGS]`: sets up what is missing, then runs SCRIPT under a Node that can.
 * Works under any Node from 20 on, with nothing installed; `setup` as SCRIPT does the first half only.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder, SetupError } from './setup/common.mjs'
import { setUp } from './setup/index.mjs'

const [script, ...rest] = process.argv.slice(2)

try {
  const wanted = script === 'test/check.ts' || (script === 'setup' && rest.includes('--dev')) ? 'dev' : 'run'
  const node = await setUp(wanted)
  if (script && script !== 'setup') run(node, [join(projectFolder, script), ...rest])
} catch (caught) {
  if (!(caught instanceof SetupError)) throw caught
  console.error(`\nSet-up stopped: ${caught.message}`)
  process.exitCode = 1
}

/** @param {string} node @param {string[]} args */
function run(node, args) {
  // npm starts scripts in the project's folder; files are named from where the user stands.
  const cwd = process.env['INIT_CWD'] ?? process.cwd()
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], { stdio: 'inherit', cwd })
  // The terminal sends Ctrl-C to both; the child decides what it means.
  process.on('SIGINT', () => {})
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}

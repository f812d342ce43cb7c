/**
 * `node build/run.mjs SCRIPT [ARGS]`: sets up what is missing, then runs SCRIPT under a Node that can.
 * Works under any Node from 20 on, with nothing installed; `setup` as SCRIPT does the first half only.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder, SetupError } from './setup/common.mjs'
import { fetchElectron } from './setup/electron.mjs'
import { setUp } from './setup/index.mjs'
import { startCommand } from './start.mjs'

const [script, ...rest] = process.argv.slice(2)

try {
  const node = await setUp(purpose())
  // The specs of the window run on real Electron where it is there.
  if (script === 'setup' && rest.includes('--electron')) await fetchElectron(node)
  if (script === 'start') run(...(await startCommand(node, rest)))
  else if (script && script !== 'setup')
    run(node, ['--disable-warning=ExperimentalWarning', join(projectFolder, script), ...rest])
} catch (caught) {
  console.error(`\nSet-up stopped: ${explain(caught)}`)
  process.exitCode = 1
}

/**
 * Errors of the system (a full disk, no permission) in a line; one of ours with where it happened.
 * @param {unknown} caught
 */
function explain(caught) {
  if (caught instanceof SetupError) return caught.message
  if (!(caught instanceof Error)) return String(caught)
  return 'code' in caught && 'syscall' in caught
    ? `${caught.message}. Mend that and run the same command again.`
    : caught.stack
}

/** The command line needs no window, and the tests need more than either. */
function purpose() {
  if (/build\/dev\/(tidy|seed)/.test(script ?? '')) return 'dev'
  if (script?.startsWith('test/') || (script === 'setup' && rest.includes('--dev'))) return 'dev'
  if (script?.startsWith('build/package/') || script === 'build/dev/main.ts') return 'window'
  if (script?.startsWith('build/release/')) return 'run'
  return script === 'start' || rest[0] === 'serve' || script === 'setup' ? 'window' : 'run'
}

/** @param {string} program @param {string[]} args */
function run(program, args) {
  // npm starts scripts in the project's folder; files are named from where the user stands.
  const cwd = process.env['INIT_CWD'] ?? process.cwd()
  // glibc gives each of a process's many threads a heap of its own, and every one keeps what its largest page needed:
  // drawing 971 PDFs takes 0.4 GB with two of them, 1.1 GB without this.
  const env = { MALLOC_ARENA_MAX: '2', ...process.env }
  const child = spawn(program, args, { stdio: 'inherit', cwd, env })
  // The terminal sends Ctrl-C to both; the child decides what it means.
  process.on('SIGINT', () => {})
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}

/** `npm run lint|format [-- FILES]` and `npm run types`: what takes seconds of `npm test`. Types are always those of all files. */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { installFolder, projectFolder } from '../setup/common.mjs'

const [what = '', ...files] = process.argv.slice(2)
const sidecar = join(projectFolder, 'python-sidecar')
const node = (name: string) => join(projectFolder, 'node_modules', '.bin', name)
const python = (name: string) => join(installFolder, 'python', 'bin', name)
const isPython = (file: string) => file.endsWith('.py')
const ofPython = files.filter(isPython)
const others = files.filter((file) => !isPython(file))
const wantsPython = files.length === 0 || ofPython.length > 0
const wantsOthers = files.length === 0 || others.length > 0

let failed = false
function run(program: string, args: readonly string[], cwd = projectFolder): void {
  const env = { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env['PATH']}` }
  if (spawnSync(program, args, { cwd, stdio: 'inherit', env }).status !== 0) failed = true
}
const some = (given: readonly string[]) => (given.length > 0 ? given.map((file) => resolve(file)) : ['.'])

if (what === 'lint') {
  if (wantsOthers) run(node('biome'), ['check', '--error-on-warnings', ...some(others)])
  if (wantsOthers && files.length === 0)
    run(node('depcruise'), ['--config', '.dependency-cruiser.mjs', 'src-main', 'src-preload', 'src-renderer'])
  if (wantsPython) run(python('ruff'), ['check', '-q', ...some(ofPython)], sidecar)
  if (wantsPython && files.length === 0) run(python('lint-imports'), [], sidecar)
} else if (what === 'format') {
  if (wantsOthers) run(node('biome'), ['check', '--write', ...some(others)])
  if (wantsPython) run(python('ruff'), ['format', '-q', ...some(ofPython)], sidecar)
} else if (what === 'types') {
  if (wantsOthers) run(node('tsc'), [])
  if (wantsOthers) run(node('tsc'), ['-p', 'tsconfig.web.json'])
  if (wantsPython) run(python('python'), ['-m', 'mypy'], sidecar)
} else {
  console.error('lint, format or types')
  failed = true
}
process.exitCode = failed ? 1 : 0

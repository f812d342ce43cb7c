/**
 * A Python that runs wherever it is put. For the Mac it is one of python-build-standalone's, which uv fetches and holds to
 * the hash it knows; on Linux the set-up's own is copied, which proves the layout and is not given to anybody.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { runProgram, SetupError } from '../setup/common.mjs'
import { findPython } from '../setup/python.mjs'
import { type Places, PYTHON_MINOR, toolsFolder } from './places.ts'
import { tool } from './tools.ts'

/** The build that uv 0.13.9 knows as the newest of its minor version. */
const MAC_PYTHON = 'cpython-3.12.16-macos-aarch64-none'

export async function makePython(places: Places): Promise<void> {
  rmSync(places.python, { recursive: true, force: true })
  if (places.platform === 'linux') await copyOwn(places.python)
  else if (process.platform === 'darwin') await fetchStandalone(places.python)
  else mkdirSync(packagesForMac(places), { recursive: true })
}

export const pythonProgram = (places: Places) => join(places.python, 'bin', 'python3')

/** Where that Python looks for packages; it says so itself where it can be run. */
export async function packagesFolder(places: Places): Promise<string> {
  if (!existsSync(pythonProgram(places))) return packagesForMac(places)
  const asked = ['-I', '-B', '-c', 'import site; print(site.getsitepackages()[0])']
  const [path = ''] = (await runProgram(pythonProgram(places), asked)).trim().split('\n')
  if (!path.startsWith(places.python)) throw new SetupError(`The copied Python looks for packages in ${path}.`)
  mkdirSync(path, { recursive: true })
  return path
}

const packagesForMac = (places: Places) => join(places.python, 'lib', `python${PYTHON_MINOR}`, 'site-packages')

async function fetchStandalone(target: string): Promise<void> {
  const installed = join(toolsFolder, 'python')
  await runProgram(tool('uv'), ['python', 'install', '--no-bin', '--install-dir', installed, MAC_PYTHON])
  const folder = readdirSync(installed).find((name) => name.startsWith(MAC_PYTHON))
  if (!folder) throw new SetupError(`uv has no ${MAC_PYTHON}.`)
  cpSync(join(installed, folder), target, { recursive: true, verbatimSymlinks: true })
  forgetPrefix(target, join(installed, folder))
}

async function copyOwn(target: string): Promise<void> {
  const ask =
    'import sys, sysconfig as s; print(sys.executable, s.get_path("stdlib"), s.get_config_var("LIBDIR"), sep="\\n")'
  const base = (await runProgram(await findPython(), ['-c', 'import sys; print(sys._base_executable)'])).trim()
  const [program = '', library = '', shared = ''] = (await runProgram(base, ['-I', '-c', ask])).trim().split('\n')
  mkdirSync(join(target, 'bin'), { recursive: true })
  cpSync(realpathSync(program), join(target, 'bin', 'python3'))
  cpSync(library, join(target, 'lib', basename(library)), {
    recursive: true,
    dereference: true,
    filter: (path) => !/\/(site-packages|dist-packages|test|__pycache__)$/.test(path) && !/\/config-\d/.test(path),
  })
  forgetPrefix(target, dirname(dirname(library)))
  // Some builds have the interpreter in a library, which the program looks for in its own ../lib.
  for (const name of readdirSync(shared).filter((file) => /^libpython3\.\d+\.so/.test(file)))
    cpSync(realpathSync(join(shared, name)), join(target, 'lib', name))
}

/** Python notes how and where it was built; only programs that compile for it ask. */
function forgetPrefix(target: string, prefix: string): void {
  const library = readdirSync(join(target, 'lib')).find((name) => /^python3\.\d+$/.test(name)) ?? ''
  for (const name of readdirSync(join(target, 'lib', library)).filter((file) => file.startsWith('_sysconfigdata_'))) {
    const file = join(target, 'lib', library, name)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(prefix, '/usr'))
  }
}

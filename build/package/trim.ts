/** What packages bring that nobody needs to read a page: their tests, headers, tools for building and training. */
import { existsSync, globSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Places } from './places.ts'
import { packagesFolder } from './python.ts'

/** Below the packages' folder. */
const PACKAGES = [
  'bin',
  'PyObjCTest',
  'mlx/include',
  'mlx/share',
  'mlx/lib/cmake',
  'numpy/f2py',
  'numpy/_core/include',
  'numpy/_core/lib',
  'onnx/backend',
  'onnx/bin',
  'onnxruntime/datasets',
  'onnxruntime/quantization',
  'onnxruntime/tools',
  'onnxruntime/transformers',
  // For programs in C: Python's module has the same in itself.
  'onnxruntime/capi/libonnxruntime*.dylib',
  'shapely/tests',
]
/** Of Python's own library, and beside it. */
const LIBRARY = ['idlelib', 'tkinter', 'turtledemo', 'turtle.py', 'lib2to3', 'ensurepip', 'pydoc_data', 'test', 'venv']
const BESIDE = [
  'include',
  'share',
  'lib/pkgconfig',
  'lib/itcl*',
  'lib/tcl*',
  'lib/tk*',
  'lib/thread*',
  'lib/libtcl*',
  'lib/libtk*',
]
/** Python's own compiled modules that are tests, windows, or (readline) GPL. */
const MODULES = /^(_test|_ctypes_test|_xxtestfuzz|xxlimited|_tkinter|readline|nis|ossaudiodev)/
/** Anywhere: folders of tests, and files that only a compiler or an editor reads. */
const ANYWHERE_FOLDERS = /^(tests?|__pycache__)$/
const ANYWHERE_FILES = /\.(pyi|h|hpp|cuh|pxd|pyx|a|lib|c|cpp|cmake|exe|ipynb)$/
/** What looks like tests and isn't. */
const KEPT = /numpy\/testing$/

export async function trim(places: Places): Promise<void> {
  const packages = await packagesFolder(places)
  for (const path of PACKAGES) removeMatching(packages, path)
  const library = join(packages, '..')
  for (const path of LIBRARY) rmSync(join(library, path), { recursive: true, force: true })
  for (const path of readdirSync(library).filter((name) => /^config-\d/.test(name)))
    rmSync(join(library, path), { recursive: true, force: true })
  const compiled = join(library, 'lib-dynload')
  if (existsSync(compiled))
    for (const name of readdirSync(compiled).filter((file) => MODULES.test(file))) rmSync(join(compiled, name))
  for (const path of BESIDE) removeMatching(places.python, path)
  const programs = join(places.python, 'bin')
  for (const name of existsSync(programs) ? readdirSync(programs) : [])
    if (!/^python3(\.\d+)?$/.test(name)) rmSync(join(places.python, 'bin', name))
  walk(places.python)
}

function removeMatching(base: string, pattern: string): void {
  for (const found of globSync(pattern, { cwd: base })) rmSync(join(base, found), { recursive: true, force: true })
}

function walk(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (ANYWHERE_FOLDERS.test(entry.name) && !KEPT.test(path)) rmSync(path, { recursive: true })
      else walk(path)
    } else if (ANYWHERE_FILES.test(entry.name)) rmSync(path)
  }
}

/** Bytes on disk of a folder's files, links not followed. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** The recognition process's own code, as the packages that it is, without its tests. */
import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { projectFolder } from '../setup/common.mjs'
import type { Places } from './places.ts'
import { packagesFolder } from './python.ts'

const PACKAGES = ['inkleaf_sidecar', 'inkleaf_cluster']

export async function copySidecar(places: Places): Promise<void> {
  const target = await packagesFolder(places)
  for (const name of PACKAGES)
    cpSync(join(projectFolder, 'python-sidecar', name), join(target, name), {
      recursive: true,
      filter: (path) => !/^(test_.*|conftest\.py|__pycache__)$/.test(basename(path)),
    })
}

/**
 * `node build/run.mjs test/corpus/pages/main.ts FOLDER`: fetches the packages, prints and makes the pages: FOLDER/pages, about
 * 2,000 of them. What is there is kept. Needs Debian 12 with chromium, poppler-utils, pandoc and apt.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { resolveRuntime } from '../../../src-main/app/runtime.ts'
import { printManuals } from './html-pages.ts'
import { MANUALS, TEX_PACKAGES } from './packages.ts'

const run = promisify(execFile)
const DOCUMENTS_A_MANUAL = { anew: 5, own: 2, tables: 2 }
const PAGES_A_TEX_DOCUMENT = 3

const folder = resolve(process.argv[2] ?? '')
if (process.argv[2] === undefined) throw new Error('Name the folder that the pages go to.')
const [manuals, tex, printed, pages] = ['manuals', 'tex', 'printed', 'pages'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
  string,
]
for (const name of MANUALS) await fetchPackage(name, manuals)
for (const name of TEX_PACKAGES) await fetchPackage(name, tex)
const there = MANUALS.filter((name) => existsSync(join(manuals, name)))
for (const printing of ['anew', 'own', 'tables'] as const)
  await printManuals(manuals, printed, there, DOCUMENTS_A_MANUAL[printing], printing)
const makePages = join(import.meta.dirname, 'make_pages.py')
const { python } = resolveRuntime()
for (const args of [
  ['html', printed, pages],
  ['tex', tex, pages, String(PAGES_A_TEX_DOCUMENT)],
])
  console.log((await run(python, [makePages, ...args], { maxBuffer: 1 << 26 })).stdout)
await run(process.execPath, [join(import.meta.dirname, 'fonts.ts'), pages])

/** Unpacked, not installed. A package that is gone is named and left out. */
async function fetchPackage(name: string, root: string): Promise<void> {
  const target = join(root, name)
  if (existsSync(target)) return
  const download = join(root, 'download')
  await rm(download, { recursive: true, force: true })
  await mkdir(download, { recursive: true })
  try {
    await run('apt-get', ['download', name], { cwd: download })
    for (const archive of await readdir(download)) await run('dpkg-deb', ['-x', archive, target], { cwd: download })
  } catch (error) {
    console.error(`${name}: ${String(error).slice(0, 200)}`)
  }
  await rm(download, { recursive: true })
}

/**
 * The built app with just the files of packages that it loads: they are traced from its entries (@vercel/nft), and what is
 * opened by name at run time is added by name.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { nodeFileTrace } from '@vercel/nft'
import manifest from '../../package.json' with { type: 'json' }
import { fingerprintOf, projectFolder, runProgram } from '../setup/common.mjs'
import { type Places, toolsFolder } from './places.ts'

const NPM_PLATFORM = { macos: ['--os=darwin', '--cpu=arm64'], linux: [`--os=linux`, `--cpu=${process.arch}`] }
const PREBUILT = { macos: 'darwin-arm64', linux: `linux-${process.arch}` }

const BUILT = ['main', 'preload', 'renderer']

/** Folders and files that are found by their paths when the app runs. */
const BY_NAME = [
  ...['cmaps', 'standard_fonts', 'wasm', 'iccs'].map((folder) => `pdfjs-dist/${folder}`),
  'pdfjs-dist/legacy/build/pdf.worker.mjs',
  ...['', '-simd', '-relaxedsimd'].flatMap((kind) =>
    ['js', 'wasm'].map((ending) => `tesseract.js-core/tesseract-core${kind}-lstm.${ending}`),
  ),
  'tesseract.js/src/worker-script',
  '@fastify/swagger-ui/static',
]

export async function copyApp(places: Places): Promise<void> {
  rmSync(places.app, { recursive: true, force: true })
  const installed = await installFor(places)
  const entries = readdirSync(join(installed, 'out', 'main')).filter((name) => name.endsWith('.js'))
  const { fileList } = await nodeFileTrace(
    entries.map((name) => join(installed, 'out', 'main', name)),
    { base: installed, ignore: ['node_modules/electron/**'] },
  )
  const files = new Set([...fileList].filter((path) => path.startsWith('node_modules/')))
  for (const path of BY_NAME) for (const file of filesBelow(installed, join('node_modules', path))) files.add(file)
  for (const file of files) if (isNeeded(file, places)) copyInto(places.app, installed, file)
  cpSync(join(installed, 'out'), join(places.app, 'out'), { recursive: true })
  const { name, version, description, license, type, main } = manifest
  const author = 'The Inkleaf authors'
  // What is there is there: nothing is to be installed or pruned by whoever packs the folder.
  const own = { name, productName: 'Inkleaf', version, description, author, license, type, main, dependencies: {} }
  writeFileSync(join(places.app, 'package.json'), `${JSON.stringify(own, null, 2)}\n`)
}

const installedFor = ({ platform }: Places) => join(toolsFolder, `npm-${platform}`)

/** The packages of another platform, installed once for each lock file, and the built app beside them. */
async function installFor(places: Places): Promise<string> {
  const folder = installedFor(places)
  const stamp = join(folder, 'from.txt')
  const from = fingerprintOf('package.json', 'package-lock.json')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== from) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const name of ['package.json', 'package-lock.json'])
      copyFileSync(join(projectFolder, name), join(folder, name))
    const how = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', ...NPM_PLATFORM[places.platform]]
    await runProgram('npm', how, { cwd: folder })
    writeFileSync(stamp, from)
  }
  rmSync(join(folder, 'out'), { recursive: true, force: true })
  for (const part of BUILT) cpSync(join(projectFolder, 'out', part), join(folder, 'out', part), { recursive: true })
  return folder
}

/** Of what was traced: no other platform's binaries, no maps. */
function isNeeded(file: string, { platform }: Places): boolean {
  if (file.endsWith('.map') || file.endsWith('.d.ts')) return false
  const prebuilt = /better-sqlite3\/prebuilds\/(.+)\.node$/.exec(file)?.[1]
  return prebuilt === undefined || prebuilt === PREBUILT[platform]
}

function copyInto(target: string, base: string, file: string): void {
  const to = join(target, file)
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(join(base, file), to)
}

function filesBelow(base: string, path: string): string[] {
  const at = join(base, path)
  if (!existsSync(at)) throw new Error(`${path} is not installed: build/package/app.ts names it.`)
  const below = readdirSync(join(base, path, '..'), { withFileTypes: true }).find(({ name }) => at.endsWith(`/${name}`))
  if (below?.isFile()) return [path]
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)))
}

/** The packages whose code is in the app: those of its node_modules, and those that were bundled into out/. */
export function packagesIn(places: Places): string[] {
  const folder = join(installedFor(places), 'node_modules')
  const there = readdirSync(join(places.app, 'node_modules'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(places.app, 'node_modules'), entry.parentPath))
    // The package's own folder, which may lie in another package's.
    .flatMap((path) => /^(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
    .map((path) => join(folder, path))
    .filter((path) => existsSync(join(path, 'package.json')))
  const bundled = readdirSync(join(projectFolder, 'out'))
    .filter((name) => /^bundled-.*\.json$/.test(name))
    .flatMap((name) => JSON.parse(readFileSync(join(projectFolder, 'out', name), 'utf8')) as string[])
    .map((path) => join(projectFolder, path))
  return [...new Set([...there, ...bundled])].sort()
}

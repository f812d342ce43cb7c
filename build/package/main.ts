/**
 * `npm run dist`: the app that people install. On a Mac an image and an archive; anywhere else the same layout for Linux as a
 * folder, or a look at what would go into the Mac's app.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { projectFolder, SetupError, say } from '../setup/common.mjs'
import { installNode } from '../setup/node.mjs'
import { check } from './check.ts'
import { linkLauncher } from './launcher.ts'
import { builtApp, packMac } from './mac.ts'
import { makeLinuxFolder, makePayload, type Payload } from './payload.ts'
import { PLATFORMS, type Places, type Platform, PRODUCT, placesFor, VERSION } from './places.ts'
import { prove } from './prove.ts'

const MB = 1e6

interface Options {
  platform: Platform
  dir: boolean
  check: boolean
  prove: boolean
}

const program = new Command('dist')
  .addOption(
    new Option('--platform <name>', 'what it is for')
      .choices(PLATFORMS)
      .default(process.platform === 'darwin' ? 'macos' : 'linux'),
  )
  .option('--dir', 'a folder (macOS: the app itself), no image and no archive', false)
  .option('--check', 'only put together what goes into it, and check that', false)
  .option('--no-prove', 'do not move the Linux folder and read a page with it')
await program.parseAsync()

try {
  await dist(program.opts<Options>())
} catch (caught) {
  console.error(`\nPacking stopped: ${caught instanceof SetupError ? caught.message : (caught as Error).stack}`)
  process.exitCode = 1
}

async function dist(options: Options): Promise<void> {
  const places = placesFor(options.platform)
  if (options.platform === 'linux' && process.platform !== 'linux')
    throw new SetupError('The Linux folder is made on Linux: its Python is a copy of the one here.')
  if (options.platform === 'macos' && !options.check && process.platform !== 'darwin')
    await packMac(places, { folderOnly: true })
  const payload = await makePayload(places)
  const { binaries, problems } = await check(places)
  report(payload, binaries.length)
  const all = [...payload.problems, ...problems]
  writeFileSync(
    join(places.root, 'report.json'),
    `${JSON.stringify({ ...payload, problems: all, binaries }, null, 2)}\n`,
  )
  if (all.length > 0) throw new SetupError(`${all.length} things are wrong:\n${all.join('\n')}`)
  say('Checked: no GPL, no path that leads outside, nothing for another machine or a newer system.')
  if (options.check) return
  if (options.platform === 'macos') {
    const made = await packMac(places, { folderOnly: options.dir })
    for (const path of options.dir ? [builtApp] : made) console.log(path)
    return
  }
  await makeFolder(places, options)
}

async function makeFolder(places: Places, { prove: isProven }: Options): Promise<void> {
  const folder = join(projectFolder, 'out', 'packages', `${PRODUCT}-${VERSION}-linux-${process.arch}`)
  makeLinuxFolder(places, await installNode(), folder)
  linkLauncher(folder)
  rmSync(places.resources, { recursive: true })
  console.log(folder)
  if (isProven) for (const line of await prove(folder)) console.log(line)
}

function report({ missing, sizes }: Payload, binaries: number): void {
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0)
  for (const [part, size] of Object.entries({ ...sizes, together: total }))
    console.log(`${part.padEnd(20)} ${(size / MB).toFixed(1).padStart(7)} MB`)
  console.log(`${binaries} binaries`)
  for (const part of missing) console.log(`not in it, since only a Mac can make or fetch it: ${part}`)
}

/**
 * What people install, put together here: the Linux folder runs wherever it is moved, and the Mac's app is packed by
 * electron-builder itself into an Electron that is only an outline. The real one needs a Mac (test/ON_A_MAC.md).
 */

import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { getRawHeader } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { Arch, build, Platform } from 'electron-builder'
import plist from 'plist'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { check } from '../../build/package/check.ts'
import { configuration } from '../../build/package/configuration.ts'
import { linkLauncher } from '../../build/package/launcher.ts'
import { makeLinuxFolder, makePayload, type Payload } from '../../build/package/payload.ts'
import { LEAST_MACOS, placesFor } from '../../build/package/places.ts'
import { move, prove, run } from '../../build/package/prove.ts'
import { installNode } from '../../build/setup/node.mjs'
import { makeEmptyElectron } from '../support/empty-electron.ts'
import { fixture, temporaryFolder } from '../support/folders.ts'

const MINUTES = 60_000
const linux = placesFor('linux')
const macos = placesFor('macos')
/** In a folder that other users may enter. */
const scratch = temporaryFolder()
const folder = join(scratch, 'Inkleaf')

describe.runIf(process.platform === 'linux')('the Linux folder', () => {
  beforeAll(async () => {
    chmodSync(scratch, 0o755)
    const payload = await makePayload(linux)
    const { problems } = await check(linux)
    expect([...payload.problems, ...problems]).toEqual([])
    makeLinuxFolder(linux, await installNode(), folder)
    linkLauncher(folder)
  }, 10 * MINUTES)

  it('moved, read-only, with an empty environment, no network and another user it reads pages, 20 times, and stays as it is', {
    timeout: 10 * MINUTES,
  }, async () => {
    const lines = await prove(folder)
    expect(lines.filter((line) => line.startsWith('first page after'))).toHaveLength(4)
    expect(lines.at(-1)).toBe('20 more starts: nothing left over, no file changed')
  })

  it('says so when it was moved while it ran', { timeout: 5 * MINUTES }, async () => {
    const moved = move(folder)
    onTestFinished(() => moved.remove())
    const env = { HOME: moved.home, TMPDIR: moved.temporary }
    const server = spawn(join(moved.folder, 'inkleaf'), ['serve', '--port', '0'], { env, cwd: '/' })
    onTestFinished(() => void server.kill())
    await once(server.stdout, 'data')
    // Its threads have loaded what they need when it has read a page.
    const sample = join(moved.folder, 'resources', 'sample.pdf')
    await run(moved, ['ocr', '--text-layer', 'only', '--pages', '1', sample], undefined, { asOwner: true })
    const elsewhere = `${moved.folder} elsewhere`
    onTestFinished(() => {
      if (existsSync(elsewhere)) renameSync(elsewhere, moved.folder)
    })
    chmodSync(dirname(moved.folder), 0o755)
    renameSync(moved.folder, elsewhere)
    // What is loaded already works on; what has to be started again does not.
    spawnSync('pkill', ['-9', '-f', `${moved.folder}.*inkleaf_sidecar`])
    const asked = { ...moved, folder: elsewhere }
    const file = join(elsewhere, 'resources', 'sample.pdf')
    const command = run(asked, ['ocr', '--text-layer', 'never', '--pages', '1', file], undefined, { asOwner: true })
    await expect(command).rejects.toThrow(/Inkleaf was moved while it ran/)
  })

  it('has a licence for everything, and a command that says its version', async () => {
    const licences = readFileSync(join(folder, 'resources', 'licences', 'THIRD-PARTY.txt'), 'utf8')
    for (const name of ['numpy', 'onnxruntime', 'react ', 'pdfjs-dist', 'fastify', 'better-sqlite3', 'Python '])
      expect(licences).toContain(`\n${name}`)
    const moved = move(folder)
    onTestFinished(() => moved.remove())
    expect(await run(moved, ['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('the app for the Mac', () => {
  let payload: Payload
  let app: string
  const unpacked = () => join(app, 'Contents', 'Resources', 'app.asar.unpacked')

  beforeAll(async () => {
    payload = await makePayload(macos)
    const electronDist = makeEmptyElectron(join(scratch, 'electron'))
    // Nothing of the outline can be signed.
    const config = { ...configuration(macos, {}), forceCodeSigning: false }
    config.mac = { ...config.mac, identity: null }
    const output = join(scratch, 'packages')
    await build({
      projectDir: join(import.meta.dirname, '../..'),
      config: { ...config, electronDist, electronVersion: '45.4.1', directories: { ...config.directories, output } },
      targets: Platform.MAC.createTarget('dir', Arch.arm64),
      publish: 'never',
    })
    app = join(output, 'mac-arm64', 'Inkleaf.app')
  }, 15 * MINUTES)

  it('resolves from Linux: no GPL, nothing for a newer macOS, no path that leads outside, no code that is not signed', async () => {
    const { binaries, problems } = await check(macos)
    expect([...payload.problems, ...problems]).toEqual([])
    expect(binaries.length).toBeGreaterThan(60)
    expect(payload.missing).toHaveLength(process.platform === 'darwin' ? 0 : 2)
  })

  it('is for the macOS that its libraries need, and opens files and links', () => {
    const info = plist.parse(readFileSync(join(app, 'Contents', 'Info.plist'), 'utf8')) as Record<string, unknown>
    expect(info).toMatchObject({
      CFBundleIdentifier: 'app.inkleaf.desktop',
      LSMinimumSystemVersion: LEAST_MACOS,
      CFBundleURLTypes: [{ CFBundleURLSchemes: ['inkleaf'] }],
      ElectronAsarIntegrity: { 'Resources/app.asar': { algorithm: 'SHA256' } },
    })
    expect(JSON.stringify(info['CFBundleDocumentTypes'])).toContain('heic')
  })

  it('has everything where the app looks for it', () => {
    const resources = join(app, 'Contents', 'Resources')
    for (const path of ['python/lib', 'models/uvdoc.onnx', 'licences/THIRD-PARTY.txt', 'sample.pdf', 'app.asar'])
      expect(existsSync(join(resources, path)), path).toBe(true)
    expect(statSync(join(resources, 'bin', 'inkleaf')).mode & 0o111).toBe(0o111)
    expect(readdirSync(join(resources, 'Recognize Text with Inkleaf.workflow', 'Contents'))).toHaveLength(2)
    // Just the packages that were put there, for this system, and none of the project's.
    const packages = (of: string) => readdirSync(join(of, 'node_modules'), { recursive: true }).sort()
    expect(packages(unpacked())).toEqual(packages(macos.app))
    expect(packages(unpacked())).toContain('@napi-rs/canvas-darwin-arm64/skia.darwin-arm64.node')
  })

  it('has the fuses of its configuration', async () => {
    const wire = await getCurrentFuseWire(app)
    const is = (fuse: FuseV1Options) => wire[fuse] === '1'.charCodeAt(0)
    expect({
      runAsNode: is(FuseV1Options.RunAsNode),
      nodeOptions: is(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: is(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: is(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: is(FuseV1Options.OnlyLoadAppFromAsar),
    }).toEqual({ runAsNode: false, nodeOptions: false, inspect: false, integrity: true, onlyAsar: true })
  })

  it.runIf(process.platform === 'linux')(
    'runs its worker threads from what is unpacked, and from nothing else',
    async () => {
      const { header } = getRawHeader(join(app, 'Contents', 'Resources', 'app.asar'))
      const files = unpackedIn(header as never)
      expect(files).toContain('out/main/pdf-worker.js')
      // The same files, with this system's own in place of the Mac's.
      const alone = join(scratch, 'app.asar.unpacked')
      const here = join(folder, 'resources', 'app')
      const own = readdirSync(join(here, 'node_modules'), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.node') || /^@napi-rs\/canvas-[^/]+\/package\.json$/.test(path))
        .map((path) => join('node_modules', path))
      for (const path of [...files.filter((file) => existsSync(join(here, file))), ...own]) copy(here, path, alone)
      const program = join(import.meta.dirname, '../support/unpacked-threads.ts')
      // In a process of its own: vitest's resolves packages as for development, and worker threads would too.
      const said = execFileSync(
        process.execPath,
        [program, alone, fixture('sample.pdf'), join(scratch, 'history.db')],
        {
          encoding: 'utf8',
          env: { PATH: process.env['PATH'] },
        },
      )
      expect(JSON.parse(said)).toEqual({ widthPx: 595, jobs: 0 })
    },
  )
})

interface AsarEntry {
  files?: Record<string, AsarEntry>
  unpacked?: boolean
}

function unpackedIn(entry: AsarEntry, path = ''): string[] {
  if (!entry.files) return entry.unpacked ? [path] : []
  return Object.entries(entry.files).flatMap(([name, below]) => unpackedIn(below, path ? `${path}/${name}` : name))
}

function copy(from: string, path: string, to: string): void {
  mkdirSync(dirname(join(to, path)), { recursive: true })
  copyFileSync(join(from, path), join(to, path))
}

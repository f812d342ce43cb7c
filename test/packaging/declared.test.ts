/** What the packaged app declares to the system fits what it does, and what it packs is there. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { DebugLogger } from 'builder-util'
import { lookup } from 'mime-types'
import { describe, expect, it } from 'vitest'
import { configuration } from '../../build/package/configuration.ts'
import { asSpdx, problemsOf } from '../../build/package/licences.ts'
import { placesFor } from '../../build/package/places.ts'
import { ignoredBySigning } from '../../build/package/sign.ts'
import { without } from '../../build/package/wheels.ts'
import { KINDS } from '../../src-main/documents/kind.ts'

const project = resolve(import.meta.dirname, '../..')
const json = (path: string) => JSON.parse(readFileSync(join(project, path), 'utf8'))
const config = json('build/electron-builder.json')

it('Open With is offered for every kind that is read and for no other, by the endings that files of it have', () => {
  const endings: string[] = config.fileAssociations.flatMap(({ ext }: { ext: string[] }) => ext)
  const offered = new Set(endings.map((ending) => String(lookup(ending)).replace(/^(image|application)\//, '')))
  // HEIF is the family that HEIC is of.
  expect([...offered].filter((kind) => kind !== 'heif').sort()).toEqual([...KINDS].sort())
})

it('the entry of the app is in what is packed', () => {
  const { main } = json('package.json')
  expect(main.startsWith('out/')).toBe(true)
  expect(configuration(placesFor('macos'), {}).files).toContain('out/**')
  expect(existsSync(join(project, main))).toBe(true)
})

it('electron-builder takes the configuration, and refuses one with a word that it does not know', async () => {
  const places = placesFor('macos')
  const environment = { CSC_NAME: 'Somebody', APPLE_API_KEY: 'key.p8', INKLEAF_UPDATES: 'https://example.org/inkleaf' }
  for (const built of [configuration(places, {}), configuration(places, environment)])
    await expect(validateConfiguration(built, new DebugLogger(false))).resolves.toBeUndefined()
  const mistyped = { ...configuration(places, {}), hardendRuntime: true }
  await expect(validateConfiguration(mistyped as never, new DebugLogger(false))).rejects.toThrow(/hardendRuntime/)
})

it('an app that nobody signs is signed for nobody, and is neither notarised nor updated', () => {
  const places = placesFor('macos')
  expect(configuration(places, {})).toMatchObject({ mac: { identity: '-', notarize: false }, publish: null })
  const signed = configuration(places, { CSC_LINK: 'certificate.p12', APPLE_API_KEY: 'key.p8' })
  expect(signed.mac).toMatchObject({ notarize: true, hardenedRuntime: true })
  expect(signed.mac).not.toHaveProperty('identity')
})

it('no code is among the data that is not signed', () => {
  const code = [
    'python/bin/python3',
    'python/lib/libpython3.12.dylib',
    'a/_struct.cpython-312-darwin.so',
    'node_modules/x/y.node',
  ]
  expect(ignoredBySigning(code)).toEqual([])
  expect(ignoredBySigning(['models/uvdoc.onnx', 'a/mlx.metallib'])).toHaveLength(2)
})

describe('a licence', () => {
  const licensed = (licence: string, texts = ['text']) =>
    problemsOf({ name: 'x', version: '1', licence: asSpdx(licence), texts })

  it.each([
    'MIT',
    'BSD',
    'Apache 2.0',
    '(MIT OR GPL-3.0)',
    'Apache-2.0 AND MIT',
    'GNU Lesser General Public License v3 (LGPLv3)',
  ])('%s may be given away', (licence) => expect(licensed(licence)).toEqual([]))

  it.each(['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'GPLv2+', 'Somebody’s own', ''])('%s may not', (licence) =>
    expect(licensed(licence)).toHaveLength(1),
  )

  it('without its text may not', () => expect(licensed('MIT', [])).toHaveLength(1))
})

it('a requirements file loses one package with all its hashes, and nothing else', () => {
  const lock =
    'opencv==1 \\\n    --hash=a \\\n    --hash=b\nopencv-python-headless==5 \\\n    --hash=c\npackaging==2 \\\n    --hash=d\n'
  expect(without(lock, 'opencv-python-headless')).toBe(
    'opencv==1 \\\n    --hash=a \\\n    --hash=b\npackaging==2 \\\n    --hash=d\n',
  )
})

it('the fuses let nobody run Electron as a Node, inspect it, or load another app with it', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  })
})

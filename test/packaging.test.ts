/** What the packaged app declares to the system fits what it does, and what it packs is there. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lookup } from 'mime-types'
import { expect, it } from 'vitest'
import { KINDS } from '../src-main/documents/kind.ts'

const project = resolve(import.meta.dirname, '..')
const json = (path: string) => JSON.parse(readFileSync(join(project, path), 'utf8'))
const config = json('build/electron-builder.json')

it('Open With is offered for every kind that is read and for no other, by the endings that files of it have', () => {
  const endings: string[] = config.fileAssociations.flatMap(({ ext }: { ext: string[] }) => ext)
  const offered = new Set(endings.map((ending) => String(lookup(ending)).replace(/^(image|application)\//, '')))
  // HEIF is the family that HEIC is of.
  expect([...offered].filter((kind) => kind !== 'heif').sort()).toEqual([...KINDS].sort())
})

it('what is packed is what the set-up and the build make, and the entry is in it', () => {
  for (const { from } of config.extraResources) expect(existsSync(join(project, from)), from).toBe(true)
  const folders = config.files.map((pattern: string) => pattern.replace('/**', ''))
  for (const folder of folders) expect(existsSync(join(project, folder)), folder).toBe(true)
  const { main } = json('package.json')
  expect(folders.some((folder: string) => main.startsWith(folder))).toBe(true)
  expect(existsSync(join(project, main))).toBe(true)
})

it('the fuses leave no way to run other code', () => {
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

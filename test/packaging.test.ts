/** What the packaged app declares to the system fits what it does. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { KINDS } from '../src-main/documents/kind.ts'

const config = JSON.parse(readFileSync(new URL('../build/electron-builder.json', import.meta.url), 'utf8'))

it('Open With is offered for every kind that is read', () => {
  const extensions: string[] = config.fileAssociations.flatMap(({ ext }: { ext: string[] }) => ext)
  for (const kind of KINDS) expect(extensions).toContain(kind)
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

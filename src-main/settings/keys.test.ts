import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { put, temporaryFolder } from '../../test/support/folders.ts'
import { KeyStore, type Sealer } from './keys.ts'

/** Turns the bits over: enough to tell that it was used. */
const sealer: Sealer = {
  seal: (text) => Buffer.from(text).map((byte) => byte ^ 255),
  open: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 255)).toString(),
}

it('where there is no keychain a key is in a file that only the user can read, over a restart', () => {
  const path = join(temporaryFolder(), 'keys.json')
  new KeyStore(path, undefined, {}).set('one', 'sk-1')
  const keys = new KeyStore(path, undefined, {})
  expect([keys.get('one'), keys.place('one'), keys.get('two')]).toEqual(['sk-1', 'file', null])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  keys.set('one', null)
  expect(keys.get('one')).toBeNull()
  expect(readFileSync(path, 'utf8')).not.toContain('sk-1')
})

it('where there is one it is sealed, and nobody else can open it', () => {
  const path = join(temporaryFolder(), 'keys.json')
  const keys = new KeyStore(path, () => sealer, {})
  keys.set('one', 'sk-1')
  expect([keys.get('one'), keys.place('one')]).toEqual(['sk-1', 'keychain'])
  expect(readFileSync(path, 'utf8')).not.toContain('sk-1')
  expect(new KeyStore(path, undefined, {}).get('one')).toBeNull()
  const other: Sealer = {
    ...sealer,
    open: () => {
      throw new Error('not yours')
    },
  }
  expect(new KeyStore(path, () => other, {}).get('one')).toBeNull()
})

it('the environment goes first, by the name of the service', () => {
  const path = join(temporaryFolder(), 'keys.json')
  const keys = new KeyStore(path, undefined, { INKLEAF_KEY_LM_STUDIO: 'sk-2' })
  keys.set('lm-studio', 'sk-1')
  expect([keys.get('lm-studio'), keys.place('lm-studio')]).toEqual(['sk-2', 'environment'])
})

it('what can be no key is refused, and a damaged file is as good as none', () => {
  const folder = temporaryFolder()
  const keys = new KeyStore(join(folder, 'keys.json'), undefined, {})
  for (const bad of ['two words', 'line\nend', 'ключ', 'x'.repeat(5000)])
    expect(() => keys.set('one', bad)).toThrow(/key/)
  const damaged = new KeyStore(put(folder, 'damaged.json', '{"one":'), undefined, {})
  expect(damaged.get('one')).toBeNull()
  damaged.set('one', 'sk-1')
  expect(damaged.get('one')).toBe('sk-1')
})

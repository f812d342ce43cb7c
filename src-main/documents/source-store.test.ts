import { appendFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { put, temporaryFolder } from '../../test/support/folders.ts'
import { keepSource, sha256Of } from './source-store.ts'

it('a file that changes while it is copied is kept under the hash of just what was copied', async () => {
  const folder = temporaryFolder()
  const path = put(temporaryFolder(), 'growing.pdf', Buffer.alloc(48 << 20, 'a'))
  const keeping = keepSource(path, folder, 'pdf', 48 << 20)
  // A scanner that writes while the file is taken in.
  const writing = setInterval(() => appendFileSync(path, 'b'.repeat(1000)), 1)
  const { sha256, name } = await keeping
  clearInterval(writing)
  expect(name).toBe(`${sha256}.pdf`)
  expect(await sha256Of(join(folder, name))).toBe(sha256)
  expect(readdirSync(folder)).toEqual([name])
})

it('the same bytes are kept once, for their owner alone', async () => {
  const folder = temporaryFolder()
  const first = put(temporaryFolder(), 'a.png', 'the same bytes')
  const second = put(temporaryFolder(), 'b.png', 'the same bytes')
  const names = [await keepSource(first, folder, 'png', 14), await keepSource(second, folder, 'png', 14)]
  expect(new Set(names.map(({ name }) => name)).size).toBe(1)
  expect(readdirSync(folder)).toHaveLength(1)
  expect(statSync(join(folder, names[0]?.name ?? '')).mode & 0o077).toBe(0)
})

it('a copy that there is no room for is refused before it is begun', async () => {
  const folder = temporaryFolder()
  const path = put(temporaryFolder(), 'large.pdf', '%PDF-1.7\n')
  await expect(keepSource(path, folder, 'pdf', 2 ** 46)).rejects.toMatchObject({ code: 'disk_full', kind: 'resource' })
  expect(readdirSync(folder)).toEqual([])
})

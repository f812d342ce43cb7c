import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folders.ts'
import type { PageHandle } from './document.ts'
import { Previews } from './previews.ts'

function previews(maxBytes = 1e9) {
  const folder = join(temporaryFolder(), 'previews')
  let drawn = 0
  const handle = (page: number, bytes = 10): PageHandle => ({
    kind: 'picture',
    page,
    asEncoded: async () => {
      drawn++
      return { form: 'bytes', data: new Uint8Array(bytes), mediaType: 'image/webp' }
    },
  })
  const made = new Previews({
    folder,
    maxBytes: () => maxBytes,
    images: { preview: async () => new Uint8Array(1) },
    limitMs: 200,
  })
  const request = (page: number, bytes?: number) => ({ handle: handle(page, bytes), sha256: 'abc', private: false })
  return { folder, made, request, drawn: () => drawn }
}

it('two who ask at once get one drawing', async () => {
  const { made, request, drawn } = previews()
  await Promise.all([made.make(request(1), 'thumb'), made.make(request(1), 'thumb')])
  expect(drawn()).toBe(1)
})

it('are kept within the limit, and those looked at longest ago go first', async () => {
  const { made, request, folder } = previews(99 << 20)
  for (const page of [1, 2, 3]) {
    await made.make(request(page, 25 << 20), 'page')
    await new Promise((done) => setTimeout(done, 15))
    if (page === 2) await made.kept('abc', 1, 'page')
  }
  await made.make(request(4, 25 << 20), 'page')
  const left = readdirSync(join(folder, 'abc')).sort()
  expect(left).toEqual(['1-page.webp', '3-page.webp', '4-page.webp'])
  expect(await made.bytes()).toBe(75 << 20)
})

it('of a private document leave nothing on the disk', async () => {
  const { made, request } = previews()
  await made.make({ ...request(1), private: true }, 'page')
  expect(await made.bytes()).toBe(0)
  expect(await made.kept('abc', 1, 'page')).toBeNull()
})

it('that hang make way for others after a while', async () => {
  const { made, request } = previews()
  const hangs = (page: number): PageHandle => ({ kind: 'picture', page, asEncoded: () => new Promise(() => {}) })
  const stuck = [1, 2, 3].map((page) => made.make({ handle: hangs(page), sha256: 'abc', private: false }, 'page'))
  const good = made.make(request(4), 'page')
  for (const one of stuck) await expect(one).rejects.toMatchObject({ code: 'preview_timeout' })
  expect(await good).toHaveLength(10)
})

it('take nothing but a hash for a folder', async () => {
  const { made } = previews()
  await expect(made.forget('../..')).rejects.toThrow(/no document/)
})

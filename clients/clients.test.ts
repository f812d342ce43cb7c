/** The clients that people install, against the real server. */
import { execFile } from 'node:child_process'
import { openAsBlob, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { clientDescription } from '../build/clients/description.ts'
import { sharedApi } from '../test/support/api.ts'
import { fixture, put, temporaryFolder } from '../test/support/folders.ts'
import { inkleaf, read } from './node/index.js'

const api = sharedApi()
const client = () => inkleaf({ address: api.base, token: api.token })

it('they are made from the description as it is now (`npm run clients` makes them anew)', async () => {
  const now = clientDescription((await api.get('/openapi.json')).body)
  expect(JSON.parse(readFileSync(resolve(import.meta.dirname, 'openapi.json'), 'utf8'))).toEqual(now)
})

it('the client for Node reads a file, searches, and throws with words', async () => {
  const result = await read(client(), await openAsBlob(fixture('sample.pdf')), { filename: 'sample.pdf', pages: '1' })
  expect(result).toMatchObject({ status: 'completed', page_results: [{ page_number: 1 }] })
  await read(client(), await openAsBlob(fixture('page.png')), { filename: 'page.png' })
  const { data } = await client().GET('/api/search', { params: { query: { q: 'goods' } } })
  expect(data?.data[0]).toMatchObject({ file_name: 'page.png', page_number: 1 })
  const words = await openAsBlob(put(temporaryFolder(), 'notes.pdf', 'just words'))
  await expect(read(client(), words, { filename: 'notes.pdf' })).rejects.toThrow(/notes|kind|read/i)
  await expect(read(client(), await openAsBlob(fixture('encrypted.pdf')))).rejects.toThrow(/password/i)
  const { error } = await inkleaf({ address: api.base, token: 'wrong' }).GET('/api/tasks')
  expect(error).toMatchObject({ code: 'wrong_token' })
})

it('the client for Python does what its README says', async () => {
  const readme = readFileSync(resolve(import.meta.dirname, 'python/README.md'), 'utf8')
  const [, lines = ''] = /```python\n(.*?)```/s.exec(readme) ?? []
  const script = lines
    .replace('http://127.0.0.1:54188', api.base)
    .replace('token="..."', `token="${api.token}"`)
    .replace('scan.pdf', fixture('sample.pdf'))
  const { stdout } = await promisify(execFile)(api.runtime.python, ['-c', script], {
    env: { ...process.env, PYTHONPATH: join(import.meta.dirname, 'python') },
  })
  expect(stdout.length).toBeGreaterThan(200)
})

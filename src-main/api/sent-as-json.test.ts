import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Agent } from 'undici'
import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../test/support/api.ts'
import { fixture } from '../../test/support/folders.ts'
import { withFetched } from './fetch-document.ts'

const api = sharedApi()
const base64 = (name: string) => readFileSync(fixture(name)).toString('base64')

it('a file as base64 or a data URL is read, with options as JSON has them', async () => {
  const read = await api.post('/api/ocr', {
    file: base64('page.png'),
    filename: 'order.png',
    mode: 'basic',
    priority: 3,
    fresh: true,
  })
  expect(read.body.text).toContain('Goods received')
  expect((await api.task(read.body.task_id)).file_name).toBe('order.png')
  const url = `data:application/pdf;base64,${base64('sample.pdf')}`
  const queued = await api.post('/api/async/pdf', {
    file: url,
    pages: '2',
    ignore_regions: [[0, 0, 1, 0.01]],
    clean_up: ['contrast'],
  })
  expect((await api.task(queued.body.task_id)).processed_pages).toBe(1)
  const batch = await api.post('/api/async/batch', {
    files: [{ data: base64('page.png'), filename: 'a.png' }, 'bm90aGluZw=='],
  })
  expect(batch.body).toMatchObject({ total_tasks: 1, submitted_tasks: [{ filename: 'a.png' }] })
  expect(batch.body.failed_files).toHaveLength(1)
})

it.each([
  [{}, 422, 'bad_request'],
  [{ file: '' }, 422, 'bad_request'],
  [{ file: 'data:image/png,xyz' }, 422, 'bad_request'],
  [{ file: 'https://example.org/x.png' }, 422, 'bad_request'],
  [{ file: 'bm90aGluZw==' }, 415, 'unknown_kind'],
  [{ url: 'https://example.org/x.png' }, 422, 'no_address'],
  [{ file: 'bm90aGluZw==', page: 2 }, 422, 'bad_request'],
  [[], 422, 'bad_request'],
] as [Json, number, string][])('%j is %i %s', async (body, status, code) => {
  expect(await api.post('/api/ocr', body)).toMatchObject({ status, body: { code } })
})

it('where addresses may be fetched, none of this machine is', async () => {
  await api.app.handlers['settings.set']({ patch: { api: { fetchUrls: true } } })
  for (const url of [
    `http://127.0.0.1:${api.port}/health`,
    `http://localhost:${api.port}/health`,
    'http://169.254.169.254/',
  ])
    expect(await api.post('/api/ocr', { url })).toMatchObject({ status: 422, body: { code: 'private_address' } })
  expect(await api.post('/api/ocr', { url: 'file:///etc/passwd' })).toMatchObject({
    status: 422,
    body: { code: 'bad_request' },
  })
})

it('a document is fetched over a few redirections, and what is none is named', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/a%20scan.png') return response.end('the file')
    if (request.url === '/moved') return response.writeHead(302, { location: '/a%20scan.png' }).end()
    if (request.url === '/round') return response.writeHead(302, { location: '/round' }).end()
    return response.writeHead(404).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const agent = new Agent()
  const fetched = (path: string) => withFetched(base + path, async ({ name, body }) => [name, await text(body)], agent)
  try {
    expect(await fetched('/moved')).toEqual(['a scan.png', 'the file'])
    await expect(fetched('/round')).rejects.toThrow(/on and on/)
    await expect(fetched('/gone')).rejects.toThrow(/answers 404/)
  } finally {
    await agent.destroy()
    server.close()
  }
  await expect(withFetched(base, async () => null, new Agent())).rejects.toThrow(/can't be reached/)
})

/** The server with the window for a browser beside the API, and what it needs to be reached from elsewhere. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApi, type TestApi } from '../../test/support/api.ts'
import { fixture, temporaryFolder } from '../../test/support/folders.ts'
import { InkleafError } from '../errors.ts'
import { statusOf } from './errors.ts'
import { type LocalServer, serve } from './server.ts'
import { checkHost } from './token.ts'

describe('beside the window', () => {
  let api: TestApi
  let server: LocalServer
  const addresses: string[] = []
  beforeAll(async () => {
    api = await openApi()
    const { app, runtime } = api
    server = await serve({ app, runtime, host: '127.0.0.1', port: 0, onAddress: (address) => addresses.push(address) })
  })
  afterAll(async () => {
    await server.close()
    await api.close()
  })

  it('the cookie opens both, the token the API only', async () => {
    const base = `http://127.0.0.1:${server.port}`
    const entered = await fetch(addresses[0] ?? '', { redirect: 'manual' })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(entered.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
    const status = async (path: string, headers: Record<string, string>, method = 'GET') =>
      (await fetch(base + path, { method, headers })).status
    const authorization = `Bearer ${api.token}`
    expect(await status('/api/tasks', { cookie })).toBe(200)
    expect(await status('/docs/', { cookie })).toBe(200)
    expect(await status('/', { cookie })).toBe(200)
    expect(await status('/api/tasks', { authorization })).toBe(200)
    expect(await status('/', { authorization })).toBe(401)
    expect(await status('/bridge/call/jobs.list', { authorization }, 'POST')).toBe(401)
    expect(await status('/api/nothing', { cookie })).toBe(404)
    expect(await status('/api/nothing', {})).toBe(401)
  })
})

it('other machines are let in only by a token that is long enough', () => {
  expect(() => checkHost('0.0.0.0', 'short')).toThrow(/16 characters/)
  expect(() => checkHost('0.0.0.0', 'x'.repeat(16))).not.toThrow()
  for (const host of ['127.0.0.1', 'localhost', '::1']) expect(() => checkHost(host, '')).not.toThrow()
})

it('a service whose engine can’t start says so, and why', async () => {
  const python = process.env['INKLEAF_PYTHON']
  process.env['INKLEAF_PYTHON'] = join(temporaryFolder(), 'no-python')
  const api = await openApi().finally(() => {
    if (python === undefined) delete process.env['INKLEAF_PYTHON']
    else process.env['INKLEAF_PYTHON'] = python
  })
  try {
    expect((await api.ask('GET', '/health', { headers: {} })).status).toBe(200)
    // A page that needs it finds out.
    await api.upload('/api/async/image', { file: fixture('page.png') })
    const health503 = async () => (await api.ask('GET', '/health', { headers: {} })).status
    await expect.poll(health503, { timeout: 30_000 }).toBe(503)
    const { status, body, headers } = await api.ask('GET', '/health', { headers: {} })
    expect(status).toBe(503)
    expect(body).toMatchObject({
      status: 'unhealthy',
      reason: expect.stringMatching(/\w+/),
      timestamp: expect.any(String),
    })
    expect(headers.get('retry-after')).toBe('2')
    const health = (await api.get('/api/system/health')).body
    expect(health).toMatchObject({ overall_status: 'critical', issues: [expect.any(String)] })
  } finally {
    await api.close()
  }
})

it.each([
  ['disk_full', 'resource', 507],
  ['anything', 'input', 422],
  ['stopped', 'transient', 503],
  ['page_late', 'transient', 504],
  ['unexpected', 'defect', 500],
] as const)('an error %s (%s) is answered %i', (code, kind, status) => {
  expect(statusOf(new InkleafError(code, kind, ''))).toBe(status)
})

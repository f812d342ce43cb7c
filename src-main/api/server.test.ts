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

  /** What a browser has after it was let in: its room's address, and the cookie that goes with it. */
  async function letIn(address: string) {
    const entered = await fetch(address, { redirect: 'manual' })
    const cookie = entered.headers.get('set-cookie') ?? ''
    return { entered, cookie, room: entered.headers.get('location') ?? '', pair: cookie.split(';')[0] ?? '' }
  }

  it('a browser is let into a room of its own, by the address or by the token alone', async () => {
    const base = `http://127.0.0.1:${server.port}`
    const status = async (path: string, headers: Record<string, string>, method = 'GET') =>
      (await fetch(base + path, { method, headers, redirect: 'manual' })).status
    for (const address of [addresses[0] ?? '', `${base}/${api.token}`, `${base}/${api.token}/`]) {
      const { entered, cookie, room, pair } = await letIn(address)
      expect(entered.status).toBe(303)
      expect(room).toMatch(/^\/w\/[\w-]{32}\/$/)
      expect(cookie).toContain(`Path=${room}; HttpOnly; SameSite=Strict`)
      for (const path of ['', 'api/tasks', 'docs/', 'openapi.json'])
        expect([path, await status(room + path, { cookie: pair })]).toEqual([path, 200])
      expect(await status(`${room}api/nothing`, { cookie: pair })).toBe(404)
      // Sent to another port it would be good for nothing there, nor brought back from there.
      for (const path of ['/', '/api/tasks', '/docs/']) expect(await status(path, { cookie: pair })).toBe(401)
      expect(await status(room, {})).toBe(401)
    }
  })

  it('two browsers, or two servers on one host, do not put each other out', async () => {
    const base = `http://127.0.0.1:${server.port}`
    const one = await letIn(`${base}/${api.token}`)
    const two = await letIn(`${base}/${api.token}`)
    for (const { room, pair } of [one, two])
      expect((await fetch(base + room, { headers: { cookie: pair } })).status).toBe(200)
    expect((await fetch(base + one.room, { headers: { cookie: two.pair } })).status).toBe(401)
  })

  it('the token in a header opens the API only; a wrong one alone is a wrong token', async () => {
    const base = `http://127.0.0.1:${server.port}`
    const status = async (path: string, headers: Record<string, string>, method = 'GET') =>
      (await fetch(base + path, { method, headers })).status
    const authorization = `Bearer ${api.token}`
    expect(await status('/api/tasks', { authorization })).toBe(200)
    expect(await status('/', { authorization })).toBe(401)
    expect(await status('/bridge/call/jobs.list', { authorization }, 'POST')).toBe(401)
    expect(await status('/api/nothing', {})).toBe(401)
    const wrong = await fetch(`${base}/not-the-token`)
    expect(wrong.status).toBe(401)
    expect(await wrong.text()).toContain('wrong_token')
    // Whatever comes after it: no answer tells a guess apart that isn't counted.
    let last = 0
    for (let n = 0; n < 30 && last !== 429; n++) last = await status(`/guess-${n}/nothing/at/all`, {})
    expect(last).toBe(429)
  })

  it('whoever was let in before finds the room again from the door', async () => {
    const base = `http://127.0.0.1:${server.port}`
    const door = await fetch(base)
    expect(door.status).toBe(401)
    expect(await door.text()).toContain('<script src="/enter.js">')
    const script = await fetch(`${base}/enter.js`)
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript'])
    // No room leads back to the door.
    expect(await (await fetch(`${base}/w/${'x'.repeat(32)}/`)).text()).not.toContain('script')
  })
})

it('without a window the token alone leads to the description, which carries our name', async () => {
  const api = await openApi()
  try {
    const entered = await fetch(`${api.base}/${api.token}`, { redirect: 'manual' })
    const page = entered.headers.get('location') ?? ''
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(page).toMatch(/^\/w\/[\w-]{32}\/docs\/$/)
    const inRoom = async (path: string) => (await fetch(api.base + path, { headers: { cookie } })).text()
    expect(await inRoom(page)).toContain('<title>Inkleaf: the local API</title>')
    expect(await inRoom(`${page}static/theme/icon.svg`)).toContain('Inkleaf')
    expect(JSON.parse(await inRoom(`${page}json`)).servers).toEqual([{ url: page.replace('/docs/', '') }])
  } finally {
    await api.close()
  }
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

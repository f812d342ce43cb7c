/** What somebody would try: each is turned away with its 4xx, and reaches no file outside the data folder. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { form, openApi, sharedApi } from '../../test/support/api.ts'
import { fixture, put, temporaryFolder } from '../../test/support/folders.ts'
import { longPdf } from '../../test/support/long-pdf.ts'

const api = sharedApi()
const MB = 1_000_000

/** `fetch` would not send a Host, and would put a path right. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((done, fail) => {
    const sent = request({ host: '127.0.0.1', port: api.port, path, method, headers }, (response) => {
      let body = ''
      response.on('data', (part) => {
        body += part
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', fail)
    sent.end()
  })
}

/** What this process, in which the server runs, has open. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)]
    } catch {
      return []
    }
  })
}

const bearer = () => ({ authorization: `Bearer ${api.token}` })

describe('without the token', () => {
  it.each([
    ['none', '/api/tasks', {}],
    ['in the query', '/api/tasks?token=TOKEN', {}],
    ['as a cookie', '/api/tasks', { cookie: 'inkleaf=TOKEN' }],
    ['as a header of its own', '/api/tasks', { 'x-api-key': 'TOKEN' }],
    ['at the end of the path', '/api/tasks/TOKEN', {}],
    ['as Basic', '/api/tasks', { authorization: `Basic ${Buffer.from('user:TOKEN').toString('base64')}` }],
  ])('%s: 401', async (_where, path, headers) => {
    const withToken = (text: string) => text.replace('TOKEN', api.token)
    const sent = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, withToken(String(value))]))
    const answer = await raw(withToken(path), sent)
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('Bearer')
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 'error',
      code: expect.stringMatching(/no_token|wrong_token/),
    })
  })

  it.each(['/api/tasks', '/metrics', '/openapi.json', '/docs/', '/api/nothing', '/ws'])(
    '%s is closed',
    async (path) => {
      expect((await raw(path)).status).toBe(401)
    },
  )

  it('wrong ones are answered 429 after a while, and the right one still gets in', async () => {
    const other = await openApi()
    try {
      const statuses: number[] = []
      for (let n = 0; n < 12; n++) {
        const path = n % 2 ? '/guess/api/tasks' : '/api/tasks'
        const headers = n % 2 ? {} : { authorization: `Bearer guess${n}` }
        const answer = await other.ask('GET', path, { headers })
        statuses.push(answer.status)
        if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      }
      expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
      expect(statuses.slice(10)).toEqual([429, 429])
      expect((await other.get('/api/tasks')).status).toBe(200)
    } finally {
      await other.close()
    }
  })
})

describe('another site', () => {
  it.each(['evil.example.com', '127.0.0.1.evil.com', 'localhost.evil.com:80', '[::1'])(
    'by the name %s: 421',
    async (host) => {
      expect(await raw('/api/tasks', { ...bearer(), host })).toMatchObject({ status: 421 })
      expect(await raw('/health', { host })).toMatchObject({ status: 421 })
    },
  )

  it.each(['https://evil.example.com', 'null', 'http://localhost:1'])('its scripts (%s): 403', async (origin) => {
    const answer = await raw('/api/tasks', { ...bearer(), origin })
    expect(answer.status).toBe(403)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('its sockets are refused before they are open', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${api.port}/${api.token}/ws`, { origin: 'https://evil.example.com' })
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      socket.on('error', () => {})
      socket.on('open', () => resolve('open'))
    })
    expect(status).toBe(403)
  })

  it('one that is configured gets in, with the token only', async () => {
    const origin = 'https://pages.example.org'
    const open = await openApi({ api: { ...api.app.settings.api, origin } })
    try {
      const headers = { authorization: `Bearer ${open.token}`, origin }
      const answer = await open.ask('GET', '/api/tasks', { headers })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
      // Some pages always ask with credentials; a cookie of ours is good for our own pages only (access.test.ts).
      expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
      expect((await open.ask('GET', '/api/tasks', { headers: { origin } })).status).toBe(401)
      const preflight = await open.ask('OPTIONS', '/api/tasks', {
        headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
      })
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE')
    } finally {
      await open.close()
    }
  })
})

describe('paths', () => {
  it.each([
    '/api/tasks/..%2f..%2f..%2fetc%2fpasswd',
    '/api/tasks/%2e%2e/%2e%2e/settings.json',
    '/api/tasks/../../settings.json',
    '/api/tasks/%00/export?format=md',
    '/api/tasks/x/export?format=../../etc/passwd',
    '/api/batches/..%2f..%2fsettings.json/download',
    '/docs/static/..%2f..%2f..%2fpackage.json',
    '/docs/static/%2e%2e%2f%2e%2e%2fpackage.json',
    `/api/tasks/${'a'.repeat(5000)}`,
    '/api/tasks/%E0%A4%A',
    '//',
    '//evil.example.com/',
    '/?key=a&key=b',
  ])('%s leads nowhere', async (path) => {
    const answer = await raw(path, bearer())
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.body).not.toMatch(/root:|"version"|"token":/)
  })

  it.each([
    '../../../../tmp/evil.png',
    '..\\..\\evil.png',
    '/etc/evil.png',
    'C:\\evil.png',
    '\u202egnp.exe',
    `${'a'.repeat(300)}.png`,
    '.',
    '..',
    '',
    'a\u0000b.png',
  ])('a file named %j stays where it belongs', async (name) => {
    const body = new FormData()
    body.append('file', new Blob([readFileSync(fixture('page.png'))]), name)
    const answer = await api.ask('POST', '/api/async/image', { headers: bearer(), body })
    expect(answer.status).toBe(200)
    const task = await api.task(answer.body.task_id)
    expect(task.file_name).not.toMatch(/[/\\\u0000\u202e]/)
    expect(readdirSync(api.runtime.uploadsFolder)).toEqual([])
    expect(existsSync('/tmp/evil.png') || existsSync(join(dirname(api.runtime.dataFolder), 'evil.png'))).toBe(false)
  })

  it('a name with line breaks and quotes makes no header', async () => {
    const boundary = 'b'
    const name = 'a%0d%0aset-cookie: x=1%22; filename=%22b.png'
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
    const body = Buffer.concat([
      Buffer.from(head),
      readFileSync(fixture('page.png')),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    const headers = { ...bearer(), 'content-type': `multipart/form-data; boundary=${boundary}` }
    const { task_id: id } = (await api.ask('POST', '/api/async/image', { headers, body })).body
    await api.task(id)
    const answer = await raw(`/api/tasks/${id}/export?format=txt`, bearer())
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename=("[^"\r\n]*"|[\w.-]+)(; filename\*=UTF-8''[\w%.!~-]+)?$/,
    )
  })
})

describe('uploads', () => {
  const boundary = 'bomb'
  const headers = () => ({ ...bearer(), 'content-type': `multipart/form-data; boundary=${boundary}` })
  const post = (body: NonNullable<RequestInit['body']>, path = '/api/async/pdf') =>
    api.ask('POST', path, { headers: headers(), body, duplex: 'half' } as RequestInit)

  it.each([
    ['logo.png', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'an SVG drawing'],
    ['page.jpg', '<!doctype html><script>alert(1)</script>', 'a web page'],
    ['scan.pdf', 'MZ\x90\x00 a program', 'does not know'],
  ])('%s that is none: 415', async (name, content, what) => {
    const { status, body } = await api.upload('/api/async/image', { file: put(temporaryFolder(), name, content) })
    expect(status).toBe(415)
    expect(body.message).toContain(what)
  })

  it('ten thousand parts: refused', async () => {
    const part = `--${boundary}\r\nContent-Disposition: form-data; name="mode"\r\n\r\nbasic\r\n`
    const { status, body } = await post(`${part.repeat(10_000)}--${boundary}--\r\n`)
    expect({ status, code: body.code }).toEqual({ status: 413, code: 'too_many_parts' })
  })

  it('a part without an end, a form without an end, no form at all: 422', async () => {
    const open = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 and then`
    for (const body of [open, `--${boundary}\r\n`, 'nothing of the kind', '']) {
      const answer = await post(body)
      expect({ body, status: answer.status, s: answer.body?.status }).toEqual({ body, status: 422, s: 'error' })
    }
    expect((await api.post('/api/async/pdf', { file: 'me' })).status).toBe(415)
    expect(readdirSync(api.runtime.uploadsFolder)).toEqual([])
  })

  it('less than the length that was said: let go, and nothing is left', async () => {
    const socket = connect(api.port, '127.0.0.1')
    const part = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7`
    socket.write(
      `POST /api/async/pdf HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${api.token}\r\n` +
        `Content-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: 100000\r\n\r\n${part}`,
    )
    const uploads = () => readdirSync(api.runtime.uploadsFolder).length
    await expect.poll(uploads, { timeout: 20_000 }).toBe(1)
    socket.destroy()
    await expect.poll(uploads, { timeout: 20_000 }).toBe(0)
  })

  it('a PDF of 201 MB, a picture of 51 MB: 413 with the limit, as soon as it is passed', async () => {
    const long = (head: string, megabytes: number) =>
      new ReadableStream({
        start: (stream) =>
          stream.enqueue(
            Buffer.from(
              `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${head}`,
              'latin1',
            ),
          ),
        pull(stream) {
          if (megabytes-- > 0) stream.enqueue(Buffer.alloc(MB))
          else {
            stream.enqueue(Buffer.from(`\r\n--${boundary}--\r\n`))
            stream.close()
          }
        },
      })
    const pdf = await post(long('%PDF-1.7\n', 201))
    expect(pdf).toMatchObject({
      status: 413,
      body: { code: 'file_too_large', message: expect.stringContaining('200 MB') },
    })
    const picture = await post(long('\x89PNG\r\n\x1a\n', 51), '/api/async/image')
    expect(picture).toMatchObject({ status: 413, body: { message: expect.stringContaining('50 MB') } })
    expect(readdirSync(api.runtime.uploadsFolder)).toEqual([])
  })

  it('501 pages: 422 with the limit', async () => {
    const { status, body } = await api.upload('/api/async/pdf', { file: longPdf(501, 1) })
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'too_many_pages' })
    expect(body.message).toContain('500')
  })

  it('several files where one is meant, a field that is none: told', async () => {
    const two = await api.upload('/api/async/image', { file: [fixture('page.png'), fixture('page.png')] })
    expect(two).toMatchObject({ status: 413, body: { code: 'too_many_files' } })
    const other = await api.upload('/api/async/image', { picture: fixture('page.png') })
    expect(other).toMatchObject({ status: 422, body: { message: expect.stringContaining('send file') } })
  })
})

it('a list of pages with ten thousand spaces holds nobody up', async () => {
  const since = performance.now()
  const pages = `1-${' '.repeat(3900)}x`
  expect((await api.upload('/api/async/pdf', { file: fixture('sample.pdf') }, { pages })).status).toBe(422)
  expect(performance.now() - since).toBeLessThan(400)
})

describe('slow ones', () => {
  it('that fall silent in the middle of a body are let go', { timeout: 60_000 }, async () => {
    const part = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7`
    const answered = await silentAfter(
      `POST /api/async/pdf HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${api.token}\r\n` +
        `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n${part}`,
    )
    expect(answered.text).toMatch(/^HTTP\/1.1 408.*upload_stalled/s)
    expect(answered.seconds).toBeLessThan(40)
    expect(readdirSync(api.runtime.uploadsFolder)).toEqual([])
    if (process.platform === 'linux') expect(openFiles().filter((file) => file.includes('/uploads/'))).toEqual([])
  })

  it('that never end their headers are let go', { timeout: 60_000 }, async () => {
    const answered = await silentAfter('GET /api/tasks HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    expect(answered.text).toMatch(/^HTTP\/1.1 408/)
    expect(answered.seconds).toBeLessThan(40)
  })

  function silentAfter(text: string): Promise<{ text: string; seconds: number }> {
    const since = performance.now()
    const socket = connect(api.port, '127.0.0.1')
    socket.write(text)
    let heard = ''
    socket.on('data', (part) => {
      heard += part
    })
    socket.on('error', () => {})
    return new Promise((resolve) => {
      socket.on('close', () => resolve({ text: heard, seconds: (performance.now() - since) / 1000 }))
    })
  }
})

describe('a socket', () => {
  it('that is none is told so', async () => {
    expect(await raw('/ws', bearer())).toMatchObject({ status: 426 })
  })

  it('that sends rubbish is told so, and one that sends too much is let go', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${api.port}/${api.token}/ws`)
    const heard: string[] = []
    socket.on('message', (data) => heard.push(String(data)))
    await new Promise((resolve) => socket.once('open', resolve))
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '{"type":"dance"}',
      '{"type":"subscribe"}',
      '{"type":"subscribe","task_id":"nobody"}',
    ])
      socket.send(text)
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(8)
    const messages = heard.map((text) => JSON.parse(text))
    expect(messages.slice(1).map(({ type }) => type)).toEqual(Array(7).fill('error'))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.send('x'.repeat(100_000))
    expect(await closed).toBe(1009)
  })
})

it('the token is in no log and in no diagnostics', async () => {
  await api.get('/api/tasks')
  await fetch(`${api.base}/${api.token}/api/tasks`)
  const report = await api.app.handlers['app.diagnostics']({})
  expect(report).not.toContain(api.token)
  for (const name of readdirSync(api.runtime.logsFolder))
    expect(readFileSync(join(api.runtime.logsFolder, name), 'utf8')).not.toContain(api.token)
})

it('a form whose file has no end of names is refused, not stored', async () => {
  const answer = await api.ask('POST', '/api/async/image', {
    headers: bearer(),
    body: form({ file: fixture('page.png') }, { password: 'x'.repeat(20_000) }),
  })
  expect(answer.status).toBe(422)
})

describe('every error has the one shape, whoever found it', () => {
  const head = (method: string, path: string, headers: Record<string, string>) =>
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`
  const JSON_TYPE = { 'Content-Type': 'application/json' }
  const status = (): string => `/${api.token}/api/tasks/batch/status`

  it.each<[string, () => string, number, string]>([
    ['no HTTP', () => 'GET / HTTP/9.9\r\nx\r\n\r\n', 400, 'bad_request'],
    ['headers without end', () => head('GET', '/api/tasks', { x: 'a'.repeat(20_000) }), 431, 'headers_too_large'],
    [
      'a body too large',
      () => `${head('POST', status(), { ...JSON_TYPE, 'Content-Length': '99999999' })}{`,
      413,
      'body_too_large',
    ],
    [
      'a packed body',
      () => `${head('POST', status(), { ...JSON_TYPE, 'Content-Encoding': 'gzip', 'Content-Length': '2' })}{}`,
      415,
      'unsupported_encoding',
    ],
    [
      'a body of another type',
      () => `${head('POST', status(), { 'Content-Type': 'text/plain', 'Content-Length': '2' })}{}`,
      415,
      'unsupported_type',
    ],
    [
      'broken JSON',
      (): string => `${head('POST', status(), { ...JSON_TYPE, 'Content-Length': '2' })}{x`,
      400,
      'bad_json',
    ],
    ['a broken address', () => head('GET', `/${api.token}/api/tasks/%zz`, {}), 400, 'bad_address'],
    ['nothing below the token', () => head('GET', `/${api.token}/nothing/at/all`, {}), 404, 'no_such_address'],
    ['no name', () => 'GET /api/tasks HTTP/1.1\r\nConnection: close\r\n\r\n', 421, 'wrong_host'],
  ])('%s', async (_what, request, wanted, code) => {
    const answer = await spoken(request())
    const [top = '', body = ''] = answer.split('\r\n\r\n')
    expect(top).toMatch(new RegExp(`^HTTP/1.1 ${wanted} `))
    const { message, ...rest } = JSON.parse(body)
    expect(rest).toEqual({ status: 'error', code, error: message, detail: message })
    expect(message).not.toMatch(/FST_|HPE_/)
  })

  function spoken(request: string): Promise<string> {
    return new Promise((done, fail) => {
      const socket = connect(api.port, '127.0.0.1', () => socket.write(request))
      let heard = ''
      socket.on('data', (data) => {
        heard += data
      })
      socket.on('close', () => done(heard))
      socket.on('error', (caught) => (heard === '' ? fail(caught) : done(heard)))
    })
  }
})

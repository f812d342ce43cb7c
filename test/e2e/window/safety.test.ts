/** What is refused: other senders, other pages, other places of the disk. */
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../support/folders.ts'
import { desktopKinds, openWindow, sharedWindow } from '../../support/window.ts'
import { jobRow, waitState } from '../../support/window-parts.ts'

describe.each(desktopKinds.filter((kind) => kind === 'stand-in'))('the desktop (%s)', (kind) => {
  const shared = sharedWindow({ kind, files: [fixture('page.png')] })

  it('answers its own window only', async () => {
    const { ask } = shared()
    const call = ['inkleaf:call', 'jobs.list', {}]
    expect(await ask('forge', ['inkleaf-app://window/', ...call])).toEqual({ result: expect.any(Array) })
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'inkleaf-app://window.example.com/'])
      expect(await ask('forge', [url, ...call])).toMatchObject({ error: { code: 'wrong_sender' } })
  })

  it('refuses what makes no sense with an error, never with nothing', async () => {
    const { ask } = shared()
    const from = 'inkleaf-app://window/'
    expect(await ask('forge', [from, 'inkleaf:call', '__proto__', {}])).toMatchObject({
      error: { code: 'no_such_command' },
    })
    expect(await ask('forge', [from, 'inkleaf:call', 'jobs.pause', { jobIds: 'all' }])).toMatchObject({
      error: { code: 'bad_request', message: expect.stringMatching(/^jobs\.pause\.jobIds/) },
    })
    expect(await ask('forge', [from, 'inkleaf:act', 'format'])).toMatchObject({ error: { code: 'bad_request' } })
    expect(await ask('forge', [from, 'inkleaf:act', 'openExternal', 'file:///etc/passwd'])).toMatchObject({
      error: { code: 'not_opened' },
    })
  })

  it('goes nowhere else, opens no other window, asks for no permission', async () => {
    const { ask } = shared()
    expect(await ask('navigate', 'https://example.com/')).toBe(true)
    expect(await ask('openWindow', 'https://example.com/x')).toEqual({ action: 'deny' })
    expect(await ask('openWindow', 'javascript:alert(1)')).toEqual({ action: 'deny' })
    const seen = await ask<{ what: string; value: unknown }[]>('seen')
    expect(seen.filter(({ what }) => what === 'external').map(({ value }) => value)).toEqual(['https://example.com/x'])
    expect(
      seen.filter(({ what }) => what === 'permission').every(({ value }) => !(value as { yes: boolean }).yes),
    ).toBe(true)
    expect(seen.find(({ what }) => what === 'window')?.value).toMatchObject({
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
    })
  })

  it('gives the window its own files and pictures of pages, and nothing else of the disk', async () => {
    const { page } = shared()
    await waitState(page, 'page.png', 'Done')
    const statusOf = (path: string) => page.evaluate<number>(`fetch(${JSON.stringify(path)}).then((r) => r.status)`)
    expect(await statusOf('/index.html')).toBe(200)
    for (const path of [
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/pages/nobody/1/thumb',
      '/pages/x/1/huge',
    ])
      expect([path, await statusOf(path)]).toEqual([path, 404])
  })

  it('has no Node in the window, and runs no script but its own', async () => {
    const { page } = shared()
    expect(await page.evaluate('[typeof require, typeof process, typeof window.inkleaf.call].join()')).toBe(
      'undefined,undefined,function',
    )
    await page.evaluate(`{
      const script = document.createElement('script')
      script.textContent = 'window.hacked = 1'
      document.body.append(script)
    }`)
    expect(await page.evaluate('window.hacked === undefined')).toBe(true)
  })

  it('an inkleaf:// link opens a page, and a strange one nothing', async () => {
    const { page, ask } = await openWindow({ kind, files: [fixture('sample.pdf')] })
    await waitState(page, 'sample.pdf', 'Done')
    const id = await page.evaluate<string>(`window.inkleaf.call('history.list', {}).then(({ jobs }) => jobs[0].id)`)
    await ask('emit', ['open-url', 'inkleaf://open?job=../../etc&page=1'])
    await ask('emit', ['open-url', `inkleaf://open?job=${id}&page=2`])
    await page.getByText('Page 2 of 2', { exact: true }).waitFor()
  })
})

describe('the window over HTTP', () => {
  const shared = sharedWindow({ kind: 'browser', files: [fixture('page.png')] })
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const { port } = new URL(shared().page.url())
    return new Promise<{ status: number; body: string }>((done, fail) => {
      const asking = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
        let body = ''
        answer.on('data', (part) => {
          body += part
        })
        answer.on('end', () => done({ status: answer.statusCode ?? 0, body }))
      })
      asking.on('error', fail)
      asking.end()
    })
  }

  it('leaves nothing secret in the address bar', () => {
    expect(new URL(shared().page.url()).search).toBe('')
  })

  it('lets nobody in without the cookie', async () => {
    for (const path of ['/', '/index.html', '/pages/x/1/thumb', '/exports/x/md', '/bridge/events'])
      expect([path, (await ask(path)).status]).toEqual([path, 401])
    expect((await ask('/bridge/call/jobs.list', {}, 'POST')).status).toBe(401)
    expect((await ask('/?key=guess')).status).toBe(303)
    expect((await ask('/', { cookie: 'inkleaf=guess' })).status).toBe(401)
  })

  it('answers to its own name only, and to its own pages', async () => {
    expect((await ask('/', { host: 'rebound.example.com' })).status).toBe(421)
    expect((await ask('/', { origin: 'https://example.com' })).status).toBe(403)
    const cookies = await shared().page.context().cookies()
    const cookie = `inkleaf=${cookies.find(({ name }) => name === 'inkleaf')?.value}`
    const room = new URL(shared().page.url()).pathname
    expect((await ask(room, { cookie })).status).toBe(200)
    expect((await ask('/', { cookie })).status).toBe(401)
    expect((await ask(room, { cookie, origin: 'https://example.com' })).status).toBe(403)
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }
    expect((await ask(`${room}bridge/events`, { cookie, origin: 'https://example.com', ...upgrade })).status).toBe(403)
  })

  it('a browser can not ask for this machine’s paths', async () => {
    const { page } = shared()
    await jobRow(page, 'page.png').waitFor()
    const said = await page.evaluate<{ error: { code: string } }>(`fetch('bridge/call/jobs.add', {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ paths: ['/etc/passwd'], options: {} }) }).then((r) => r.json())`)
    expect(said.error.code).toBe('not_allowed')
  })

  it('an upload’s name is a name and no path', async () => {
    const { page } = shared()
    const said = await page.evaluate<{ result: { refused: { code: string }[] } }>(`fetch('bridge/uploads?' +
      new URLSearchParams({ name: '../../../evil.txt', options: '{}' }), {
      method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: 'text' }).then((r) => r.json())`)
    expect(said.result.refused).toMatchObject([{ code: 'unknown_kind' }])
  })
})

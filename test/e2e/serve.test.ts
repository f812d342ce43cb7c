/** `token` and `serve` as a user starts them. */
import { expect, it } from 'vitest'
import { start } from '../support/cli.ts'
import { temporaryFolder } from '../support/folders.ts'

async function token(home: string, ...more: string[]): Promise<string> {
  const { code, stdout } = await start(home, ['token', ...more]).ended
  expect(code).toBe(0)
  expect(stdout).toMatch(/^[\w-]{32}\n$/)
  return stdout.trim()
}

it('the token is made once, and anew when that is asked for', async () => {
  const home = temporaryFolder()
  const first = await token(home)
  expect(await token(home)).toBe(first)
  const next = await token(home, '--new')
  expect(next).not.toBe(first)
  expect(await token(home)).toBe(next)
})

it('serve has the API, takes a new token at once, and shows it nowhere', async () => {
  const home = temporaryFolder()
  const first = await token(home)
  const served = start(home, ['serve', '--port', '0'])
  const base = await new Promise<string>((done) => {
    let said = ''
    served.child.stderr?.on('data', (part) => {
      said += part
      const found = /The API is at (http:\/\/[^/]+)/.exec(said)
      if (found?.[1]) done(found[1])
    })
  })
  const status = async (secret: string) => (await fetch(`${base}/${secret}/api/tasks`)).status
  expect(await status(first)).toBe(200)
  const socket = new WebSocket(`${base.replace('http', 'ws')}/${first}/ws`)
  await new Promise((done) => socket.addEventListener('open', done))
  const closed = new Promise<number>((done) => socket.addEventListener('close', ({ code }) => done(code)))
  const docs = await fetch(`${base}/${first}/docs`, { redirect: 'manual' })
  const cookie = docs.headers.get('set-cookie')?.split(';')[0] ?? ''
  const room = new URL((docs.headers.get('location') ?? '').replace('docs/', ''), base)
  const byCookie = async () => (await fetch(new URL('api/tasks', room), { headers: { cookie } })).status
  expect(await byCookie()).toBe(200)
  // It is good in its room only.
  expect((await fetch(`${base}/api/tasks`, { headers: { cookie } })).status).toBe(401)
  const next = await token(home, '--new')
  expect([await closed, await byCookie()]).toEqual([1008, 401])
  expect([await status(first), await status(next)]).toEqual([401, 200])
  served.child.kill('SIGTERM')
  const { code, stdout, stderr } = await served.ended
  expect(code).toBe(0)
  for (const secret of [first, next]) expect(stdout + stderr).not.toContain(secret)
})

it('serve for other machines needs a long token', async () => {
  const home = temporaryFolder()
  await token(home)
  const { writeFileSync, readFileSync } = await import('node:fs')
  const file = `${home}/settings.json`
  const settings = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...settings, api: { ...settings.api, token: 'short' } }))
  const { code, stderr } = await start(home, ['serve', '--port', '0', '--host', '0.0.0.0']).ended
  expect(code).toBe(1)
  expect(stderr).toContain('16 characters')
})

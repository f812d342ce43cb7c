import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { Access, roomPath } from './access.ts'

function opened() {
  const keys: string[] = []
  const access = new Access({
    hosts: ['127.0.0.1'],
    origin: null,
    token: () => '',
    onKey: (key) => keys.push(key),
    sessions: new Set<string>(),
  })
  access.newKey()
  return { access, keys }
}

function asked(access: Access, url: string, origin?: string): IncomingMessage {
  const raw = { url, headers: { host: '127.0.0.1:1', ...(origin === undefined ? {} : { origin }) } } as IncomingMessage
  access.withoutToken(raw)
  return raw
}

it('a cookie is good in its own room only, and for our own pages', () => {
  const { access } = opened()
  const [one, other] = [access.newSession('key'), access.newSession('key')]
  const path = `${roomPath(one.room)}pages/x/1/thumb`
  expect(access.withoutToken({ url: path, headers: {} } as IncomingMessage)).toBe('/pages/x/1/thumb')
  expect(access.knows(asked(access, path), one.secret)).toBe(true)
  // Another server on this machine has been sent one of them, and tries it elsewhere.
  expect(access.knows(asked(access, roomPath(other.room)), one.secret)).toBe(false)
  expect(access.knows(asked(access, path, 'http://127.0.0.1:1'), one.secret)).toBe(true)
  expect(access.knows(asked(access, path, 'https://127.0.0.1:1'), one.secret)).toBe(true)
  expect(access.knows(asked(access, path, 'https://pages.example.org'), one.secret)).toBe(false)
})

it('each key lets one browser in, and a new key is there for the next', () => {
  const { access, keys } = opened()
  const [first = ''] = keys
  expect(access.enter(first)).toBe(true)
  const { room, secret } = access.newSession('key')
  expect(access.knows(asked(access, roomPath(room)), secret)).toBe(true)
  expect(access.enter(first)).toBe(false)
  expect(keys).toHaveLength(2)
  expect(access.enter(keys[1] ?? '')).toBe(true)
})

it('nothing, an empty key and a guess let nobody in', () => {
  const { access } = opened()
  expect(access.enter('')).toBe(false)
  expect(access.enter('guess')).toBe(false)
  const { room, secret } = access.newSession('key')
  expect(access.knows(asked(access, roomPath(room)), undefined)).toBe(false)
  expect(access.knows(asked(access, roomPath(room)), 'guess')).toBe(false)
  expect(access.knows(asked(access, '/'), secret)).toBe(false)
})

it.each([
  ['127.0.0.1:54188', true],
  ['localhost:1', true],
  ['[::1]:54188', true],
  ['LOCALHOST', true],
  ['evil.example.com', false],
  ['127.0.0.1.evil.com', false],
  [undefined, false],
])('host %s', (host, ours) => {
  expect(opened().access.isOurHost(host)).toBe(ours)
})

it('a page of another origin is none of ours', () => {
  const { access } = opened()
  expect(access.isOurOrigin('http://localhost:1', 'localhost:1')).toBe(true)
  expect(access.isOurOrigin(undefined, 'localhost:1')).toBe(true)
  // Behind a proxy that has a certificate.
  expect(access.isOurOrigin('https://scanner.example', 'scanner.example')).toBe(true)
  expect(access.isOurOrigin('https://scanner.example', 'localhost:1')).toBe(false)
  expect(access.isOurOrigin('http://localhost:2', 'localhost:1')).toBe(false)
  expect(access.isOurOrigin('null', 'localhost:1')).toBe(false)
})

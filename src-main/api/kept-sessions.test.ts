import { readFileSync, statSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folders.ts'
import { Access, roomPath } from './access.ts'
import { KeptSessions } from './kept-sessions.ts'

const DAY_MS = 86_400_000

function opened(path: string, now = Date.now) {
  const sessions = new KeptSessions(path, now)
  const access = new Access({ hosts: [], origin: null, token: () => 'a-token-of-sixteen', onKey: () => {}, sessions })
  return {
    sessions,
    newSession: (by: 'key' | 'token') => access.newSession(by),
    knows: ({ room, secret }: { room: string; secret: string }) => {
      const raw = { url: roomPath(room), headers: {} } as IncomingMessage
      access.withoutToken(raw)
      return access.knows(raw, secret)
    },
  }
}

it('a browser that was let in is let in after a restart, for thirty days, and its cookie is in no file', () => {
  const path = join(temporaryFolder(), 'sessions.json')
  const cookie = opened(path).newSession('key')
  expect(opened(path).knows(cookie)).toBe(true)
  expect(opened(path, () => Date.now() + 31 * DAY_MS).knows(cookie)).toBe(false)
  expect(readFileSync(path, 'utf8')).not.toContain(cookie.secret)
  expect(statSync(path).mode & 0o077).toBe(0)
})

it('none is let in any more once all were forgotten, not after a restart either', () => {
  const path = join(temporaryFolder(), 'sessions.json')
  const access = opened(path)
  const cookie = access.newSession('key')
  access.sessions.clear()
  expect(access.knows(cookie)).toBe(false)
  expect(opened(path).knows(cookie)).toBe(false)
})

it('one that came by the token is not, since the token may be another then', () => {
  const path = join(temporaryFolder(), 'sessions.json')
  const access = opened(path)
  const cookie = access.newSession('token')
  expect(access.knows(cookie)).toBe(true)
  expect(opened(path).knows(cookie)).toBe(false)
})

it.each(['', '{', '[1]', '[{"hash":"x","since":1}]'])('a file with %s in it lets nobody in', (text) => {
  const path = join(temporaryFolder(), 'sessions.json')
  writeFileSync(path, text)
  expect(opened(path).knows({ room: 'x'.repeat(32), secret: 'x' })).toBe(false)
  const cookie = opened(path).newSession('key')
  expect(opened(path).knows(cookie)).toBe(true)
})

import { expect, it } from 'vitest'
import { Access } from './access.ts'

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

it('each key lets one browser in, and a new key is there for the next', () => {
  const { access, keys } = opened()
  const [first = ''] = keys
  expect(access.enter(first)).toBe(true)
  expect(access.knows(access.newSession('key'))).toBe(true)
  expect(access.enter(first)).toBe(false)
  expect(keys).toHaveLength(2)
  expect(access.enter(keys[1] ?? '')).toBe(true)
})

it('nothing, an empty key and a guess let nobody in', () => {
  const { access } = opened()
  expect(access.enter('')).toBe(false)
  expect(access.enter('guess')).toBe(false)
  expect(access.knows(undefined)).toBe(false)
  expect(access.knows('guess')).toBe(false)
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
  expect(access.isOurOrigin('http://localhost:2', 'localhost:1')).toBe(false)
  expect(access.isOurOrigin('null', 'localhost:1')).toBe(false)
})

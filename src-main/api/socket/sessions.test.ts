import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { MAX_KEPT, Sessions } from './sessions.ts'

/** A peer that reads as slowly as it is told to. */
class Peer extends EventEmitter {
  readonly readyState = 1
  bufferedAmount = 0
  readonly heard: string[] = []
  /** What it has not answered yet. */
  pings: string[] = []
  #written: (() => void)[] = []

  send(text: string, written: () => void): void {
    this.heard.push(text)
    this.#written.push(written)
  }

  ping(data: string): void {
    this.pings.push(data)
  }

  answer(): void {
    for (const ping of this.pings.splice(0)) this.emit('pong', Buffer.from(ping))
  }

  /** Reads on. */
  drain(): void {
    this.bufferedAmount = 0
    for (const written of this.#written.splice(0)) written()
  }

  close(): void {}
}

function subscribed(sessions: Sessions, peer: Peer, clientId = 'c') {
  const session = sessions.open(clientId)
  if (!session) throw new Error('too many')
  session.attach(peer as unknown as WebSocket)
  sessions.subscribe(session, 't')
  return session
}

const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `m${from + at}`)

describe('a slow reader', () => {
  it('is waited for, and hears all once it reads again', () => {
    const sessions = new Sessions()
    const peer = new Peer()
    subscribed(sessions, peer)
    sessions.publish('t', 'm1')
    peer.bufferedAmount = 2 << 20
    for (const text of numbered(2, 500)) sessions.publish('t', text)
    expect(peer.heard).toEqual(['m1'])
    peer.drain()
    expect(peer.heard).toEqual(numbered(1, 500))
  })

  it('that is overtaken is told to ask anew, and no more than the bound is kept for it', () => {
    const sessions = new Sessions()
    const peer = new Peer()
    subscribed(sessions, peer)
    sessions.publish('t', 'm1')
    peer.bufferedAmount = 2 << 20
    for (const text of numbered(2, 3 * MAX_KEPT)) sessions.publish('t', text)
    peer.drain()
    const [first, resync = '', ...rest] = peer.heard
    expect(first).toBe('m1')
    expect(JSON.parse(resync)).toMatchObject({ type: 'resync', data: { task_ids: ['t'] } })
    expect(rest.length).toBeLessThanOrEqual(MAX_KEPT)
    expect(rest.at(-1)).toBe(`m${3 * MAX_KEPT}`)
  })
})

describe('a client that comes back', () => {
  it('hears again what it has not confirmed, and not what it has', () => {
    const sessions = new Sessions()
    const lost = new Peer()
    const session = subscribed(sessions, lost)
    sessions.publish('t', 'm1')
    lost.answer()
    sessions.publish('t', 'm2')
    session.detach(lost as unknown as WebSocket)
    sessions.publish('t', 'm3')
    const back = new Peer()
    sessions.open('c')?.attach(back as unknown as WebSocket)
    expect(back.heard).toEqual(['m2', 'm3'])
  })
})

it('there are only so many clients', () => {
  const sessions = new Sessions()
  for (let n = 0; n < 1000; n++) expect(sessions.open(`c${n}`)).not.toBeNull()
  expect(sessions.open('one more')).toBeNull()
  expect(sessions.open('c1')).not.toBeNull()
})

it('who has been away for longest makes room, and who subscribed to nothing is not kept', () => {
  const sessions = new Sessions()
  const peers = Array.from({ length: 1000 }, (_, n) => {
    const peer = new Peer()
    return { peer, session: subscribed(sessions, peer, `c${n}`) }
  })
  for (const { peer, session } of peers.slice(0, 2)) session.detach(peer as unknown as WebSocket)
  expect(sessions.open('one more')).not.toBeNull()
  expect(sessions.open('c0')?.tasks.size).toBe(0)
  const [, , third] = peers
  third?.session.tasks.clear()
  third?.session.detach(third.peer as unknown as WebSocket)
  expect(sessions.open('c2')).not.toBe(third?.session)
})

import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CoreEvent, Handlers } from '../../src-preload/contract.ts'
import { temporaryFolder } from '../../test/support/folders.ts'
import { InkleafError } from '../errors.ts'
import { ControlClient } from './control-client.ts'
import { type ControlServer, serveControl } from './control-server.ts'

const path = join(temporaryFolder(), 'c.sock')
const paused: string[] = []
const handlers = {
  'jobs.list': async () => [],
  'jobs.pause': async ({ jobIds }: { jobIds: string[] }) => {
    paused.push(...jobIds)
    return null
  },
  'history.remove': async ({ jobIds }: { jobIds: string[] }) => ({ removed: jobIds.length }),
  'jobs.cancel': async () => {
    throw new InkleafError('too_late', 'input', 'It has ended.')
  },
} as unknown as Handlers
let server: ControlServer
beforeAll(async () => {
  server = await serveControl(path, handlers)
})
afterAll(() => server.close())

describe('the control socket', () => {
  it('carries commands there and answers back', async () => {
    const client = await ControlClient.connect(path)
    const answers = await Promise.all([client.call('jobs.pause', { jobIds: ['a', 'b'] }), client.call('jobs.list', {})])
    expect(answers).toEqual([null, []])
    expect(paused).toEqual(['a', 'b'])
    client.close()
  })

  it('carries errors whole', async () => {
    const client = await ControlClient.connect(path)
    await expect(client.call('jobs.cancel', { jobIds: ['a'] })).rejects.toMatchObject({
      code: 'too_late',
      kind: 'input',
      message: 'It has ended.',
    })
    client.close()
  })

  it('hears no line that is longer than any request', async () => {
    const socket = connect(path)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    const piece = Buffer.alloc(1 << 20, 'a')
    for (let n = 0; n < 24 && !socket.destroyed; n++)
      if (!socket.write(piece)) await new Promise((go) => setTimeout(go, 5))
    await closed
    const client = await ControlClient.connect(path)
    expect(await client.call('jobs.list', {})).toEqual([])
    client.close()
  })

  it('tells each client what happens', async () => {
    const clients = await Promise.all([ControlClient.connect(path), ControlClient.connect(path)])
    const heard = clients.map((client) => new Promise<CoreEvent>((resolve) => client.once('event', resolve)))
    await Promise.all(clients.map((client) => client.call('jobs.list', {})))
    server.broadcast({ type: 'removed', jobIds: ['x'] })
    expect(await Promise.all(heard)).toEqual([
      { type: 'removed', jobIds: ['x'] },
      { type: 'removed', jobIds: ['x'] },
    ])
    for (const client of clients) client.close()
  })

  it('carries text with any line separator in it', async () => {
    const client = await ControlClient.connect(path)
    const heard = new Promise<CoreEvent>((resolve) => client.once('event', resolve))
    const odd = 'a\u2028b\u2029c\u0085d\re'
    expect(await client.call('history.remove', { jobIds: [odd] })).toEqual({ removed: 1 })
    server.broadcast({ type: 'removed', jobIds: [odd] })
    expect(await heard).toEqual({ type: 'removed', jobIds: [odd] })
    client.close()
  })

  it('outlives clients that vanish in the middle', async () => {
    for (let n = 0; n < 5; n++) {
      const socket = connect(path)
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.write('{"id":1,"command":"jobs.list","input":{}}\n')
      server.broadcast({ type: 'removed', jobIds: ['x'.repeat(100_000)] })
      socket.destroy()
    }
    const client = await ControlClient.connect(path)
    expect(await client.call('jobs.list', {})).toEqual([])
    let gone = false
    client.once('gone', () => {
      gone = true
    })
    client.close()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(gone).toBe(false)
  })

  it.each([
    'not json',
    '{"id":1,"command":"rm -rf","input":{}}',
    '{"id":2,"command":"jobs.pause","input":{"jobIds":7}}',
  ])('answers %j with an error and goes on', async (line) => {
    const socket = connect(path)
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
    socket.write(`${line}\n`)
    expect(JSON.parse(await answer)).toHaveProperty('error.message')
    socket.destroy()
  })
})

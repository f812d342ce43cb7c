import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { keepAlive } from './heartbeat.ts'

async function connected(answersPings: boolean): Promise<{ closed: () => boolean }> {
  const http = createServer().listen(0, '127.0.0.1')
  const server = new WebSocketServer({ server: http })
  await once(http, 'listening')
  const accepted = once(server, 'connection')
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`, { autoPong: answersPings })
  const [socket] = (await accepted) as [WebSocket]
  onTestFinished(() => {
    client.terminate()
    server.close()
    http.close()
  })
  let closed = false
  socket.on('close', () => {
    closed = true
  })
  onTestFinished(keepAlive(socket, 300))
  return { closed: () => closed }
}

it('a peer that answers is kept, one that does not is let go', async () => {
  const [living, dead] = [await connected(true), await connected(false)]
  await expect.poll(dead.closed, { timeout: 20_000 }).toBe(true)
  expect(living.closed()).toBe(false)
})

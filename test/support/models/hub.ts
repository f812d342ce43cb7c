/** A model hub in Hugging Face's shape, with ranges, that may break off, lie or be slow. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

export interface TestHub {
  address: string
  /** Of each request for a file: its path and where it began. */
  requests: { path: string; from: number }[]
  /** Breaks the answer off after so many bytes; null: never. */
  breakAfter: number | null
  /** Whether it knows ranges. */
  ranges: boolean
  /** Milliseconds for each 64 KiB. */
  slowMs: number
  /** What is sent in place of a file. */
  instead: Map<string, Buffer>
}

const SHA = '0123456789abcdef0123456789abcdef01234567'
const CHUNK = 65_536

export async function testHub(repo: string, files: ReadonlyMap<string, Buffer>): Promise<TestHub> {
  const hub: TestHub = { address: '', requests: [], breakAfter: null, ranges: true, slowMs: 0, instead: new Map() }
  const tree = [...files].map(([path, bytes]) => {
    const isLarge = path.endsWith('.safetensors')
    const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return {
      type: 'file',
      path,
      oid,
      size: bytes.length,
      ...(isLarge ? { lfs: { oid: sha256, size: bytes.length, pointerSize: 134 } } : {}),
    }
  })
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '')
    if (path === `/api/models/${repo}/revision/main`) return json(response, { id: repo, sha: SHA })
    if (path.startsWith(`/api/models/${repo}/tree/${SHA}`)) return json(response, tree)
    const name = path.startsWith(`/${repo}/resolve/${SHA}/`) ? path.split('/').slice(5).join('/') : ''
    const bytes = hub.instead.get(name) ?? files.get(name)
    if (!bytes) return void response.writeHead(404).end()
    const from = hub.ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0
    hub.requests.push({ path: name, from })
    void send(hub, response, bytes, from)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  hub.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return hub
}

async function send(hub: TestHub, response: ServerResponse, bytes: Buffer, from: number): Promise<void> {
  const length = bytes.length - from
  const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': length, ...(from > 0 ? range : {}) })
  for (let at = from; at < bytes.length; at += CHUNK) {
    if (hub.breakAfter !== null && at - from >= hub.breakAfter) return void response.destroy()
    if (!response.write(bytes.subarray(at, at + CHUNK))) await roomIn(response)
    if (response.destroyed) return
    if (hub.slowMs > 0) await delay(hub.slowMs)
  }
  response.end()
}

/** Until more can be written, or nobody is there to write to. */
async function roomIn(response: ServerResponse): Promise<void> {
  const waiting = new AbortController()
  const { signal } = waiting
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  waiting.abort()
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

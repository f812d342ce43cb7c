/** The API under load: many subscribers and uploads at once, and how long a task's status takes meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { type Json, startApi, type TestApi } from '../support/api-server.ts'
import { makePdf } from '../support/make-pdf.ts'
import { percentile } from './bench-app.ts'

const SUBSCRIBERS = 200
const UPLOADS = 50
const PAGES = 2
const ASKED = 300

export async function apiBench(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'inkleaf-api-'))
  const api = await startApi(join(scratch, 'home'), {
    reading: {
      mode: 'markdown',
      accuracy: 'balanced',
      dpi: 200,
      textLayer: 'never',
      engine: 'local',
      cleanUp: [],
      ignoreRegions: [],
    },
  })
  try {
    const first = await upload(api, 0)
    await api.task(first)
    await asking(api, first, 'idle', async () => false)
    await load(api, first)
  } finally {
    await api.close()
    rmSync(scratch, { recursive: true })
  }
}

function upload(api: TestApi, n: number): Promise<string> {
  const pages = Array.from({ length: PAGES }, (_, at) => ({ lines: [`file ${n} page ${at + 1}`, 'a line under load'] }))
  return api
    .upload('/api/async/pdf', { file: new Blob([new Uint8Array(makePdf(pages))]) }, { text_layer: 'never' })
    .then(({ body }) => body.task_id)
}

/** Asks for a task again and again, until `isOver` says so or often enough. */
async function asking(api: TestApi, id: string, what: string, isOver: () => Promise<boolean>): Promise<void> {
  const times: number[] = []
  const headers = { authorization: `Bearer ${api.token}` }
  do {
    const since = performance.now()
    const response = await fetch(`${api.base}/api/tasks/${id}`, { headers })
    await response.arrayBuffer()
    times.push(performance.now() - since)
    await delay(10)
  } while (what === 'idle' ? times.length < ASKED : !(await isOver()))
  console.log(
    `  GET /api/tasks/{id}, ${what}: median ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, worst ${Math.max(...times).toFixed(0)} ms (${times.length})`,
  )
}

async function load(api: TestApi, first: string): Promise<void> {
  const memory = () => Math.round(process.memoryUsage.rss() / 1e6)
  const before = memory()
  let most = before
  const watching = setInterval(() => {
    most = Math.max(most, memory())
  }, 100)
  const readers = await Promise.all(Array.from({ length: SUBSCRIBERS }, (_, n) => Reader.open(api, `reader-${n}`)))
  const since = performance.now()
  const ids = await Promise.all(Array.from({ length: UPLOADS }, (_, n) => upload(api, n + 1)))
  const uploaded = performance.now() - since
  for (const reader of readers) for (const id of ids) reader.subscribe(id)
  const isOver = async () => readers.every((reader) => reader.ended.size === UPLOADS)
  await asking(api, first, 'while pages are read', isOver)
  clearInterval(watching)
  const heard = readers.reduce((sum, reader) => sum + reader.messages, 0)
  const gaps = readers.reduce((sum, reader) => sum + reader.gaps, 0)
  console.log(
    `  ${SUBSCRIBERS} subscribers of ${UPLOADS} uploads (taken in within ${(uploaded / 1000).toFixed(1)} s): ${heard} messages, ${gaps} lost, ${readers.reduce((sum, one) => sum + one.resyncs, 0)} resyncs`,
  )
  console.log(`  memory of server and clients together: ${before} MB before, ${most} MB at most, ${memory()} MB after`)
  for (const reader of readers) reader.socket.close()
}

class Reader {
  readonly socket: WebSocket
  messages = 0
  gaps = 0
  resyncs = 0
  readonly ended = new Set<string>()
  readonly #last = new Map<string, number>()

  static async open(api: TestApi, name: string): Promise<Reader> {
    const socket = new WebSocket(`ws://127.0.0.1:${api.port}/${api.token}/ws?client_id=${name}`)
    const reader = new Reader(socket)
    await new Promise((done, fail) => {
      socket.once('open', done)
      socket.once('error', fail)
    })
    return reader
  }

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => this.#hear(JSON.parse(String(data))))
  }

  subscribe(id: string): void {
    this.socket.send(JSON.stringify({ type: 'subscribe', task_id: id }))
  }

  /** Each task's numbers must go up one by one from what the subscription said. */
  #hear({ type, task_id: id, sequence, data }: Json): void {
    if (type === 'resync') this.resyncs++
    if (sequence === undefined) return
    const last = this.#last.get(id)
    if (type !== 'task_subscribed') this.messages++
    if (type !== 'task_subscribed' && last !== undefined && sequence > last + 1) this.gaps += sequence - last - 1
    this.#last.set(id, sequence)
    if (data.status === 'completed' && (type === 'task_completed' || type === 'task_subscribed')) this.ended.add(id)
  }
}

import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Json, openApi, sharedApi, type TestApi } from '../../../test/support/api.ts'
import { fixture, temporaryFolder } from '../../../test/support/folders.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'

const api = sharedApi()
const NEVER = { text_layer: 'never' }

class Client {
  readonly heard: Json[] = []
  readonly socket: WebSocket
  closed: number | null = null

  constructor({ port, token }: TestApi, clientId?: string) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/${token}/ws${clientId ? `?client_id=${clientId}` : ''}`)
    this.socket.on('message', (data) => this.heard.push(JSON.parse(String(data))))
    this.socket.on('close', (code) => {
      this.closed = code
    })
  }

  say(type: string, fields: object = {}): void {
    this.socket.send(JSON.stringify({ type, ...fields }))
  }

  /** The first message of that type, from `from` on. */
  async hear(type: string, from = 0): Promise<Json> {
    for (let n = 0; n < 1200; n++) {
      const found = this.heard.slice(from).find((message) => message.type === type)
      if (found) return found
      await delay(25)
    }
    throw new Error(`no ${type}, but ${this.heard.map((message) => message.type).join(' ')}`)
  }

  sequences(taskId: string): number[] {
    return this.heard
      .filter((one) => one.task_id === taskId && one.type !== 'task_subscribed')
      .flatMap((one) => one.sequence ?? [])
  }
}

async function client(clientId?: string, of: TestApi = api): Promise<Client> {
  const made = new Client(of, clientId)
  await made.hear('connection_established')
  return made
}

async function submit(file: string, fields: Record<string, string> = NEVER): Promise<string> {
  return (await api.upload('/api/async/pdf', { file }, fields)).body.task_id
}

describe('a subscriber', () => {
  it('who comes late hears the end', async () => {
    const id = await submit(longPdf(1))
    await api.task(id)
    const late = await client()
    late.say('subscribe_task', { task_id: id })
    expect(await late.hear('task_completed')).toMatchObject({ task_id: id, status: 'completed' })
    late.say('get_task_status', { task_id: id })
    expect((await late.hear('task_status_response')).task_info).toMatchObject({ id, status: 'completed' })
  })

  it('has its subscriptions after a restart of the server, and hears that something was missed', async () => {
    const home = join(temporaryFolder(), 'home')
    let server = await openApi({}, home)
    const { body } = await server.upload('/api/async/pdf', { file: longPdf(3) })
    const before = await client('back-again', server)
    before.say('subscribe_task', { task_id: body.task_id })
    await before.hear('task_subscribed')
    await server.close()
    server = await openApi({}, home)
    try {
      const after = await client('back-again', server)
      expect((await after.hear('connection_established')).data.subscriptions).toEqual([body.task_id])
      expect((await after.hear('resync')).data.task_ids).toEqual([body.task_id])
      const stranger = await client('somebody-else', server)
      stranger.say('ping')
      await stranger.hear('pong')
      expect(stranger.heard.some(({ type }) => type === 'resync')).toBe(false)
    } finally {
      await server.close()
    }
  })

  it('hears all of a task, in order and without a gap', async () => {
    const one = await client()
    const id = await submit(longPdf(4))
    one.say('subscribe_task', { task_id: id })
    const start = await one.hear('task_subscribed')
    expect(start.data).toMatchObject({ status: expect.any(String), progress: expect.any(Number) })
    const end = await one.hear('task_completed')
    expect(end).toMatchObject({ task_id: id, status: 'completed', data: { progress: 100, processed_pages: 4 } })
    const pages = one.heard.filter(({ type }) => type === 'page_completed')
    expect(pages.map((page) => page.page_number).sort()).toEqual([1, 2, 3, 4])
    expect(pages[0].data).toEqual({
      task_id: id,
      page_number: pages[0].page_number,
      status: 'completed',
      content_length: expect.any(Number),
      processing_time: expect.any(Number),
      error_message: null,
    })
    const progress = await one.hear('task_progress')
    expect(progress.progress).toBe(progress.data.progress)
    expect(Object.keys(progress.data)).toEqual(
      expect.arrayContaining([
        'current_page',
        'total_pages',
        'status',
        'failed_pages',
        'estimated_time_remaining',
        'processing_rate',
      ]),
    )
    expect(one.heard.map(({ type }) => type)).toContain('checkpoint_created')
    const sequences = one.sequences(id)
    expect(sequences).toEqual(sequences.map((_, at) => start.sequence + 1 + at))
    one.socket.close()
  })

  it('no longer hears what it has unsubscribed from, nor what it never subscribed to', async () => {
    const one = await client()
    const id = await submit(longPdf(6))
    one.say('subscribe', { data: { task_id: id } })
    await one.hear('task_subscribed')
    one.say('unsubscribe_task', { task_id: id })
    await one.hear('task_unsubscribed')
    const heard = one.heard.length
    await api.task(id)
    expect(one.heard).toHaveLength(heard)
    one.socket.close()
  })

  it('pings, asks, pauses, goes on and cancels', async () => {
    const one = await client()
    one.say('ping')
    await one.hear('pong')
    const id = await submit(longPdf(40))
    one.say('subscribe', { task_id: id })
    await one.hear('page_completed')
    one.say('pause_task', { task_id: id })
    expect((await one.hear('task_status_response')).status).toBe('paused')
    let from = one.heard.length
    one.say('resume_task', { task_id: id })
    expect((await one.hear('task_status_response', from)).data.status).toMatch(/pending|processing/)
    from = one.heard.length
    one.say('get_task_status', { task_id: id })
    expect((await one.hear('task_status_response', from)).data).toMatchObject({ task_id: id, file_name: 'long-40.pdf' })
    one.say('cancel_task', { task_id: id })
    await one.hear('task_cancelled')
    from = one.heard.length
    one.say('retry_page', { task_id: id, page_number: 40 })
    expect((await one.hear('page_retry', from)).page_number).toBe(40)
    await one.hear('page_completed', from)
    from = one.heard.length
    one.say('retry_page', { task_id: id, page_number: 40 })
    expect((await one.hear('error', from)).code).toBe('wrong_state')
    one.socket.close()
  })
})

describe('a client that comes back', () => {
  it('has its subscriptions, and hears what it missed, once each', async () => {
    const id = await submit(longPdf(12))
    const one = await client('traveller')
    one.say('subscribe', { task_id: id })
    const start = await one.hear('task_subscribed')
    await one.hear('page_completed')
    one.socket.terminate()
    await delay(600)
    const two = await client('traveller')
    expect(two.heard[0].data).toEqual({ client_id: 'traveller', subscriptions: [id] })
    await two.hear('task_completed')
    const all = [...new Set([...one.sequences(id), ...two.sequences(id)])].sort((a, b) => a - b)
    expect(all).toEqual(all.map((_, at) => start.sequence + 1 + at))
    expect(two.heard.filter(({ type }) => type === 'resync')).toEqual([])
    two.socket.close()
  })

  it('takes the place of its older connection', async () => {
    const one = await client('twin')
    const two = await client('twin')
    await expect.poll(() => one.closed, { timeout: 20_000 }).toBe(4000)
    two.socket.close()
  })
})

describe('the end', () => {
  it('closes sockets with 1001, answers whoever waits with 503, and keeps the tasks', async () => {
    const ending = await openApi()
    const one = await client('last', ending)
    const { task_id: id } = (await ending.upload('/api/async/pdf', { file: longPdf(30) }, NEVER)).body
    await ending.task(id, 'processing')
    const { task_id: held } = (await ending.upload('/api/pdf/init', { file: longPdf(5) }, NEVER)).body
    const waiting = ending.post('/api/pdf/process-batch', { task_id: held, batch_size: 5 })
    const ocr = ending.upload('/api/ocr', { file: fixture('scan.pdf') }, { ...NEVER, pages: '1' })
    await delay(150)
    await ending.stop()
    const answers = await Promise.all([waiting, ocr])
    for (const { status, headers, body } of answers)
      if (status !== 200) {
        expect({ status, code: body.code }).toEqual({ status: 503, code: 'stopped' })
        expect(headers.get('retry-after')).toBe('2')
      }
    expect(answers.map(({ status }) => status)).toContain(503)
    await expect.poll(() => one.closed, { timeout: 20_000 }).toBe(1001)
    expect(ending.app.service.task(id)?.state).toMatch(/pending|processing/)
    await ending.close()
  })
})

it('after a crash a task says that it was recovered, and so does the service', async () => {
  const first = await openApi()
  const { task_id: id } = (await first.upload('/api/async/pdf', { file: longPdf(30) }, NEVER)).body
  await first.task(id, 'processing')
  const { default: Database } = await import('better-sqlite3')
  await first.close()
  // As a crash leaves it: a page at work, and nobody at it.
  const db = new Database(first.runtime.databaseFile)
  db.prepare(`UPDATE page_results SET state = 'processing' WHERE task_id = ? AND page = 30`).run(id)
  db.close()
  const second = await openApi({}, first.runtime.dataFolder)
  try {
    const one = await client(undefined, second)
    one.say('subscribe', { task_id: id })
    expect((await one.hear('task_recovered')).task_id).toBe(id)
    const { body } = await second.get('/api/system/recovery')
    expect(body).toMatchObject({ recovered_pages: 1, recovered_tasks: [id] })
    await second.ask('DELETE', `/api/tasks/${id}`)
    one.socket.close()
  } finally {
    await second.close()
  }
})

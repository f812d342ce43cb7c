import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { form, type Json, openApi, sharedApi } from '../../../test/support/api.ts'
import { fixture, put, temporaryFolder } from '../../../test/support/folders.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'

const api = sharedApi()
const NEVER = { text_layer: 'never' }

it('the service says how it is', async () => {
  expect((await api.get('/api/status')).body).toMatchObject({ status: 'stopped', model_loaded: false })
  await api.upload('/api/ocr', { file: fixture('page.png') })
  expect((await api.get('/api/status')).body).toEqual({
    status: 'ready',
    model_loaded: true,
    model_healthy: true,
    model: expect.any(String),
    device: expect.any(String),
    version: expect.stringMatching(/^\d+\.\d+/),
    queue_length: 0,
  })
  expect((await api.get('/api/health')).body).toMatchObject({ status: 'healthy', model_healthy: true, active_tasks: 0 })
})

describe('a picture', () => {
  it('is answered with what the mode asks for', async () => {
    const basic = (await api.upload('/api/ocr', { file: fixture('page.png') }, { mode: 'basic' })).body
    expect(basic).toMatchObject({ success: true, processing_time: expect.any(Number) })
    expect(basic.text).toContain('Goods received')
    const markdown = (await api.upload('/api/ocr', { file: fixture('page.png') }, { mode: 'markdown' })).body
    expect(markdown.text).toBe(markdown.markdown)
    expect(markdown.blocks.length).toBeGreaterThan(1)
  })

  it('that can’t be decoded is 422 with the reason', async () => {
    const broken = put(temporaryFolder(), 'broken.png', Buffer.from('\x89PNG\r\n\x1a\nnothing of it', 'latin1'))
    const { status, body } = await api.upload('/api/ocr', { file: broken })
    expect({ status, ok: body.status }).toEqual({ status: 422, ok: 'error' })
    expect(await api.upload('/api/ocr', { file: fixture('encrypted.pdf') })).toMatchObject({ status: 422 })
    // The answer said it; the queue has nothing of it.
    const { data } = (await api.get('/api/tasks')).body
    expect(data.filter((task: Json) => task.status !== 'completed')).toEqual([])
  })

  it('PDFs of one page too; of more pages one is chosen', async () => {
    const refused = await api.upload('/api/ocr', { file: fixture('sample.pdf') })
    expect(refused).toMatchObject({ status: 422, body: { code: 'several_pages' } })
    expect((await api.upload('/api/ocr', { file: fixture('sample.pdf') }, { pages: '2' })).body.success).toBe(true)
  })

  it('whose reader hangs up is not read on', async () => {
    const long = new AbortController()
    const first = await api.upload('/api/async/pdf', { file: longPdf(30) }, NEVER)
    const waiting = fetch(`${api.base}/${api.token}/api/ocr`, {
      method: 'POST',
      body: form({ file: fixture('page.png') }, {}),
      signal: long.signal,
    })
    waiting.catch(() => {})
    const before = (await api.get('/api/tasks?limit=1')).body.data[0].task_id
    expect(before).toBe(first.body.task_id)
    let id: string = before
    while (id === before) {
      await delay(5)
      id = (await api.get('/api/tasks?limit=1')).body.data[0].task_id
    }
    long.abort()
    expect((await api.task(id)).status).toBe('cancelled')
    await api.ask('DELETE', `/api/tasks/${first.body.task_id}`)
  })
})

it('a page that takes too long is 504, and is not read on', async () => {
  const hasty = await openApi({ timeouts: { pageMs: 300, jobMs: null } })
  try {
    const { status, body, headers } = await hasty.upload('/api/ocr', { file: fixture('page.png') })
    expect({ status, code: body.code }).toEqual({ status: 504, code: 'page_late' })
    expect(headers.get('retry-after')).toBe('2')
    // Whichever clock is the first to strike: a page that fails takes its task with it, one still at work is cancelled.
    const tasks = (await hasty.get('/api/tasks')).body.data
    expect(tasks.filter(({ status }: { status: string }) => !/cancelled|failed/.test(status))).toEqual([])
    expect((await hasty.get('/api/status')).body.queue_length).toBe(0)
  } finally {
    await hasty.close()
  }
})

describe('a file as the body itself', () => {
  const send = (path: string, type: string, body: Buffer | string) =>
    api.ask('POST', path, {
      headers: { authorization: `Bearer ${api.token}`, 'content-type': type },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    })

  it('is read, with options in the address', async () => {
    const read = await send('/api/ocr?mode=basic&filename=order.png', 'image/png', readFileSync(fixture('page.png')))
    expect(read.body.text).toContain('Goods received')
    expect((await api.task(read.body.task_id)).file_name).toBe('order.png')
    const queued = await send('/api/async/pdf?pages=2', 'application/pdf', readFileSync(fixture('sample.pdf')))
    expect((await api.task(queued.body.task_id)).processed_pages).toBe(1)
  })

  it('of a kind that is not read is refused while it comes, and the next request is answered', async () => {
    const long = Buffer.alloc(30_000_000, 'x')
    const refused = await send('/api/ocr', 'image/png', long).catch((caught: Error) => caught)
    // A sender of that much may be let go before it has heard.
    if (!(refused instanceof Error)) expect(refused.status).toBe(415)
    expect((await api.get('/api/status')).status).toBe(200)
  })

  it('of a kind that is not read, or empty, is refused', async () => {
    expect((await send('/api/ocr', 'image/png', 'only text')).status).toBe(415)
    expect((await send('/api/ocr', 'image/png', '')).status).toBe(422)
    expect((await send('/api/ocr', 'text/plain', 'only text')).status).toBe(415)
  })

  it('an option that there is not is refused by name, in a form as in the address', async () => {
    const page = readFileSync(fixture('page.png'))
    for (const answer of [
      await send('/api/ocr?page=2', 'image/png', page),
      await api.upload('/api/ocr?page=2', { file: fixture('page.png') }),
      await api.upload('/api/ocr', { file: fixture('page.png') }, { page: '2' }),
    ]) {
      expect(answer.status).toBe(422)
      expect(answer.body.message).toMatch(/no option "page"; there are mode, .*dpi/)
    }
    const read = await api.upload('/api/ocr?mode=basic', { file: fixture('page.png') })
    expect(read.body.text).toContain('Goods received')
  })
})

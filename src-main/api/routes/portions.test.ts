import { setTimeout as delay } from 'node:timers/promises'
import { loadImage } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { type Json, openApi, sharedApi, type TestApi } from '../../../test/support/api.ts'
import { fixture } from '../../../test/support/folders.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'

const api = sharedApi()
const NEVER = { text_layer: 'never' }
const PASSWORD = 'secret'

const init = (file: string, fields = {}, of: TestApi = api) => of.upload('/api/pdf/init', { file }, fields)
const next = (task_id: string, more: object = {}, of: TestApi = api) =>
  of.post('/api/pdf/process-batch', { task_id, ...more })
const picture = (url: string) => loadImage(Buffer.from(url.replace('data:image/png;base64,', ''), 'base64'))

it('a PDF is opened first, with a small picture of each page', async () => {
  const { body } = await init(longPdf(5), NEVER)
  expect(body).toMatchObject({ success: true, total_pages: 5, filename: 'long-5.pdf' })
  expect(body.thumbnails).toHaveLength(5)
  for (const url of body.thumbnails) {
    const { width, height } = await picture(url)
    expect(Math.max(width, height)).toBe(200)
  }
  expect((await api.get(`/api/tasks/${body.task_id}`)).body.data).toMatchObject({
    status: 'paused',
    processed_pages: 0,
  })
})

it('is read a portion at a time, by its number', async () => {
  const id = (await init(longPdf(5), NEVER)).body.task_id
  const first = (await next(id, { mode: 'basic', batch_index: 0, batch_size: 2 })).body
  expect(first).toMatchObject({ success: true, processed_pages: 2, total: 5, has_more: true, next_batch_index: 1 })
  expect(first.results.map((page: Json) => [page.page, page.status])).toEqual([
    [1, 'completed'],
    [2, 'completed'],
  ])
  expect(first.results[1].text).toContain('page 2 line 1')
  // Nothing is read that nobody asked for: it is paused again before the answer comes.
  expect((await api.get(`/api/tasks/${id}`)).body.data).toMatchObject({ status: 'paused', processed_pages: 2 })
  const other = await next(id, { mode: 'markdown', batch_index: 1 })
  expect(other).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  const last = (await next(id, { batch_index: 2 })).body
  expect(last).toMatchObject({ processed_pages: 5, has_more: false, next_batch_index: null, done: false })
  expect(last.results.map((page: Json) => page.page)).toEqual([5])
  expect((await next(id, { batch_index: 1 })).body).toMatchObject({ processed: 5, done: true, next_batch_index: 2 })
  expect((await api.get(`/api/tasks/${id}`)).body.data.status).toBe('completed')
  expect((await next(id, { batch_index: 3 })).body).toMatchObject({ results: [], has_more: false })
})

it('the same call gives the same pages, also while the first answer is being made', async () => {
  const id = (await init(longPdf(6), NEVER)).body.task_id
  const lost = new AbortController()
  const unheard = fetch(`${api.base}/api/pdf/process-batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ task_id: id, batch_size: 3 }),
    signal: lost.signal,
  })
  unheard.catch(() => {})
  await api.task(id, 'processing')
  lost.abort()
  const again = await Promise.all([
    next(id, { batch_size: 3 }),
    next(id, { batch_size: 3 }),
    next(id, { batch_index: 1, batch_size: 3 }),
  ])
  expect(again.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(again[0].body.results).toEqual(again[1].body.results)
  expect(again[2].body.results.map((page: Json) => page.page)).toEqual([4, 5, 6])
  expect(await next(id, { batch_size: 3 }).then(({ body }) => body.results)).toEqual(again[0].body.results)
})

it('pages that were chosen are counted in their order', async () => {
  const id = (await init(longPdf(6), { ...NEVER, pages: '2,4-5' })).body.task_id
  const { body } = await next(id, { batch_index: 1, batch_size: 2 })
  expect(body.results.map((page: Json) => page.page)).toEqual([5])
  expect(body).toMatchObject({ has_more: false, processed_pages: 3 })
})

it('that is paused meanwhile is answered, and goes on with the next call', async () => {
  const id = (await init(longPdf(12), NEVER)).body.task_id
  const waiting = next(id, { batch_size: 12 })
  await api.task(id, 'processing')
  await api.post(`/api/tasks/${id}/pause`)
  const { status, body } = await waiting
  expect(status).toBe(200)
  expect(body.done).toBe(false)
  expect((await next(id, { batch_size: 12 })).body.done).toBe(true)
})

it('that is resumed in the window is read whole, and portions of it are still given', async () => {
  const id = (await init(longPdf(4), NEVER)).body.task_id
  await next(id, { batch_size: 1 })
  await api.post(`/api/tasks/${id}/resume`)
  expect((await next(id, { batch_index: 3, batch_size: 1 })).body.results[0].text).toContain('page 4 line 1')
  expect(await api.task(id)).toMatchObject({ status: 'completed', processed_pages: 4 })
})

it('with a password is opened with it only', async () => {
  expect(await init(fixture('encrypted.pdf'))).toMatchObject({ status: 422, body: { code: 'password_needed' } })
  expect((await init(fixture('encrypted.pdf'), { password: PASSWORD })).body.success).toBe(true)
  // What was refused leaves nothing behind.
  const { data } = (await api.get('/api/tasks')).body
  expect(data.filter((task: Json) => task.file_name === 'encrypted.pdf')).toHaveLength(1)
})

it('must be one, and what is asked of it must be there', async () => {
  expect(await init(fixture('page.png'))).toMatchObject({ status: 422, body: { code: 'other_type' } })
  expect((await next('nobody')).status).toBe(404)
  const refused = await api.post('/api/pdf/process-batch', { batch_size: 1 })
  expect(refused.status).toBe(422)
  // Whatever name a client looks for the message under.
  expect(refused.body.error).toBe(refused.body.message)
  expect(refused.body.detail).toBe(refused.body.message)
  const id = (await init(longPdf(2))).body.task_id
  expect((await api.post('/api/pdf/preview-page', { task_id: id, page_number: 3 })).status).toBe(404)
  expect((await api.get(`/api/files/pdf_extract_${id}/page_3.png`)).status).toBe(404)
  expect((await api.get('/api/files/elsewhere/page_3.png')).status).toBe(404)
})

it('modes of the other service are taken, others refused with the list', async () => {
  const id = (await init(longPdf(2), { content_type: 'Scene', subcategory: 'Photo', complexity: 'Small' })).body.task_id
  expect((await api.app.history.list({ limit: 1 }))[0]?.options.mode).toBe('basic')
  expect((await next(id, { mode: 'table' })).status).toBe(200)
  const refused = await init(longPdf(2), { mode: 'poem' })
  expect(refused).toMatchObject({
    status: 422,
    body: { message: expect.stringMatching(/basic.*markdown.*table.*formula.*product/) },
  })
})

it('pages are shown, and given as files', async () => {
  const id = (await init(longPdf(2))).body.task_id
  const shown = await api.post('/api/pdf/preview-page', { task_id: id, page_number: 2 })
  const { width, height } = await picture(shown.body.image)
  expect(Math.max(width, height)).toBeGreaterThan(1000)
  const { body } = await api.post('/api/pdf/extract-pages', { task_id: id })
  expect(body).toMatchObject({ success: true, total_images: 2 })
  expect(body.images[1]).toMatchObject({ filename: 'page_2.png', page_number: 2 })
  const file = await api.raw(body.images[1].file_url)
  expect(file.headers.get('content-type')).toBe('image/png')
  expect((await loadImage(Buffer.from(await file.arrayBuffer()))).height).toBe(height)
})

it('that its client is done with keeps what was read, and is gone where nothing was', async () => {
  const read = (await init(longPdf(3), NEVER)).body.task_id
  await next(read, { batch_size: 1 })
  expect((await api.post('/api/pdf/cancel', { task_id: read })).body).toEqual({ success: true })
  expect(await api.task(read)).toMatchObject({ status: 'cancelled', processed_pages: 1 })
  expect((await next(read, { batch_size: 1 })).body.results[0].text).toContain('page 1 line 1')
  expect(await next(read, { batch_index: 1, batch_size: 1 })).toMatchObject({
    status: 409,
    body: { code: 'wrong_state' },
  })
  const unread = (await init(longPdf(3))).body.task_id
  await api.post('/api/pdf/cancel', { task_id: unread })
  expect((await api.get(`/api/tasks/${unread}`)).status).toBe(404)
  expect((await api.post('/api/pdf/cancel', { task_id: unread })).status).toBe(404)
  const whole = (await init(longPdf(2))).body.task_id
  await next(whole)
  await api.post('/api/pdf/cancel', { task_id: whole })
  expect((await api.task(whole)).status).toBe('completed')
})

it('a portion that is being read ends with its task, and who waits for it hears that', async () => {
  const id = (await init(longPdf(40), NEVER)).body.task_id
  const waiting = next(id, { batch_size: 40 })
  await api.task(id, 'processing')
  expect((await api.post('/api/pdf/cancel', { task_id: id })).status).toBe(200)
  expect((await waiting).status).toBe(409)
  expect((await api.task(id)).status).toBe('cancelled')
})

it('a task of the user’s own is not held back for a client', async () => {
  const { body } = await api.upload('/api/async/pdf', { file: longPdf(30) }, NEVER)
  await api.post(`/api/tasks/${body.task_id}/pause`)
  expect(await next(body.task_id)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  await api.ask('DELETE', `/api/tasks/${body.task_id}`)
})

it('that nobody reads on ends by itself, one that was resumed does not', async () => {
  const hasty = await openApi({}, undefined, { heldMs: 3000 })
  try {
    const [unread, begun, resumed] = await Promise.all(
      [3, 4, 5].map(async (n) => (await init(longPdf(n), NEVER, hasty)).body.task_id),
    )
    await hasty.post(`/api/tasks/${resumed}/resume`)
    await next(begun, { batch_size: 1 }, hasty)
    for (let n = 0; n < 100 && (await hasty.get(`/api/tasks/${unread}`)).status !== 404; n++) await delay(100)
    expect((await hasty.get(`/api/tasks/${unread}`)).status).toBe(404)
    expect(await hasty.task(begun)).toMatchObject({ status: 'cancelled', processed_pages: 1 })
    expect((await hasty.task(resumed)).status).toBe('completed')
  } finally {
    await hasty.close()
  }
})

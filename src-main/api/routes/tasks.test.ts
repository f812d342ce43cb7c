import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type Json, sharedApi } from '../../../test/support/api.ts'
import { fixture, put, temporaryFolder } from '../../../test/support/folders.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'

const api = sharedApi()
const NEVER = { text_layer: 'never' }

async function submitted(file: string, fields: Record<string, string> = {}): Promise<string> {
  const type = file.endsWith('.pdf') ? 'pdf' : 'image'
  const { status, body } = await api.upload(`/api/async/${type}`, { file }, fields)
  expect({ status, body }).toMatchObject({ status: 200 })
  return body.task_id
}

describe('an upload', () => {
  it('is answered with where to go on', async () => {
    const { body } = await api.upload('/api/async/image', { file: fixture('page.png') })
    expect(body).toMatchObject({ status: 'success', message: expect.any(String) })
    const id = body.task_id
    expect(body.endpoints).toEqual({
      status: `/api/tasks/${id}`,
      result: `/api/tasks/${id}/result`,
      cancel: `/api/tasks/${id}`,
      websocket: '/ws',
    })
    await api.task(id)
    const next = await api.upload('/api/tasks/image', { file: fixture('page.png') })
    // Something was read, so there is something to estimate from.
    expect(next.body.estimated_time).toBeGreaterThan(0)
    await api.task(next.body.task_id)
  })

  it('of a PDF goes to the PDF’s address, and the other way round is told', async () => {
    expect((await api.upload('/api/tasks/pdf', { file: fixture('sample.pdf') })).status).toBe(200)
    const wrong = await api.upload('/api/async/image', { file: fixture('sample.pdf') })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'other_type', status: 'error' } })
    expect(wrong.body.message).toContain('/api/async/pdf')
  })

  it('takes its options from the form', async () => {
    const id = await submitted(fixture('sample.pdf'), {
      pages: '2',
      mode: 'basic',
      dpi: '100',
      priority: '3',
      ...NEVER,
    })
    const task = await api.task(id)
    expect(task).toMatchObject({ total_pages: 1, priority: 3, status: 'completed' })
    const { body } = await api.get(`/api/tasks/${id}/pages`)
    expect(body.data.pages.map((page: Json) => page.page_number)).toEqual([2])
  })

  it.each([
    ['dpi', '9999'],
    ['mode', 'poetry'],
    ['accuracy', 'perfect'],
    ['pages', 'one'],
    ['pages', '5-9'],
    ['engine', 'abacus'],
    ['fresh', 'perhaps'],
  ])('with a bad %s is refused with a reason', async (field, value) => {
    const { status, body } = await api.upload('/api/async/pdf', { file: fixture('sample.pdf') }, { [field]: value })
    expect({ status, ...body }).toMatchObject({ status: 'error', message: expect.stringMatching(/\w+/) })
    expect(status).toBe(422)
  })

  it('with a password reads a protected file, and without one waits for it', async () => {
    const open = await submitted(fixture('encrypted.pdf'), { password: 'secret' })
    expect((await api.task(open)).status).toBe('completed')
    const waiting = await submitted(fixture('encrypted.pdf'))
    expect(await api.task(waiting, 'waiting_for_password')).toMatchObject({ error_message: expect.any(String) })
    expect((await api.post(`/api/tasks/${waiting}/resume`)).body.message).toContain(`/api/tasks/${waiting}/password`)
    expect((await api.get(`/api/tasks/${waiting}/export`)).body).toMatchObject({ code: 'nothing_read' })
    expect((await api.post(`/api/tasks/${waiting}/password`, { password: 'secret' })).status).toBe(200)
    expect((await api.task(waiting)).status).toBe('completed')
    expect((await api.post(`/api/tasks/${waiting}/password`, { password: 'secret' })).status).toBe(409)
  })
})

describe('an idempotency key', () => {
  const headers = { 'idempotency-key': 'a key of my own' }

  it('gives the first task again, also to uploads that come at once', async () => {
    const send = () => api.upload('/api/async/image', { file: fixture('page.png') }, {}, headers)
    const answers = [...(await Promise.all([send(), send()])), await send()]
    expect(new Set(answers.map(({ body }) => body.task_id)).size).toBe(1)
  })

  it('is forgotten with its task', async () => {
    const own = { 'idempotency-key': 'for a while' }
    const send = () => api.upload('/api/async/image', { file: fixture('page.png') }, {}, own)
    const { task_id: id } = (await send()).body
    await api.task(id)
    await api.ask('DELETE', `/api/tasks/${id}`)
    expect((await send()).body.task_id).not.toBe(id)
  })

  it('is refused for something else', async () => {
    const { status, body } = await api.upload('/api/async/image', { file: fixture('page.heic') }, {}, headers)
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'repeated_key' })
  })

  it('without one, each upload is a task of its own', async () => {
    expect(await submitted(fixture('page.png'))).not.toBe(await submitted(fixture('page.png')))
  })
})

describe('tasks', () => {
  it('have the fields that clients know', async () => {
    const task = await api.task(await submitted(fixture('sample.pdf')))
    expect(task).toEqual({
      id: task.task_id,
      task_id: expect.any(String),
      status: 'completed',
      task_type: 'pdf_ocr',
      file_name: 'sample.pdf',
      file_size: expect.any(Number),
      total_pages: 2,
      processed_pages: 2,
      failed_pages: 0,
      progress: 100,
      priority: 0,
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      started_at: expect.stringMatching(/Z$/),
      completed_at: expect.stringMatching(/Z$/),
      error_message: null,
    })
  })

  it('that failed say why', async () => {
    const broken = put(temporaryFolder(), 'broken.png', Buffer.from('\x89PNG\r\n\x1a\nnothing of it', 'latin1'))
    const task = await api.task(await submitted(broken))
    expect(task).toMatchObject({ status: 'failed', error_message: expect.stringContaining('damaged') })
  })

  it('are listed, the newest first, by status and in pieces', async () => {
    const id = await submitted(fixture('sample.pdf'))
    await api.task(id)
    const { body } = await api.get('/api/tasks?status=completed&limit=2')
    expect(body.data).toHaveLength(2)
    expect(body.data[0].task_id).toBe(id)
    const next = (await api.get('/api/tasks?status=completed&limit=1&offset=1')).body
    expect(next.data[0].task_id).toBe(body.data[1].task_id)
    expect((await api.get('/api/tasks?status=dreaming')).status).toBe(422)
    expect((await api.get('/api/tasks?limit=0')).status).toBe(422)
  })

  it('that there are not are 404, in words', async () => {
    for (const path of ['', '/result', '/pages', '/pages/1', '/progress', '/batches', '/export'])
      expect(await api.get(`/api/tasks/nobody${path}`)).toMatchObject({ status: 404, body: { code: 'no_such_job' } })
  })

  it('are told of in groups of up to fifty', async () => {
    const id = await submitted(fixture('page.png'))
    await api.task(id)
    const { body } = await api.post('/api/tasks/batch/status', { task_ids: [id, 'nobody'] })
    expect(body.tasks[0]).toMatchObject({ task_id: id, status: 'completed', progress: 100, error_message: null })
    expect(body.tasks[1]).toMatchObject({ task_id: 'nobody', status: 'not_found' })
    expect(body.summary).toEqual({ total_tasks: 2, status_counts: { completed: 1, not_found: 1 } })
    const many = await api.post('/api/tasks/batch/status', { task_ids: Array(51).fill(id) })
    expect(many).toMatchObject({ status: 422, body: { message: expect.stringContaining('50') } })
  })

  it('pause, go on, and say so when there is nothing to pause', async () => {
    const id = await submitted(longPdf(30), NEVER)
    await api.task(id, 'processing')
    expect((await api.post(`/api/tasks/${id}/pause`)).body).toMatchObject({
      status: 'success',
      data: { status: 'paused' },
    })
    expect(await api.post(`/api/tasks/${id}/pause`)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
    expect((await api.post(`/api/tasks/${id}/resume`)).body.data.status).toMatch(/pending|processing/)
    expect((await api.ask('DELETE', `/api/tasks/${id}`)).body.message).toBe('Cancelled.')
    expect((await api.task(id)).status).toBe('cancelled')
    // What was cancelled can be tried again.
    expect((await api.post(`/api/tasks/${id}/retry`)).status).toBe(200)
    await api.ask('DELETE', `/api/tasks/${id}`)
  })

  it('are really stopped by DELETE, and deleted by it once they have ended', async () => {
    const id = await submitted(longPdf(40), NEVER)
    await api.task(id, 'processing')
    await api.ask('DELETE', `/api/tasks/${id}`)
    const read = (await api.get(`/api/tasks/${id}`)).body.data.processed_pages
    const other = await submitted(fixture('page.png'))
    await api.task(other)
    expect((await api.get(`/api/tasks/${id}`)).body.data.processed_pages).toBe(read)
    expect((await api.ask('DELETE', `/api/tasks/${id}`)).body.message).toBe('Deleted.')
    expect((await api.get(`/api/tasks/${id}`)).status).toBe(404)
  })
})

it('clients that name a body and send none are understood', async () => {
  const id = await submitted(fixture('page.png'))
  await api.task(id)
  const headers = { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' }
  expect((await api.ask('POST', `/api/tasks/${id}/retry`, { headers, body: '' })).status).toBe(409)
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  expect((await api.ask('POST', `/api/tasks/${id}/retry`, { headers: form, body: '' })).status).toBe(409)
  expect((await api.ask('DELETE', `/api/tasks/${id}`, { headers })).status).toBe(200)
})

describe('what was read', () => {
  it('comes whole, page by page and one page at a time', async () => {
    const id = await submitted(fixture('sample.pdf'), NEVER)
    await api.task(id)
    const { data } = (await api.get(`/api/tasks/${id}/result`)).body
    expect(data).toMatchObject({ task_id: id, status: 'completed', progress: 100, error_message: null })
    expect(data.file_size_mb).toBeCloseTo(0.09, 1)
    expect(data.content).toBe(data.page_results.map((page: Json) => page.content.trim()).join('\n\n'))
    expect(data.content).toMatch(/\w{3}/)
    const pages = (await api.get(`/api/tasks/${id}/pages`)).body.data
    expect(pages).toMatchObject({ total_pages: 2, page_statistics: { completed: 2, failed: 0, pending: 0 } })
    const one = (await api.get(`/api/tasks/${id}/pages/2`)).body.data
    expect(one.page_result).toEqual(pages.pages[1])
    expect(one.page_result).toMatchObject({
      page_number: 2,
      status: 'completed',
      confidence: expect.any(Number),
      processing_time: expect.any(Number),
      error_message: null,
    })
    expect(one.page_result.blocks[0]).toMatchObject({ text: expect.any(String), bbox: expect.any(Array), order: 1 })
    expect((await api.get(`/api/tasks/${id}/pages/3`)).body.code).toBe('no_such_page')
    expect((await api.get(`/api/tasks/${id}/pages/zero`)).status).toBe(422)
  })

  it('has what the user put right in the window', async () => {
    const id = await submitted(fixture('page.png'))
    await api.task(id)
    const [block] = (await api.get(`/api/tasks/${id}/pages/1`)).body.data.page_result.blocks
    await api.app.handlers['pages.edit']({
      jobId: id,
      page: 1,
      edits: [{ blockId: block.id, text: 'By my own hand' }],
      checked: [],
    })
    const { data } = (await api.get(`/api/tasks/${id}/result`)).body
    expect(data.content).toMatch(/^(# )?By my own hand/)
    expect(data.page_results[0].blocks[0].text).toBe('By my own hand')
  })

  it('is followed by progress and page batches', async () => {
    const id = await submitted(longPdf(12), NEVER)
    await api.task(id)
    const { body } = await api.get(`/api/tasks/${id}/progress`)
    expect(body.data).toMatchObject({
      progress: 100,
      current_page: 12,
      processed_pages: 12,
      failed_pages: 0,
      eta_seconds: null,
      processing_rate: expect.any(Number),
    })
    expect(body.progress).toBe(100)
    expect(Object.keys(body.data.stage_timings)).toContain('recognize')
    const { batches } = (await api.get(`/api/tasks/${id}/batches`)).body
    expect(batches).toEqual([
      { batch_number: 0, status: 'completed', first_page: 1, last_page: 10 },
      { batch_number: 1, status: 'completed', first_page: 11, last_page: 12 },
    ])
  })

  it.each([
    ['txt', 'text/plain; charset=utf-8'],
    ['md', 'text/markdown; charset=utf-8'],
    ['json', 'application/json; charset=utf-8'],
    ['zip', 'application/zip'],
    ['pdf', 'application/pdf'],
    ['html', 'text/html; charset=utf-8'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ])('is exported as %s, with a safe name', async (format, type) => {
    const id = await submitted(fixture('page.png'))
    await api.task(id)
    const { status, headers, text } = await api.get(`/api/tasks/${id}/export?format=${format}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('content-disposition')).toBe(`attachment; filename=page.${format}`)
    expect(text.length).toBeGreaterThan(100)
  })

  it('is read as accurately as was asked for, and anew when that is something else', async () => {
    const models = []
    for (const accuracy of ['fast', 'accurate']) {
      const id = await submitted(fixture('page.png'), { accuracy, fresh: 'false' })
      await api.task(id)
      const { text } = await api.get(`/api/tasks/${id}/export?format=json`)
      models.push(/PP-OCRv6-\w+(\+\w+)?/.exec(text)?.[0])
    }
    expect(models).toEqual(['PP-OCRv6-tiny', 'PP-OCRv6-small'])
  })

  it('is read without the regions that were to be ignored', async () => {
    const id = await submitted(fixture('page.png'), { clean_up: 'contrast', ignore_regions: '[[0,0,1,0.15]]' })
    await api.task(id)
    const { page_result: page } = (await api.get(`/api/tasks/${id}/pages/1`)).body.data
    expect(page.blocks.length).toBeGreaterThan(0)
    for (const { bbox } of page.blocks) expect(bbox[3]).toBeGreaterThan(0.15)
    for (const bad of ['[[0,0,1]]', 'top', '[[1,0,0,1]]']) {
      const { status } = await api.upload('/api/async/image', { file: fixture('page.png') }, { ignore_regions: bad })
      expect(status).toBe(422)
    }
  })

  it('comes as a ZIP with its pictures and tables', async () => {
    const id = await submitted(fixture('invoice.png'), { mode: 'markdown' })
    await api.task(id)
    const csv = await api.get(`/api/tasks/${id}/export?format=csv`)
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    const { page_result: page } = (await api.get(`/api/tasks/${id}/pages/1`)).body.data
    expect(page.tables[0]).toMatchObject({ rows: 8, columns: 5 })
    expect(page.blocks.find(({ type }: { type: string }) => type === 'table').id).toBe(page.tables[0].block_id)
    const zip = await api.raw(`/api/tasks/${id}/export?format=zip`)
    const names = Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())))
    expect(names.sort()).toEqual(['invoice.csv', 'invoice.json', 'invoice.md', 'invoice.txt', 'invoice.xlsx'])
  })

  it.each(['csv', 'xlsx'])('without a table, as %s: 409 with the reason', async (format) => {
    const id = await submitted(fixture('page.png'))
    await api.task(id)
    const { status, body } = await api.get(`/api/tasks/${id}/export?format=${format}`)
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'no_tables' })
  })

  it.each(['odt', '../md'])('as %s is not there, and says so', async (format) => {
    const id = await submitted(fixture('page.png'))
    expect((await api.get(`/api/tasks/${id}/export?format=${format}`)).status).toBe(422)
  })
})

it('a task can be waited for, and no longer than was said', async () => {
  const { body } = await api.upload('/api/async/pdf', { file: longPdf(3) }, NEVER)
  const soon = await api.get(`/api/tasks/${body.task_id}?wait=0`)
  expect(['pending', 'processing']).toContain(soon.body.data.status)
  expect((await api.get(`/api/tasks/${body.task_id}?wait=60`)).body.data.status).toBe('completed')
  const long = await api.upload('/api/async/pdf', { file: longPdf(60) }, NEVER)
  const start = performance.now()
  expect((await api.get(`/api/tasks/${long.body.task_id}?wait=1`)).body.data.status).toBe('processing')
  expect(performance.now() - start).toBeGreaterThan(900)
  await api.ask('DELETE', `/api/tasks/${long.body.task_id}`)
  expect((await api.get('/api/tasks/nobody?wait=5')).status).toBe(404)
  expect((await api.get(`/api/tasks/${body.task_id}?wait=1000`)).status).toBe(422)
})

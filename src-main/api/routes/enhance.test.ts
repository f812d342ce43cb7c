import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../../test/support/api.ts'
import { fixture, put, temporaryFolder } from '../../../test/support/folders.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'

const api = sharedApi()

it('a file is taken in, and fetched once it has been read', async () => {
  const { body } = await api.upload('/api/v1/enhance', { file: longPdf(20) }, { text_layer: 'never' })
  expect(body).toMatchObject({ status: 'queued', created_at: expect.stringMatching(/Z$/), message: expect.any(String) })
  const early = await api.get(`/api/v1/download/${body.task_id}`)
  expect(early).toMatchObject({ status: 409, body: { code: expect.stringMatching(/not_finished|nothing_read/) } })
  await api.task(body.task_id)
  expect((await api.get(`/api/v1/download/${body.task_id}`)).text).toContain('page 20 line 1')
  expect((await api.get(`/api/v1/batch/status/${body.task_id}`)).body).toMatchObject({
    total_files: 1,
    status: 'completed',
  })
})

it('a batch counts what was refused, and says what became of each file', async () => {
  const bad = put(temporaryFolder(), 'notes.pdf', 'just words')
  const key = { 'idempotency-key': 'one batch' }
  const send = () => api.upload('/api/v1/enhance/batch', { files: [fixture('page.png'), bad] }, {}, key)
  const { body } = await send()
  expect(body).toMatchObject({ total_files: 2, created_at: expect.stringMatching(/Z$/) })
  expect((await send()).body).toEqual(body)
  const [read] = body.sub_tasks
  await api.task(read.task_id)
  const status = (await api.get(`/api/v1/batch/status/${body.batch_task_id}`)).body
  expect(status).toMatchObject({ status: 'partial_completed', completed_files: 1, failed_files: 1, progress: 1 })
  expect(status.sub_tasks).toEqual([
    { task_id: read.task_id, status: 'completed', filename: 'page.png', progress: 1, error: null },
    { task_id: null, status: 'failed', filename: 'notes.pdf', progress: 0, error: expect.any(String) },
  ])
  const zip = await api.raw(`/api/v1/batch/download/${body.batch_task_id}`)
  expect(Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())))).toContain('page.md')
})

it('performance says how the machine is and how the work went', async () => {
  const { body } = await api.get('/api/v1/performance')
  expect(body.current_metrics.memory_total_bytes).toBeGreaterThan(0)
  expect(body.performance_summary.completed_tasks).toBeGreaterThan(0)
  expect(body.timestamp).toMatch(/Z$/)
})

it('at most twenty files are taken at a time, and there is no batch of a made-up name', async () => {
  const files = Array.from({ length: 21 }, () => fixture('page.png'))
  expect((await api.upload('/api/v1/enhance/batch', { files })).status).toBe(413)
  for (const path of ['batch/status/x', 'batch/download/x', 'download/x'])
    expect((await api.get(`/api/v1/${path}`)).status).toBe(404)
})

it('a batch in private mode is answered and followed as any other', async () => {
  await api.app.handlers['settings.set']({ patch: { privateMode: true } })
  try {
    const { status, body } = await api.upload('/api/v1/enhance/batch', {
      files: [fixture('page.png'), fixture('sample.pdf')],
    })
    expect({ status, total: body.total_files }).toEqual({ status: 200, total: 2 })
    expect((await api.get(`/api/batches/${body.batch_task_id}`)).body.total_files).toBe(2)
    // But it is in no list.
    expect((await api.get('/api/batches')).body.data.map((one: Json) => one.batch_id)).not.toContain(body.batch_task_id)
  } finally {
    await api.app.handlers['settings.set']({ patch: { privateMode: false } })
  }
})

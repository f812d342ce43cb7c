import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../test/support/api.ts'
import { fixture } from '../../test/support/folders.ts'
import { longPdf } from '../../test/support/long-pdf.ts'

const api = sharedApi()

const post = (path: string, body: object | undefined, key: string) =>
  api.ask('POST', path, {
    headers: {
      authorization: `Bearer ${api.token}`,
      'idempotency-key': key,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })

it('an action that is asked for again with its key is answered as the first time', async () => {
  const { body } = await api.upload('/api/async/pdf', { file: longPdf(20) }, { text_layer: 'never' })
  const pause = () => post(`/api/tasks/${body.task_id}/pause`, undefined, 'pause it')
  const first = await pause()
  expect(first.status).toBe(200)
  // Without the key a paused task can't be paused.
  expect((await api.post(`/api/tasks/${body.task_id}/pause`)).status).toBe(409)
  expect((await pause()).body).toEqual(first.body)
  expect(await post(`/api/tasks/${body.task_id}/resume`, undefined, 'pause it')).toMatchObject({
    status: 422,
    body: { code: 'repeated_key' },
  })
  await api.post(`/api/tasks/${body.task_id}/cancel`)
})

it('so is an upload that waits for its answer', async () => {
  const send = () => api.upload('/api/ocr', { file: fixture('page.png') }, {}, { 'idempotency-key': 'read it' })
  const [one, other] = await Promise.all([send(), send()])
  expect(one.body).toEqual(other.body)
  expect((await api.get('/api/tasks')).body.data.filter((task: Json) => task.file_name === 'page.png')).toHaveLength(1)
})

it('every POST takes a key, and says so, but for those of which nothing may be stored', async () => {
  const { paths } = (await api.get('/openapi.json')).body
  const without = Object.entries<Json>(paths).filter(
    ([path, { post: one }]) =>
      one &&
      !path.startsWith('/v1/') &&
      !one.parameters?.some((parameter: Json) => parameter.name === 'idempotency-key'),
  )
  expect(without.map(([path]) => path).sort()).toEqual([
    '/api/pdf/extract-pages',
    '/api/pdf/preview-page',
    '/api/preprocess/download',
    '/api/preprocess/process',
    '/api/preprocess/to-ocr',
    '/api/preprocess/upload',
    '/api/tasks/batch/status',
    '/api/tasks/{task_id}/password',
    '/api/webhooks',
  ])
})

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Json, openApi, type TestApi } from '../../../test/support/api.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'
import { signatureOf } from '../webhooks.ts'

let api: TestApi
const heard: { headers: Json; body: string }[] = []
let refusals = 0
const listener = createServer((request, response) => {
  let body = ''
  request.on('data', (data) => {
    body += data
  })
  request.on('end', () => {
    if (refusals-- > 0) return response.writeHead(500).end()
    heard.push({ headers: request.headers, body })
    return response.writeHead(204).end()
  })
})
beforeAll(async () => {
  api = await openApi({}, undefined, { webhookAgainMs: [50, 50] })
  await once(listener.listen(0, '127.0.0.1'), 'listening')
})
afterAll(async () => {
  await api.close()
  listener.close()
})
const address = () => `http://127.0.0.1:${(listener.address() as AddressInfo).port}/told`

it('an address on this machine needs to be confirmed, and then hears the end of a task, signed', async () => {
  const refused = await api.post('/api/webhooks', { url: address() })
  expect(refused).toMatchObject({ status: 422, body: { code: 'private_address' } })
  const { data } = (await api.post('/api/webhooks', { url: address(), confirm_private: true })).body
  expect(data.secret).toMatch(/^whsec_/)
  refusals = 2
  const { body } = await api.upload('/api/async/pdf', { file: longPdf(1) })
  await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(1)
  const [told] = heard
  expect(JSON.parse(told?.body ?? '')).toMatchObject({
    type: 'task_completed',
    task_id: body.task_id,
    status: 'completed',
  })
  expect(told?.body).not.toContain('page 1 line 1')
  const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature } = told?.headers ?? {}
  expect(signature).toBe(signatureOf(data.secret, id, Number(seconds), told?.body ?? ''))
  expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60)

  const listed = (await api.get('/api/webhooks')).body.data
  expect(listed).toEqual([{ id: data.id, url: address(), private: true, created_at: expect.any(String) }])
  expect((await api.ask('DELETE', `/api/webhooks/${data.id}`)).status).toBe(200)
  expect((await api.ask('DELETE', `/api/webhooks/${data.id}`)).status).toBe(404)
  const next = await api.upload('/api/async/pdf', { file: longPdf(2) })
  await api.task(next.body.task_id)
  expect(heard).toHaveLength(1)
})

it('what ended before is no news when it is tagged or cleared', async () => {
  const { body } = await api.upload('/api/async/pdf', { file: longPdf(1) })
  await api.task(body.task_id)
  await api.stop()
  const home = api.runtime.dataFolder
  await api.close()
  api = await openApi({}, home, { webhookAgainMs: [50] })
  await api.post('/api/webhooks', { url: address(), confirm_private: true })
  heard.length = 0
  await api.app.handlers['history.setFavourite']({ jobIds: [body.task_id], favourite: true })
  const next = await api.upload('/api/async/pdf', { file: longPdf(2) })
  await expect.poll(() => heard.length, { timeout: 20_000 }).toBeGreaterThan(0)
  expect(heard.map((one) => JSON.parse(one.body).task_id)).toEqual([next.body.task_id])
})

it('webhooks that are set up at once are all there', async () => {
  const before = (await api.get('/api/webhooks')).body.data.length
  const many = Array.from({ length: 5 }, () => api.post('/api/webhooks', { url: address(), confirm_private: true }))
  expect((await Promise.all(many)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect((await api.get('/api/webhooks')).body.data).toHaveLength(before + 5)
})

it('the signature is that of the standard’s own example', () => {
  // github.com/standard-webhooks/standard-webhooks, spec, "Signature scheme".
  const body = '{"event_type":"ping","data":{"success":true}}'
  const known = signatureOf('whsec_plJ3nmyCDGBKInavdOK15jsl', 'msg_loFOjxBNrRLzqYUf', 1731705121, body)
  expect(known).toBe('v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=')
})

it.each(['file:///etc/passwd', 'nothing', 'http://user:pass@example.org/'])('%s is refused', async (url) => {
  expect((await api.post('/api/webhooks', { url, confirm_private: true })).status).toBe(422)
})

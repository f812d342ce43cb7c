import { expect, it } from 'vitest'
import { sharedApi } from '../../../test/support/api.ts'
import { fixture } from '../../../test/support/folders.ts'

const api = sharedApi()

it('health answers at once from what is known, needs no token and starts no engine', async () => {
  expect(api.app.supervisor.state).toBe('stopped')
  for (const path of ['/health', '/healthz']) {
    const response = await fetch(api.base + path)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'healthy', timestamp: expect.stringMatching(/Z$/) })
  }
  expect(api.app.supervisor.state).toBe('stopped')
})

it('the figures are those of the work, in JSON and for Prometheus', async () => {
  const { body } = await api.upload('/api/async/pdf', { file: fixture('sample.pdf') })
  await api.task(body.task_id)
  const stats = (await api.get('/api/system/stats')).body
  expect(stats).toMatchObject({ total_tasks: 1, total_pages: 2, status_counts: { completed: 1 }, queue_length: 0 })
  expect(stats.data.total_tasks).toBe(1)
  const metrics = (await api.get('/api/system/metrics')).body
  expect(metrics.throughput).toMatchObject({ pages_completed: 2, pages_failed: 0, pages_retried: 0 })
  expect(metrics.throughput.seconds_per_page).toBeGreaterThan(0)
  expect(metrics.throughput.pages_per_second).toBeGreaterThan(0)
  expect(metrics.cpu.cores).toBeGreaterThan(0)
  expect(metrics.memory.app_bytes).toBeGreaterThan(1e7)
  expect(metrics.disk.free_bytes).toBeGreaterThan(0)
  expect(metrics.gpu_memory).toEqual({ used_bytes: null, total_bytes: null })
  expect(metrics.pages).toMatchObject({ waiting: 0, memory_state: 'free' })
  expect(metrics.pages.allowed).toBeGreaterThan(0)
  expect(metrics.page_seconds.last_10).toMatchObject({ pages: 2 })
  expect((await api.get('/api/system/metrics/history')).body.data).toEqual([])
  const text = await api.get('/metrics')
  expect(text.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(text.text).toContain('inkleaf_pages_completed_total 2\n')
  expect(text.text).toMatch(/^inkleaf_page_seconds_p95 [\d.]+$/m)
  expect(text.text).toMatch(/^inkleaf_pages_allowed [1-9]/m)
  expect(text.text).toContain('inkleaf_tasks{status="completed"} 1\n')
  expect((await fetch(`${api.base}/metrics`)).status).toBe(401)
  const recovery = (await api.get('/api/system/recovery')).body
  expect(recovery).toMatchObject({ checkpoints: 2, recovered_pages: 0, recovered_tasks: [], engine_restarts: 0 })
  expect(recovery.last_checkpoint_at).toMatch(/Z$/)
})

it('all is well', async () => {
  const { body } = await api.get('/api/system/health')
  expect(body).toMatchObject({ overall_status: 'healthy', issues: [], data: { overall_status: 'healthy' } })
})

it('the description has every route, and its page comes without anything from elsewhere', async () => {
  const { body } = await api.get('/openapi.json')
  expect(body.openapi).toBe('3.1.0')
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/api/async/image', '/api/tasks/{task_id}', '/api/ocr', '/api/system/metrics', '/health']),
  )
  expect(Object.keys(body.paths).filter((path) => !/^\/(api|v1|health|metrics)/.test(path))).toEqual([
    '/process/image',
    '/process/pdf',
    '/upload',
    '/task_status/{task_id}',
  ])
  // A browser comes with the token in the address, and goes on without it.
  const entered = await fetch(`${api.base}/${api.token}/docs`, { redirect: 'manual' })
  const address = new URL(entered.headers.get('location') ?? '', api.base)
  expect(entered.status).toBe(303)
  expect(address.href).not.toContain(api.token)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await fetch(address, { headers: { cookie } })
  const html = await page.text()
  expect(html).not.toMatch(/https?:\/\//)
  const [, script = ''] = /src="([^"]*bundle\.js)"/.exec(html) ?? []
  const loaded = await fetch(new URL(script, address), { headers: { cookie } })
  expect([loaded.status, loaded.headers.get('content-type')]).toEqual([200, expect.stringContaining('javascript')])
})

import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../../test/support/api.ts'
import { fixture } from '../../../test/support/folders.ts'

const api = sharedApi()

it('finds what was read, with where it stands, and page by page', async () => {
  const { body } = await api.upload('/api/async/pdf', { file: fixture('sample.pdf') })
  await api.task(body.task_id)
  const { body: found } = await api.get('/api/search?q=keep')
  expect(found.total).toBeGreaterThan(0)
  const [first] = found.data as Json[]
  expect(first).toMatchObject({ task_id: body.task_id, file_name: 'sample.pdf', page_number: expect.any(Number) })
  const [[start, end]] = first.marks
  expect(first.snippet.slice(start, end).toLowerCase()).toContain('keep')
  const pages = found.data.map((hit: Json) => hit.page_number)
  const later = await api.get('/api/search?q=keep&limit=1&offset=1')
  expect(later.body).toMatchObject({ total: found.total, limit: 1, offset: 1 })
  expect(later.body.data.map((hit: Json) => hit.page_number)).toEqual(pages.slice(1, 2))
  expect((await api.get('/api/search?q=nothing-like-it')).body).toMatchObject({ total: 0, data: [] })
  expect((await api.get('/api/search')).status).toBe(422)
  expect((await api.get('/api/search?q=a&limit=9999')).status).toBe(422)
})

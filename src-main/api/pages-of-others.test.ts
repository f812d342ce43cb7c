/** The calls that the two services' own pages make, in their order; the pages themselves are run outside of the repository. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../test/support/api.ts'
import { fixture } from '../../test/support/folders.ts'
import { longPdf } from '../../test/support/long-pdf.ts'

const api = sharedApi()

/** With the token in the path and nothing else, as the page at /TOKEN asks. */
const page = async (path: string, init?: RequestInit): Promise<Json> => {
  const answer = await fetch(`${api.base}/${api.token}${path}`, init)
  expect([path, answer.status]).toEqual([path, 200])
  return answer.json()
}
const sent = (file: string): RequestInit => {
  const body = new FormData()
  body.append('file', new Blob([readFileSync(file)]), basename(file))
  return { method: 'POST', body }
}

it('the asynchronous service’s page: its start, an upload, its tasks, the result', async () => {
  expect((await page('/api/frontend/config')).config).toMatchObject({
    max_image_size_mb: expect.any(Number),
    max_pdf_pages: 500,
  })
  expect((await page('/api/user/current')).data).toBeNull()
  expect((await page('/api/announcement/config')).enabled).toBe(false)
  const accepted = await page('/process/pdf', sent(longPdf(3)))
  expect(accepted).toMatchObject({ status: 'accepted', total_pages: 3, file_size_mb: expect.any(Number) })
  expect(accepted.status_url).toBe(`/api/tasks/${accepted.task_id}`)
  await api.task(accepted.task_id)
  const image = await page('/process/image', sent(fixture('page.png')))
  await api.task(image.task_id)
  const { data } = await page('/api/tasks?limit=50')
  expect(data.map((task: Json) => [task.id, task.task_type, task.status])).toEqual([
    [image.task_id, 'image_ocr', 'completed'],
    [accepted.task_id, 'pdf_ocr', 'completed'],
  ])
  expect((await page(`/api/tasks/${accepted.id}/result`)).data).toMatchObject({ status: 'completed' })
  expect((await page(`/api/tasks/${accepted.id}/batches`)).data.total_batches).toBeGreaterThan(0)
})

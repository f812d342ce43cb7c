import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../../test/support/api.ts'
import { fixture, put, temporaryFolder } from '../../../test/support/folders.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'

const api = sharedApi()

it('a mixed batch is taken in, followed, and downloaded as one ZIP; what can’t be read harms no other', async () => {
  const folder = temporaryFolder()
  const svg = put(folder, 'logo.png', '<svg xmlns="http://www.w3.org/2000/svg"></svg>')
  const { body } = await api.upload('/api/async/batch', {
    files: [fixture('sample.pdf'), svg, fixture('page.png'), fixture('sample.pdf')],
  })
  expect(body).toMatchObject({ status: 'success', total_tasks: 3 })
  expect(body.submitted_tasks.map((task: Json) => [task.filename, task.type, task.total_pages])).toEqual([
    ['sample.pdf', 'pdf', 2],
    ['page.png', 'image', undefined],
    ['sample.pdf', 'pdf', 2],
  ])
  expect(body.failed_files).toEqual([{ filename: 'logo.png', error: expect.stringContaining('an SVG drawing') }])
  for (const { task_id: id } of body.submitted_tasks) await api.task(id)

  const batch = (await api.get(`/api/batches/${body.batch_id}`)).body
  expect(batch).toMatchObject({
    total_files: 4,
    completed_files: 3,
    failed_files: 1,
    progress: 100,
    batch_status: 'partial',
  })
  expect(batch.refused_files).toEqual(body.failed_files)
  expect(batch.created_at).toMatch(/Z$/)
  const listed = (await api.get('/api/batches?limit=1')).body
  expect(listed).toMatchObject({
    total: 1,
    data: [{ batch_id: body.batch_id, total_files: 4, batch_status: 'partial' }],
  })
  expect(batch.total_time).toBeGreaterThan(0)
  expect(batch.data.tasks).toHaveLength(3)

  const zip = await fetch(`${api.base}/${api.token}/api/batches/${body.batch_id}/download`)
  expect(zip.headers.get('content-type')).toBe('application/zip')
  expect(zip.headers.get('content-disposition')).toContain(`inkleaf-${body.batch_id}.zip`)
  const file = join(folder, 'batch.zip')
  writeFileSync(file, Buffer.from(await zip.arrayBuffer()))
  const names = python(
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); z.testzip(); print(*z.namelist(), sep="\\n")',
    file,
  )
  expect(names.trim().split('\n')).toEqual(
    ['sample', 'page', 'sample (2)'].flatMap((stem) =>
      // sample.pdf has a table.
      ['md', 'txt', 'json', ...(stem === 'page' ? [] : ['csv', 'xlsx'])].map((end) => `${stem}.${end}`),
    ),
  )
})

it('is not handed out before its end, unless that is asked for', async () => {
  const { body } = await api.upload(
    '/api/async/batch',
    { files: [longPdf(30), fixture('page.png')] },
    { text_layer: 'never' },
  )
  const path = `/api/batches/${body.batch_id}/download`
  expect(await api.get(path)).toMatchObject({ status: 409, body: { code: 'not_finished' } })
  expect((await api.get(`${path}?partial=1`)).status).toBe(200)
  const [{ task_id: id }] = body.submitted_tasks
  await expect
    .poll(async () => (await api.get(`/api/tasks/${id}`)).body.data.processed_pages, { timeout: 20_000 })
    .toBeGreaterThan(0)
  expect((await api.get(`/api/tasks/${id}/export`)).status).toBe(409)
  const half = await api.get(`/api/tasks/${id}/export?format=txt&partial=1`)
  expect(half.text).toMatch(/page 1 line 1.*\[Pages \d+-30: not read yet\]/s)
  await api.ask('DELETE', `/api/tasks/${id}`)
  await api.task(id)
  expect((await api.get(`/api/tasks/${id}/export?format=txt`)).text).toMatch(
    /\[Pages? \d+(-30)?: not read, it was cancelled\]/,
  )
  expect((await api.get(`/api/tasks/${id}/result`)).body.data.content).toMatch(
    /\*Pages? \d+(-30)?: not read, it was cancelled\*/,
  )
})

it('batches are listed, the newest first unless told', async () => {
  const { data, total } = (await api.get('/api/batches')).body
  expect(total).toBe(2)
  const oldest = (await api.get('/api/batches?sort=oldest&limit=1&offset=1')).body.data
  expect(oldest[0].batch_id).toBe(data[0].batch_id)
})

it('a batch of more files than the limit is refused, and names it', async () => {
  const files = Array.from({ length: 21 }, () => fixture('page.png'))
  const { status, body } = await api.upload('/api/async/batch', { files })
  expect(status).toBe(413)
  expect(body.message).toContain('20')
})

it('a batch of nothing that can be read is refused with every reason', async () => {
  const bad = put(temporaryFolder(), 'notes.pdf', 'just words')
  const { status, body } = await api.upload('/api/async/batch', { files: [bad] })
  expect({ status, code: body.code }).toEqual({ status: 422, code: 'nothing_taken' })
  expect(body.message).toContain('notes.pdf')
})

it('there is no batch of a made-up name', async () => {
  expect(await api.get('/api/batches/nothing')).toMatchObject({ status: 404, body: { code: 'no_such_batch' } })
  expect((await api.get('/api/batches/nothing/download')).status).toBe(404)
})

function python(code: string, ...args: string[]): string {
  return execFileSync(api.runtime.python, ['-c', code, ...args], { encoding: 'utf8' })
}

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../../test/support/api.ts'
import { fixture, put, temporaryFolder } from '../../../test/support/folders.ts'

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
  expect(batch).toMatchObject({ total_files: 3, completed_files: 3, failed_files: 0, progress: 100 })
  expect(batch.total_time).toBeGreaterThan(0)
  expect(batch.data.tasks).toHaveLength(3)

  const zip = await fetch(`${api.base}/${api.token}/api/batches/${body.batch_id}/download`)
  expect(zip.headers.get('content-type')).toBe('application/zip')
  expect(zip.headers.get('content-disposition')).toContain(`inkleaf-${body.batch_id}.zip`)
  const file = join(folder, 'batch.zip')
  writeFileSync(file, Buffer.from(await zip.arrayBuffer()))
  const listed = python(
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); z.testzip(); print(*z.namelist(), sep="\\n")',
    file,
  )
  expect(listed.trim().split('\n')).toEqual(
    ['sample', 'page', 'sample (2)'].flatMap((stem) =>
      // sample.pdf has a table.
      ['md', 'txt', 'json', ...(stem === 'page' ? [] : ['csv', 'xlsx'])].map((end) => `${stem}.${end}`),
    ),
  )
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

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../../test/support/api.ts'
import { fixture, put, temporaryFolder } from '../../../test/support/folders.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'

const api = sharedApi()

/** Text in the shadow of a hand. */
function shadowed(name: string): string {
  const canvas = createCanvas(900, 400)
  const context = canvas.getContext('2d')
  const shade = context.createLinearGradient(0, 0, 900, 0)
  shade.addColorStop(0, '#666')
  shade.addColorStop(1, '#fff')
  context.fillStyle = shade
  context.fillRect(0, 0, 900, 400)
  context.fillStyle = '#222'
  context.font = '48px DejaVu Sans'
  context.fillText('Read in the shadow', 60, 200)
  return put(temporaryFolder(), name, canvas.toBuffer('image/png'))
}

async function darkestCorner(bytes: Buffer): Promise<number> {
  const picture = await loadImage(bytes)
  const canvas = createCanvas(picture.width, picture.height)
  canvas.getContext('2d').drawImage(picture, 0, 0)
  return canvas.getContext('2d').getImageData(5, 5, 1, 1).data[0] ?? 0
}

it('pictures are taken in, cleaned up, looked at, fetched and read', async () => {
  const sent = await api.upload('/api/preprocess/upload', { files: [shadowed('page_1.png'), fixture('page.png')] })
  expect(sent.body).toMatchObject({ success: true, total_images: 2, failed_files: [] })
  expect(sent.body.images.map((one: Json) => [one.filename, one.status])).toEqual([
    ['page_1.png', 'pending'],
    ['page.png', 'pending'],
  ])
  expect(sent.body.images[0].thumb_b64).toMatch(/^data:image\/png;base64,/)
  const { task_id } = sent.body
  const asked = { task_id, settings: { auto_rotate: true, remove_shadows: true, binarize: false } }
  const cleaned = await api.post('/api/preprocess/process', asked)
  const [first] = cleaned.body.results
  expect(first).toMatchObject({ filename: 'page_1.png', status: 'completed' })
  const [, folder = '', rest = ''] = /([^/]+)\/(processed\/.*)$/.exec(first.processed_path) ?? []
  const file = await api.raw(`/api/files/${folder}/${rest}`)
  expect(file.headers.get('content-type')).toBe('image/jpeg')
  expect(await darkestCorner(readFileSync(shadowed('again.png')))).toBeLessThan(120)
  expect(await darkestCorner(Buffer.from(await file.arrayBuffer()))).toBeGreaterThan(200)
  const ready = await api.post('/api/preprocess/to-ocr', { task_id })
  expect(ready.body.processed_images).toHaveLength(2)
  const zip = await fetch(`${api.base}/api/preprocess/download`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ task_id }),
  })
  expect(zip.headers.get('content-disposition')).toContain(`processed_images_${task_id}.zip`)
  expect(
    Buffer.from(await zip.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

it('pages of a PDF are read from their cleaned pictures, the same call the same', async () => {
  const opened = (await api.upload('/api/pdf/init', { file: longPdf(3) })).body
  const sent = await api.upload('/api/preprocess/upload', { files: shadowed('page_1.png') })
  const cleaned = await api.post('/api/preprocess/process', { task_id: sent.body.task_id, settings: { enhance: true } })
  const body = {
    task_id: opened.task_id,
    batch_index: 0,
    batch_size: 1,
    processed_images: { 1: cleaned.body.results[0].processed_path },
  }
  const read = await api.post('/api/pdf/process-batch', body)
  expect(read.body.results[0]).toMatchObject({ page: 1, status: 'completed' })
  expect(read.body.results[0].text).toContain('Read in the shadow')
  expect(read.body).toMatchObject({ has_more: true, next_batch_index: 1 })
  expect((await api.post('/api/pdf/process-batch', body)).body.results).toEqual(read.body.results)
  // Of a portion some pages may be replaced, and others not.
  const both = (await api.post('/api/pdf/process-batch', { ...body, batch_size: 3 })).body
  expect(both.results.map((page: Json) => page.page)).toEqual([1, 2, 3])
  expect(both.results[0].text).toContain('Read in the shadow')
  expect(both.results[1].text).toContain('page 2 line 1')
  expect(both).toMatchObject({ processed: 3, done: true, has_more: false })
  const gone = { ...body, processed_images: { 1: 'preprocess_0/processed/page_1.png' } }
  expect(await api.post('/api/pdf/process-batch', gone)).toMatchObject({ status: 404, body: { code: 'no_such_file' } })
})

it('what can’t be cleaned up is named and keeps no other from it; nothing outside can be asked for', async () => {
  const broken = put(temporaryFolder(), 'broken.png', Buffer.from('\x89PNG\r\n\x1a\nnothing of it', 'latin1'))
  const sent = await api.upload('/api/preprocess/upload', { files: [broken, shadowed('a.png'), fixture('sample.pdf')] })
  expect(sent.body.failed_files).toEqual([{ filename: 'sample.pdf', error: expect.stringContaining('/api/pdf/init') }])
  const cleaned = await api.post('/api/preprocess/process', { task_id: sent.body.task_id, settings: { enhance: true } })
  expect(cleaned.body.results.map((one: Json) => one.status)).toEqual(['failed', 'completed'])
  expect(cleaned.body.results[0].error).not.toBe('')
  const folder = `preprocess_${sent.body.task_id}`
  for (const path of ['processed/..%2f..%2f..%2fsettings.json', 'elsewhere/a.png', 'processed/broken.png'])
    expect((await api.get(`/api/files/${folder}/${path}`)).status).toBe(404)
  expect((await api.post('/api/preprocess/process', { task_id: 'nobody' })).status).toBe(404)
  expect((await api.upload('/api/preprocess/upload', { files: fixture('sample.pdf') })).status).toBe(422)
})

it('nothing of them is left when the server ends', async () => {
  await api.stop()
  await expect
    .poll(() => (existsSync(api.runtime.uploadsFolder) ? readdirSync(api.runtime.uploadsFolder) : []))
    .toEqual([])
})

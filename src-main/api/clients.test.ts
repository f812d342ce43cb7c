/** Clients that were written for other services: with the contract's names only. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../test/support/api.ts'
import { fixture, temporaryFolder } from '../../test/support/folders.ts'
import { longPdf } from '../../test/support/long-pdf.ts'

const api = sharedApi()

it('every line of README’s chapter runs', async () => {
  const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8')
  const [, chapter = ''] = /## The local API.*?```\n(.*?)```/s.exec(readme) ?? []
  expect(chapter.match(/^curl/gm)?.length).toBeGreaterThan(8)
  const lines = chapter.replaceAll('http://127.0.0.1:54188', api.base).replace('$(npm run --silent token)', api.token)
  // As a user runs them, but an error of any line is an error.
  const script = lines.replaceAll(/^curl /gm, 'curl --fail-with-body -sS ').replace('curl -s ', 'curl -sf ')
  const project = resolve(import.meta.dirname, '../..')
  const folder = temporaryFolder()
  const files = script.replaceAll('test/fixtures', join(project, 'test/fixtures'))
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', files], { cwd: folder })
  expect(stdout).toContain('Goods received')
  expect(readdirSync(folder)).toHaveLength(1)
})

async function curl(...args: string[]): Promise<Json> {
  const { stdout } = await promisify(execFile)('curl', ['-s', '-S', ...args])
  return JSON.parse(stdout)
}

it('curl with the password in the path posts, follows by WebSocket and fetches the result', async () => {
  const base = `${api.base}/${api.token}`
  const socket = new WebSocket(`ws://127.0.0.1:${api.port}/${api.token}/ws?client_id=an-old-client`)
  const heard: Json[] = []
  const done = new Promise<void>((resolve) => {
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data)
      heard.push(message)
      if (message.type === 'task_completed') resolve()
    }
  })
  await new Promise((resolve) => {
    socket.onopen = resolve
  })
  const submitted = await curl('-F', `file=@${longPdf(3)}`, `${base}/api/async/pdf`)
  expect(submitted.status).toBe('success')
  socket.send(JSON.stringify({ type: 'subscribe', task_id: submitted.task_id }))
  await done
  socket.close()
  const types = heard.map(({ type }) => type)
  expect(types[0]).toBe('connection_established')
  expect(types).toContain('task_subscribed')
  for (const message of heard) expect(message.timestamp).toMatch(/Z$/)
  const result = await curl(`${base}/api/tasks/${submitted.task_id}/result`)
  expect(result.data.content).toContain('page 3 line 1')
  expect((await curl('-X', 'DELETE', `${base}/api/tasks/${submitted.task_id}`)).message).toBe('Deleted.')
})

it('a client with a bearer token posts file and mode, and walks a PDF', async () => {
  const auth = ['-H', `Authorization: Bearer ${api.token}`]
  const status = await curl(...auth, `${api.base}/api/status`)
  expect(status).toHaveProperty('model_loaded')
  const read = await curl(...auth, '-F', `file=@${fixture('page.png')}`, '-F', 'mode=basic', `${api.base}/api/ocr`)
  expect(read.success && read.text).toContain('Goods received')
  const opened = await curl(...auth, '-F', `file=@${longPdf(3)}`, `${api.base}/api/pdf/init`)
  const pages: string[] = []
  for (let next: number | null = 0; next !== null; ) {
    const body = JSON.stringify({ task_id: opened.task_id, mode: 'basic', batch_index: next, batch_size: 2 })
    const answer = await curl(
      ...auth,
      '-H',
      'content-type: application/json',
      '-d',
      body,
      `${api.base}/api/pdf/process-batch`,
    )
    pages.push(...answer.results.map((page: Json) => page.text))
    next = answer.next_batch_index
  }
  expect(pages).toHaveLength(opened.total_pages)
})

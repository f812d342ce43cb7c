import { expect, it } from 'vitest'
import { type Json, sharedApi } from '../../../test/support/api.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'

const api = sharedApi()

/** Every event until the server ends the stream. */
async function events(id: string): Promise<Json[]> {
  const answer = await api.raw(`/api/tasks/${id}/events`)
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const blocks = (await answer.text()).split('\n\n').filter((block) => block.includes('data: '))
  return blocks.map((block) => {
    const event = JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '')
    expect(/^event: (.*)$/m.exec(block)?.[1]).toBe(event.type)
    return event
  })
}

it('a reader hears every page, and the stream ends with the task', async () => {
  const { body } = await api.upload('/api/async/pdf', { file: longPdf(3) }, { text_layer: 'never' })
  const heard = await events(body.task_id)
  expect(heard[0]).toMatchObject({ type: 'task_subscribed', task_id: body.task_id })
  expect(
    heard
      .filter(({ type }) => type === 'page_completed')
      .map((event) => event.page_number)
      .sort(),
  ).toEqual([1, 2, 3])
  expect(heard.at(-1)).toMatchObject({ type: 'task_completed', data: { processed_pages: 3 } })
})

it('who comes late hears the end, and of a task that is not there an error', async () => {
  const { body } = await api.upload('/api/async/pdf', { file: longPdf(1) })
  await api.task(body.task_id)
  expect((await events(body.task_id)).map(({ type }) => type)).toEqual(['task_subscribed', 'task_completed'])
  expect((await api.get('/api/tasks/nobody/events')).status).toBe(404)
})

it('a reader that hangs up is forgotten, and the task goes on', async () => {
  const { body } = await api.upload('/api/async/pdf', { file: longPdf(4) }, { text_layer: 'never' })
  const away = new AbortController()
  const answer = await fetch(`${api.base}/${api.token}/api/tasks/${body.task_id}/events`, { signal: away.signal })
  await answer.body?.getReader().read()
  away.abort()
  expect((await api.task(body.task_id)).status).toBe('completed')
})

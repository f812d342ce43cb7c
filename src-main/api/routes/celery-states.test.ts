import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { startApi } from '../../../test/support/api-server.ts'
import { startRedis, startWorker } from '../../../test/support/cluster/machines.ts'
import { fixture, temporaryFolder } from '../../../test/support/folders.ts'
import { type CeleryState, pageStateOf, stateOf } from './celery-states.ts'

async function clusterApi(worker: readonly string[]) {
  const redis = await startRedis()
  onTestFinished(() => redis.end())
  const started = await startWorker(redis.url, worker)
  onTestFinished(() => started.kill())
  const api = await startApi(join(temporaryFolder(), 'home'))
  onTestFinished(() => api.close())
  await api.app.handlers['cluster.set']({ redis: redis.url, prefix: '', readsHere: false })
  return api
}

const fields = { engine: 'cluster', text_layer: 'never' }

it('a client that uploads and polls sees pages come one by one, each with its state', async () => {
  const api = await clusterApi(['--ms', '700', '--slots', '1'])
  const { body, status } = await api.upload('/upload', { file: fixture('sample.pdf') }, fields)
  expect(status).toBe(200)
  expect(body).toMatchObject({ state: 'PENDING', status_url: `/task_status/${body.task_id}` })
  const seen: CeleryState[] = []
  let halfway = null
  for (let n = 0; n < 300 && seen.at(-1) !== 'SUCCESS'; n++) {
    const answer = (await api.get(body.status_url)).body
    if (seen.at(-1) !== answer.state) seen.push(answer.state)
    if (answer.progress.done === 1) halfway = answer
    await delay(50)
  }
  expect(seen.filter((one) => one !== 'PENDING')).toEqual(['STARTED', 'PROGRESS', 'SUCCESS'])
  expect(halfway).toMatchObject({
    task_id: body.task_id,
    progress: { done: 1, total: 2 },
    pages: [
      { page: 1, state: 'SUCCESS' },
      { page: 2, state: expect.stringMatching(/PENDING|STARTED/) },
    ],
    result: { text: 'page 1', pages: [{ page: 1, text: 'page 1' }] },
  })
  const end = (await api.get(body.status_url)).body
  expect(end.result.text).toBe('page 1\n\npage 2')
  expect((await api.get(`${body.status_url}?result=false`)).body.result).toBeUndefined()
})

it('the tasks of the asynchronous API are read by the cluster, too, and a page that fails says why', async () => {
  const api = await clusterApi(['--ms', '50', '--poison', '2', '--slots', '1'])
  const { body } = await api.upload('/api/async/pdf', { file: fixture('sample.pdf') }, fields)
  // Its only worker dies with page 2; here nobody starts another.
  const done = async () => (await api.get(`/task_status/${body.task_id}`)).body.progress.done
  await expect.poll(done, { timeout: 20_000 }).toBe(1)
  await api.ask('DELETE', `/api/tasks/${body.task_id}`)
  const { body: end } = await api.get(`/task_status/${body.task_id}`)
  expect(end).toMatchObject({ state: 'FAILURE', result: { text: 'page 1' } })
  expect(end.pages.map((page: { state: string }) => page.state)).toEqual(['SUCCESS', 'FAILURE'])
  expect((await api.get('/task_status/nothing-of-the-kind')).status).toBe(404)
})

it('each state has its Celery word', () => {
  const none = { completedPages: 0, failedPages: 0 }
  const waits = { status: 'pending', attempts: 1 } as const
  expect(stateOf({ state: 'pending', ...none }, [])).toBe('PENDING')
  expect(stateOf({ state: 'processing', ...none }, [waits])).toBe('RETRY')
  expect(stateOf({ state: 'processing', completedPages: 0, failedPages: 1 }, [waits])).toBe('PROGRESS')
  expect(stateOf({ state: 'partial', completedPages: 1, failedPages: 1 }, [])).toBe('SUCCESS')
  expect(stateOf({ state: 'cancelled', ...none }, [])).toBe('FAILURE')
  expect(pageStateOf(waits)).toBe('RETRY')
  expect(pageStateOf({ status: 'pending', attempts: 0 })).toBe('PENDING')
})

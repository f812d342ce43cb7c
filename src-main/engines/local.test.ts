import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { hasEnded, type JobView } from '../../src-preload/model.ts'
import { fixture, temporaryFolder } from '../../test/support/folders.ts'
import { createApp } from '../app/create-app.ts'
import { resolveRuntime } from '../app/runtime.ts'

async function openApp() {
  const runtime = resolveRuntime({ ...process.env, INKLEAF_HOME: join(temporaryFolder(), 'home') })
  const app = await createApp({ runtime, scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  onTestFinished(() => app.close())
  return app
}

type App = Awaited<ReturnType<typeof openApp>>

async function read(app: App, path: string, onDelta: () => void): Promise<JobView> {
  const { promise, resolve } = Promise.withResolvers<JobView>()
  app.queue.on('event', (event) => {
    if (event.type === 'delta') onDelta()
    if (event.type === 'job' && hasEnded(event.job.state)) resolve(event.job)
  })
  await app.queue.add({ paths: [path], options: { textLayer: 'never' } })
  return promise
}

function endEngine(app: App): void {
  process.kill(app.supervisor.pid ?? 0, 'SIGKILL')
}

it('a restart that somebody asks for is no crash: a page is read however often it meets one', async () => {
  const app = await openApp()
  let restarts = 0
  const job = await read(app, fixture('page.png'), () => {
    if (restarts++ < 3) void app.supervisor.restart()
  })
  expect(job).toMatchObject({ state: 'completed', completedPages: 1 })
  expect(restarts).toBeGreaterThan(2)
  expect(app.supervisor.restarts).toBe(0)
})

it('a page whose process is killed once is read all the same, and no attempt is charged', async () => {
  const app = await openApp()
  let kills = 0
  const job = await read(app, fixture('page.png'), () => {
    if (kills++ === 0) endEngine(app)
  })
  expect(job).toMatchObject({ state: 'completed', completedPages: 1 })
  const [page] = await app.history.pages(job.id)
  expect(page).toMatchObject({ status: 'completed', attempts: 1 })
  expect(app.supervisor.restarts).toBe(1)
})

it('a page whose process dies each time is left out after two deaths alone', async () => {
  const app = await openApp()
  const job = await read(app, fixture('page.png'), () => endEngine(app))
  expect(job).toMatchObject({ state: 'failed', failedPages: 1 })
  expect((await app.history.pages(job.id))[0]?.error?.code).toBe('engine_crashed')
  expect(app.supervisor.restarts).toBe(2)
})

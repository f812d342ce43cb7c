/** Questions as their askers have them: the real core, a real model in its process, and a service that has bad days. */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, it, onTestFinished } from 'vitest'
import type { CoreEvent } from '../../src-preload/contract.ts'
import { jobOptions } from '../../src-preload/model.ts'
import { service as serviceShape } from '../../src-preload/services.ts'
import { fixture, freshCopy, temporaryFolder } from '../../test/support/folders.ts'
import { frontOf } from '../../test/support/front.ts'
import { tinyModel, vlmServer } from '../../test/support/vlm/server.ts'
import { createApp } from '../app/create-app.ts'
import { resolveRuntime } from '../app/runtime.ts'

const ANSWER = 'It is due on 13 April 2026.'

async function open(home = join(temporaryFolder(), 'home')) {
  const app = await createApp({ runtime: resolveRuntime({ ...process.env, INKLEAF_HOME: home }), scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  let isOpen = true
  const close = async () => {
    if (isOpen) await app.close()
    isOpen = false
  }
  onTestFinished(close)
  const events: CoreEvent[] = []
  onTestFinished(app.feed.subscribe((message) => message.type === 'events' && events.push(...message.events)))
  const read = async (path: string, options: object = {}) => {
    const { added } = await app.handlers['jobs.add']({ paths: [path], options: jobOptions.parse(options) })
    const id = added[0]?.job.id ?? ''
    await app.queue.whenEnded(id, AbortSignal.timeout(100_000))
    return id
  }
  const ask = (jobId: string, engine: string, more: object = {}) =>
    app.handlers['pages.ask']({
      id: `id-${Math.random()}`,
      jobId,
      page: 1,
      engine,
      asked: 'question',
      question: 'When is it due?',
      ...more,
    })
  const serve = (more: object) => {
    const whole = serviceShape.parse({ id: 'test', name: 'Testers', shape: 'openai', model: 'm', ...more })
    return app.handlers['engines.save']({ service: whole })
  }
  return { app, home, events, close, read, ask, serve }
}

it('a vision model answers about a page; the answer is kept beside the text and goes with the document', async () => {
  const first = await open()
  await first.app.handlers['models.useFolder']({ folder: tinyModel(ANSWER) })
  const jobId = await first.read(fixture('page.png'))
  const textBefore = (await first.app.history.pages(jobId))[0]?.result?.text
  const answer = await first.ask(jobId, 'vlm', { id: 'question-1' })
  expect(answer).toMatchObject({
    jobId,
    page: 1,
    question: 'When is it due?',
    answer: ANSWER,
    engine: 'vlm',
    model: 'tiny',
    host: null,
  })
  await first.ask(jobId, 'vlm', { asked: 'table', question: '' })
  await first.close()

  const again = await open(first.home)
  const kept = await again.app.handlers['pages.answers']({ jobId })
  expect(kept.map(({ asked, question }) => [asked, question])).toEqual([
    ['table', ''],
    ['question', 'When is it due?'],
  ])
  expect((await again.app.history.pages(jobId))[0]?.result?.text).toBe(textBefore)
  await again.app.handlers['pages.removeAnswer']({ id: 'question-1' })
  expect(await again.app.handlers['pages.answers']({ jobId })).toHaveLength(1)
  await again.app.handlers['pages.restoreAnswer']({ answer })
  expect((await again.app.handlers['pages.answers']({ jobId })).at(-1)).toEqual(answer)
  await again.app.handlers['history.remove']({ jobIds: [jobId] })
  expect(await again.app.handlers['pages.answers']({ jobId })).toEqual([])
})

it("a service is sent the page without what was masked, is waited for while it is busy, and its cost is the document's", async () => {
  const model = tinyModel(ANSWER)
  const { address } = await vlmServer(model)
  const front = await frontOf(address)
  const { app, events, read, ask, serve } = await open()
  await serve({ address: front.address, model, inputPrice: 1e6, outputPrice: 1e6 })
  const jobId = await read(freshCopy('page.png'), { ignoreRegions: [[0, 0, 1, 0.5]] })
  front.behave = (response, count) => {
    if (count === 1) response.writeHead(429, { 'retry-after': '1' }).end('{}')
    return count === 1
  }
  const answer = await ask(jobId, 'test')
  expect(answer).toMatchObject({ answer: ANSWER, engine: 'test', host: null })
  const streamed = () =>
    events.map((event) => (event.type === 'answerDelta' && event.id === answer.id ? event.text : '')).join('')
  await expect.poll(streamed).toBe(ANSWER)
  expect((await app.history.job(jobId)).cost).toBeGreaterThan(0)
  expect(app.engines().find(({ id }) => id === 'test')?.spentThisMonth).toBeGreaterThan(0)
  const sent = JSON.parse(front.questions.at(-1)?.body ?? '{}')
  const [picture, words] = sent.messages[0].content
  expect(words.text).toMatch(/^When is it due\?/)
  const image = await loadImage(Buffer.from(picture.image_url.url.split(',')[1], 'base64'))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const top = context.getImageData(0, 0, image.width, Math.floor(image.height * 0.49)).data
  expect(top.reduce((least, value) => Math.min(least, value), 255)).toBeGreaterThan(240)
})

it('tables that a model writes as HTML are kept as Markdown', async () => {
  const { app, read, ask } = await open()
  await app.handlers['models.useFolder']({
    folder: tinyModel('x', undefined, {
      table: '<table><tr><td>Day</td><td>$h_0$</td></tr><tr><td>1</td><td>4.1</td></tr></table>',
    }),
  })
  const jobId = await read(freshCopy('page.png'))
  const { answer } = await ask(jobId, 'vlm', { asked: 'table', question: '' })
  expect(answer).toBe('| Day | $h_0$ |\n| -: | -: |\n| 1 | 4.1 |')
})

it('what can not be asked is told in words', async () => {
  const { read, ask, serve } = await open()
  const jobId = await read(freshCopy('page.png'))
  await expect(ask(jobId, 'local')).rejects.toThrow(/can't answer questions/)
  await expect(ask(jobId, 'nobody')).rejects.toThrow(/no engine called/)
  await expect(ask(jobId, 'vlm')).rejects.toThrow(/npm run models/)
  await serve({ address: 'https://elsewhere.example/v1', model: 'm' })
  await expect(ask(jobId, 'test')).rejects.toThrow(/would be sent to elsewhere\.example/)
  await expect(ask(jobId, 'test', { question: '' })).rejects.toThrow()
})

it('an answer that is stopped is stopped at the service, and not kept', async () => {
  const { app, events, read, ask, serve } = await open()
  const front = await frontOf(null)
  front.behave = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'It is' } }] })}\n\n`)
    return true
  }
  await serve({ address: front.address, model: 'm' })
  const jobId = await read(freshCopy('page.png'))
  const asking = ask(jobId, 'test', { id: 'question-2' })
  asking.catch(() => {})
  while (!events.some(({ type }) => type === 'answerDelta')) await delay(20)
  await app.handlers['pages.stopAsking']({ id: 'question-2' })
  await expect(asking).rejects.toMatchObject({ code: 'question_stopped' })
  await expect.poll(() => front.questions[0]?.wentAwayAt).toBeTruthy()
  expect(await app.handlers['pages.answers']({ jobId })).toEqual([])
})

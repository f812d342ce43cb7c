/** A service as its users have one: the real core and queue, mlx-vlm's own server, and a front that has bad days. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CoreEvent } from '../../../src-preload/contract.ts'
import { hasEnded, type JobOptions, type PageResult, type PageView } from '../../../src-preload/model.ts'
import type { Service } from '../../../src-preload/services.ts'
import { fixture, freshCopy, temporaryFolder } from '../../../test/support/folders.ts'
import { type Front, frontOf } from '../../../test/support/front.ts'
import { tinyModel, vlmServer } from '../../../test/support/vlm/server.ts'
import { type App, createApp } from '../../app/create-app.ts'
import { resolveRuntime } from '../../app/runtime.ts'

interface Opened {
  app: App
  home: string
  events: CoreEvent[]
  read(path: string, options?: Partial<JobOptions>): Promise<PageView[]>
  save(change: Partial<Service>): Promise<unknown>
}

const SERVICE = { id: 'test', name: 'Testers', shape: 'openai' as const, model: 'm' }

async function open(service: Partial<Service>): Promise<Opened> {
  const home = join(temporaryFolder(), 'home')
  const app = await createApp({ runtime: resolveRuntime({ ...process.env, INKLEAF_HOME: home }), scope: 'all' })
  if (!app) throw new Error('the data folder is taken')
  onTestFinished(() => app.close())
  const events: CoreEvent[] = []
  app.onEvent((event) => events.push(event))
  const save = (change: Partial<Service>) =>
    app.handlers['engines.save']({
      service: { ...SERVICE, ...DEFAULTS, address: 'http://127.0.0.1:1/v1', ...service, ...change },
    })
  await save({})
  const read = async (path: string, options: Partial<JobOptions> = {}) => {
    const whole = { ...OPTIONS, engine: 'test', textLayer: 'never' as const, ...options }
    const { added, refused } = await app.handlers['jobs.add']({ paths: [path], options: whole })
    const id = added[0]?.job.id
    if (id === undefined) throw new Error(refused[0]?.message)
    await app.queue.whenEnded(id, AbortSignal.timeout(100_000))
    return app.history.pages(id)
  }
  return { app, home, events, read, save }
}

const DEFAULTS: Omit<Service, 'id' | 'name' | 'shape' | 'address' | 'model' | 'allowedHost'> = {
  prompt: '',
  requestsPerMinute: null,
  tokensPerMinute: null,
  pagesAtOnce: 4,
  maxOutputTokens: 8192,
  picturePx: 1000,
  inputPrice: null,
  outputPrice: null,
  maxCostPerDocument: null,
  maxCostPerMonth: null,
}

const OPTIONS: JobOptions = {
  mode: 'markdown',
  pages: null,
  dpi: 200,
  engine: 'test',
  reader: null,
  accuracy: 'balanced',
  textLayer: 'never',
  cleanUp: [],
  ignoreRegions: [],
  priority: 0,
  maxPages: null,
  fresh: false,
  password: null,
}

/** What the fast engine reads on the page; it is read once. */
let fast: Promise<PageResult> | null = null
function fastReading(): Promise<PageResult> {
  fast ??= open({}).then(async ({ read }) => {
    const [page] = await read(fixture('page.png'), { engine: 'local' })
    if (!page?.result) throw new Error('nothing was read')
    return page.result
  })
  return fast
}

const viewOf = (app: App) => app.engines().find(({ id }) => id === 'test')
const codes = (page: PageView | undefined) => page?.result?.warnings.map(({ code }) => code) ?? []

describe('with a model of mlx-vlm', () => {
  it('its Markdown is read word for word, each word where the fast engine saw it', async () => {
    const first = await fastReading()
    const model = tinyModel(first.markdown)
    const { address } = await vlmServer(model)
    const { read, events } = await open({ address, model })
    const [page] = await read(fixture('page.png'))
    expect(page?.error).toBeNull()
    expect(page?.result?.markdown).toBe(first.markdown)
    expect(page?.result).toMatchObject({ engine: 'test', model, confidence: null })
    expect(page?.result?.reading?.beside).toMatchObject({ engine: 'ppocr', unseen: 0, leftOut: 0 })
    expect(page?.result?.reading).not.toHaveProperty('host')
    expect(page?.result?.reading?.usage?.outputTokens).toBeGreaterThan(10)
    // What the API tells as a page's time is both readings'.
    const { total = 0, service = 0 } = page?.result?.timingsMs ?? {}
    expect(total).toBeGreaterThan(service)
    for (const line of page?.result?.blocks.flatMap(({ lines }) => lines) ?? []) expect(line.quad).not.toBeNull()
    // The fast reading was told first, then the model's text as it came.
    const told = events.filter((event) => event.type === 'first' || event.type === 'delta')
    expect(told[0]).toMatchObject({ type: 'first', page: 1 })
    const streamed = told.flatMap((event) => (event.type === 'delta' ? [event.text] : []))
    expect(streamed.length).toBeGreaterThan(5)
    expect(streamed.join('')).toBe(first.markdown)
  })

  it('numbers that differ, invented words and lines that were left out are marked, and nothing else', async () => {
    const first = await fastReading()
    const lines = first.markdown.split('\n\n')
    const dropped = lines.findLastIndex((line) => line.length > 20)
    const changed = first.markdown.split('\n\n').filter((_, at) => at !== dropped)
    const at = changed.findIndex((line, n) => n !== dropped && /[a-z]{5}/i.test(line))
    changed[at] = `${changed[at]} Purple elephants never vote.`
    const model = tinyModel(changed.join('\n\n'))
    const { address } = await vlmServer(model)
    const { read } = await open({ address, model })
    const [page] = await read(fixture('page.png'))
    const blocks = page?.result?.blocks ?? []
    const doubts = blocks.flatMap((block) =>
      block.lines.flatMap((line) => (line.doubts ?? []).map((d) => [d.why, line.text.slice(d.start, d.end)])),
    )
    expect(doubts).toEqual([['unseen', 'Purple elephants never vote.']])
    expect(blocks.filter(({ leftOut }) => leftOut).length).toBeGreaterThan(0)
    expect(codes(page)).toContain('lines_left_out')
    // What was left out is no part of the text until somebody says so.
    const gone = blocks.find(({ leftOut }) => leftOut)?.text ?? ''
    expect(page?.result?.text).not.toContain(gone.split('\n')[0])
  })

  it('a model that goes round in circles is stopped, and what it repeats is kept once', async () => {
    const first = await fastReading()
    const script = `${first.markdown}\n\nAnd so it goes on and on for ever.\n\n`
    const { loopFrom } = loopAtEnd(script, 'And so it goes')
    const model = tinyModel(script, loopFrom)
    const { address } = await vlmServer(model)
    const { read } = await open({ address, model, maxOutputTokens: 100_000 })
    const [page] = await read(fixture('page.png'))
    expect(codes(page)).toContain('answer_looped')
    expect(page?.result?.text.match(/goes on and on/g)).toHaveLength(1)
  })

  it('an answer of another page does not take the place of this one', async () => {
    const model = tinyModel('The quick brown fox jumps over the lazy dog again and again until nobody looks any more.')
    const { address } = await vlmServer(model)
    const { read } = await open({ address, model })
    const [page] = await read(fixture('page.png'))
    expect(codes(page)).toEqual(expect.arrayContaining(['other_page', 'read_alone']))
    expect(page?.result).toMatchObject({ engine: 'ppocr', text: (await fastReading()).text })
  })

  it('four pages at a time are each what they would be alone', async () => {
    const first = await fastReading()
    const model = tinyModel(first.markdown)
    const { address } = await vlmServer(model)
    const { read } = await open({ address, model, pagesAtOnce: 4 })
    const pages = await Promise.all(Array.from({ length: 4 }, () => read(freshCopy('page.png'))))
    expect(pages.map(([page]) => page?.result?.markdown)).toEqual(Array(4).fill(first.markdown))
  })
})

/** Which token of the script a text begins with: the pieces are of four characters where none comes twice. */
function loopAtEnd(script: string, text: string): { loopFrom: number } {
  const used = new Set<string>()
  let [start, count, found] = [0, 0, 0]
  while (start < script.length) {
    let end = Math.min(script.length, start + 4)
    while (used.has(script.slice(start, end)) && end < script.length) end++
    used.add(script.slice(start, end))
    if (start >= script.indexOf(text) && found === 0) found = count
    start = end
    count++
  }
  return { loopFrom: found }
}

describe('on a bad day', () => {
  const events = (...texts: string[]) =>
    texts.map((content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`).join('')
  const stream = { 'content-type': 'text/event-stream' }

  async function behind(behave: Front['behave'], service: Partial<Service> = {}): Promise<Opened & { front: Front }> {
    const front = await frontOf(null)
    front.behave = behave
    return { ...(await open({ address: front.address, ...service })), front }
  }

  it('a 429 costs no try, and the next question comes not before Retry-After', async () => {
    const { markdown } = await fastReading()
    const { read, front } = await behind((response, count) => {
      if (count === 1) response.writeHead(429, { 'retry-after': '2' }).end('{}')
      else response.writeHead(200, stream).end(`${events(markdown)}data: [DONE]\n\n`)
      return true
    })
    const [page] = await read(fixture('page.png'))
    expect(page).toMatchObject({ status: 'completed', attempts: 1 })
    expect(page?.result?.engine).toBe('test')
    const [one, two] = front.questions
    expect((two?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThanOrEqual(2000)
  })

  it.each([
    ['a key that is refused', 'key_refused', 401, '{"error":{"message":"Incorrect API key provided: sk-abcdef"}}'],
    ['a model that is not there', 'no_such_model', 404, '{"error":{"message":"no such model"}}'],
    ['a page that is refused', 'service_refused', 400, '{"error":{"message":"this model takes no images"}}'],
    [
      'a quota that is used up',
      'service_quota',
      429,
      '{"error":{"code":"insufficient_quota","message":"insufficient_quota"}}',
    ],
    ['a redirection to elsewhere', 'service_elsewhere', 307, ''],
  ])('%s: the page keeps its fast reading, and says why', async (_, code, status, body) => {
    const { read, app, front } = await behind((response) => {
      response.writeHead(status, { 'content-type': 'application/json', location: 'http://192.0.2.1/' }).end(body)
      return true
    })
    const [page] = await read(fixture('page.png'))
    expect(page?.status).toBe('completed')
    expect(codes(page)).toEqual(expect.arrayContaining([code, 'read_alone']))
    expect(page?.result).toMatchObject({ engine: 'ppocr', text: (await fastReading()).text })
    expect(front.questions).toHaveLength(1)
    expect(JSON.stringify(page?.result?.warnings)).not.toContain('sk-abcdef')
    expect(viewOf(app)?.state).toBe(code === 'key_refused' ? 'key_refused' : 'ready')
  })

  it.each([
    ['HTML', 'service_rubbish', { 'content-type': 'text/html' }, '<html>Please log in</html>'],
    ['nothing', 'service_empty', stream, 'data: [DONE]\n\n'],
    ['what is no JSON', 'service_rubbish', stream, 'data: {"choices": oops\n\n'],
    [
      'what is not UTF-8',
      'service_rubbish',
      stream,
      Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a, 0x0a]),
    ],
  ])('a host that answers %s: one clear line, and the fast reading', async (_, code, headers, body) => {
    const { read } = await behind((response) => {
      response.writeHead(200, headers).end(body)
      return true
    })
    const [page] = await read(fixture('page.png'))
    expect(page?.status).toBe('completed')
    expect(codes(page)).toEqual(expect.arrayContaining([code, 'read_alone']))
  })

  it('a refusal is told, and so is an answer that was cut off or kept back', async () => {
    const { markdown } = await fastReading()
    const ends = ['content_filter', 'length', 'content_filter']
    const { read } = await behind((response, count) => {
      const text = count === 1 ? '' : markdown
      const end = { choices: [{ index: 0, delta: {}, finish_reason: ends[count - 1] }] }
      response.writeHead(200, stream).end(`${events(text)}data: ${JSON.stringify(end)}\n\ndata: [DONE]\n\n`)
      return true
    })
    expect(codes((await read(freshCopy('page.png')))[0])).toEqual(
      expect.arrayContaining(['reading_refused', 'read_alone']),
    )
    expect(codes((await read(freshCopy('page.png')))[0])).toContain('answer_cut')
    expect(codes((await read(freshCopy('page.png')))[0])).toContain('answer_filtered')
  })

  it('a server that is away for a moment costs a try; one that stays away, none of the other pages a wait', async () => {
    const { markdown } = await fastReading()
    const { read, front, app } = await behind((response, count) => {
      if (count === 1) response.destroy()
      else response.writeHead(200, stream).end(`${events(markdown)}data: [DONE]\n\n`)
      return true
    })
    app.settings.retries = { maxAttempts: 2, baseDelayMs: 10, maxDelayMs: 20 }
    const [page] = await read(freshCopy('page.png'))
    expect(page).toMatchObject({ attempts: 2, result: { engine: 'test' } })
    front.behave = (response) => {
      response.destroy()
      return true
    }
    for (let n = 0; n < 3; n++) expect(codes((await read(freshCopy('page.png')))[0])).toContain('service_unreachable')
    expect(viewOf(app)?.state).toBe('unreachable')
    // Two pages of two tries; the third was not tried.
    expect(front.questions).toHaveLength(2 + 4)
  })

  it('an abort reaches the server within 200 ms', async () => {
    const { app, front } = await behind((response) => {
      response.writeHead(200, stream).write(events('The first words'))
      return true
    })
    const { added } = await app.handlers['jobs.add']({ paths: [fixture('page.png')], options: OPTIONS })
    const id = added[0]?.job.id ?? ''
    await new Promise<void>((heard) => app.onEvent((event) => event.type === 'delta' && heard()))
    const at = Date.now()
    await app.handlers['jobs.cancel']({ jobIds: [id] })
    while (front.questions[0]?.wentAwayAt === null) await new Promise((soon) => setTimeout(soon, 5))
    expect((front.questions[0]?.wentAwayAt ?? 0) - at).toBeLessThan(200)
    expect(hasEnded((await app.history.job(id)).state)).toBe(true)
  })

  it('silence ends at the time limit of a page', async () => {
    const { read, app } = await behind((response) => {
      response.writeHead(200, stream).write(events('And then'))
      return true
    })
    // What the fast engine takes is not the service's.
    app.onEvent((event) => {
      if (event.type === 'first') app.settings.timeouts.pageMs = 2000
    })
    app.settings.retries = { maxAttempts: 2, baseDelayMs: 10, maxDelayMs: 20 }
    const [page] = await read(fixture('page.png'))
    expect(codes(page)).toEqual(expect.arrayContaining(['page_timeout', 'read_alone']))
  })

  it('no key is in a log, in the diagnostics or in an event, and none in a file but the one of mode 0600', async () => {
    const secret = 'sk-very-secret-1234567890'
    const {
      read,
      app,
      home,
      events: told,
      front,
    } = await behind((response) => {
      response.writeHead(401).end(JSON.stringify({ error: { message: `Incorrect API key: ${secret}` } }))
      return true
    })
    await app.handlers['engines.setKey']({ engine: 'test', key: secret })
    await read(fixture('page.png'))
    expect(front.questions[0]?.headers.authorization).toBe(`Bearer ${secret}`)
    expect(await app.handlers['app.diagnostics']({})).not.toContain(secret)
    expect(JSON.stringify(told)).not.toContain(secret)
    expect(JSON.stringify(await app.handlers['engines.list']({}))).not.toContain(secret)
    const { readdirSync, statSync } = await import('node:fs')
    const files = readdirSync(home, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
    const holding = files.filter((one) => readFileSync(join(one.parentPath, one.name)).includes(secret))
    expect(holding.map(({ name }) => name)).toEqual(['keys.json'])
    expect(statSync(join(home, 'keys.json')).mode & 0o777).toBe(0o600)
  })

  it('a service that counts in ways of its own is paid by what can be told, and stays within its limits', async () => {
    const { markdown } = await fastReading()
    const usage = `data: ${JSON.stringify({ choices: [], usage: { total_tokens: 100, prompt_tokens: null } })}\n\n`
    const { read, app, save } = await behind((response) => {
      response.writeHead(200, stream).end(`${events(markdown)}${usage}data: [DONE]\n\n`)
      return true
    })
    await save({ inputPrice: 1000, outputPrice: 1000, maxCostPerMonth: 3, tokensPerMinute: 1_000_000 })
    const [page] = await read(freshCopy('page.png'))
    expect(page?.result?.engine).toBe('test')
    expect(page?.result?.reading?.usage).toBeUndefined()
    expect(viewOf(app)?.spentThisMonth).toBeGreaterThan(3)
    await expect(read(freshCopy('page.png'))).rejects.toThrow(/spending limit/)
  })

  it('a refusal in words of its own is a refusal, not the text of the page', async () => {
    const refusal = { choices: [{ index: 0, delta: { refusal: "I'm sorry, I can't help with that." } }] }
    const { read } = await behind((response) => {
      response.writeHead(200, stream).end(`data: ${JSON.stringify(refusal)}\n\ndata: [DONE]\n\n`)
      return true
    })
    expect(codes((await read(freshCopy('page.png')))[0])).toEqual(expect.arrayContaining(['reading_refused']))
  })

  it('what a document and a month may cost is kept to', async () => {
    const { markdown } = await fastReading()
    const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 } })}\n\n`
    const { read, save, app, front } = await behind((response) => {
      response.writeHead(200, stream).end(`${events(markdown)}${usage}data: [DONE]\n\n`)
      return true
    })
    // 0.002 for a page.
    const prices = { inputPrice: 1, outputPrice: 2 }
    await save({ ...prices, maxCostPerMonth: 0.005 })
    const [page] = await read(freshCopy('page.png'))
    expect(page?.result?.reading?.usage).toEqual({ inputTokens: 1000, outputTokens: 500, cost: 0.002 })
    await read(freshCopy('page.png'))
    await read(freshCopy('page.png'))
    expect(front.questions).toHaveLength(3)
    expect(viewOf(app)).toMatchObject({ state: 'spent', spentThisMonth: 0.006 })
    await expect(read(freshCopy('page.png'))).rejects.toThrow(/spending limit/)
    await save({ ...prices, maxCostPerDocument: 0.001 })
    const pages = await read(fixture('scan.pdf'))
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.filter((one) => codes(one).includes('spending_limit')).length).toBeGreaterThan(0)
  })
})

describe('before anything is sent', () => {
  it('what the user has masked is white in the picture that leaves', async () => {
    const { markdown } = await fastReading()
    const front = await frontOf(null)
    front.behave = (response) => {
      const text = JSON.stringify({ choices: [{ index: 0, delta: { content: markdown } }] })
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${text}\n\ndata: [DONE]\n\n`)
      return true
    }
    const { read } = await open({ address: front.address })
    await read(freshCopy('page.png'), { ignoreRegions: [[0, 0, 1, 0.25]] })
    await read(freshCopy('page.png'))
    const darkest = await Promise.all(front.questions.map(({ body }) => darkestAbove(body, 0.24)))
    expect(darkest[0]).toBeGreaterThan(250)
    expect(darkest[1]).toBeLessThan(100)
  })

  it('a spending limit without prices is refused, since it would hold nobody back', async () => {
    const { save } = await open({})
    await expect(save({ maxCostPerMonth: 5 })).rejects.toThrow(/needs both prices/)
    await expect(save({ maxCostPerMonth: 5, inputPrice: 1 })).rejects.toThrow(/needs both prices/)
  })

  it('another address gets neither the key nor the word that was given for the old one', async () => {
    const { app, save } = await open({ address: 'http://192.0.2.7:9/v1' })
    await app.handlers['engines.setKey']({ engine: 'test', key: 'k' })
    await app.handlers['engines.allow']({ engine: 'test', host: '192.0.2.7:9' })
    await save({ address: 'http://192.0.2.8:9/v1' })
    expect(viewOf(app)).toMatchObject({ key: null, state: 'needs_consent' })
    await save({ address: 'http://192.0.2.7:9/v1' })
    expect(viewOf(app)).toMatchObject({ key: null, state: 'needs_consent' })
  })

  it('another machine is asked only after its name was confirmed, and only while the address stays', async () => {
    const { app, read, save } = await open({ address: 'http://192.0.2.7:9/v1' })
    await app.handlers['engines.setKey']({ engine: 'test', key: 'k' })
    expect(viewOf(app)).toMatchObject({ state: 'needs_consent', host: '192.0.2.7:9' })
    await expect(read(fixture('page.png'))).rejects.toThrow(/192\.0\.2\.7:9/)
    await expect(app.handlers['engines.allow']({ engine: 'test', host: 'example.org' })).rejects.toThrow(
      /not to example\.org/,
    )
    await app.handlers['engines.allow']({ engine: 'test', host: '192.0.2.7:9' })
    expect(viewOf(app)).toMatchObject({ state: 'ready' })
    await save({ address: 'http://192.0.2.8:9/v1' })
    expect(viewOf(app)).toMatchObject({ state: 'needs_consent' })
    await app.handlers['settings.set']({ patch: { services: [] } })
    expect(viewOf(app)).toBeDefined()
  })

  it('a service elsewhere needs a key, one on this machine none', async () => {
    const { app, save } = await open({ address: 'http://192.0.2.7:9/v1' })
    await app.handlers['engines.allow']({ engine: 'test', host: '192.0.2.7:9' })
    expect(viewOf(app)).toMatchObject({ state: 'needs_key', key: null })
    await app.handlers['engines.setKey']({ engine: 'test', key: 'k' })
    expect(viewOf(app)).toMatchObject({ state: 'ready', key: 'file' })
    await app.handlers['engines.setKey']({ engine: 'test', key: null })
    await save({ address: 'http://localhost:9/v1' })
    expect(viewOf(app)).toMatchObject({ state: 'ready', host: null })
  })

  it('another model or prompt is another reading; the same one is shown again', async () => {
    const { markdown } = await fastReading()
    const front = await frontOf(null)
    front.behave = (response) => {
      const text = JSON.stringify({ choices: [{ index: 0, delta: { content: markdown } }] })
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${text}\n\ndata: [DONE]\n\n`)
      return true
    }
    const { read, save } = await open({ address: front.address })
    await read(fixture('page.png'))
    await read(fixture('page.png'))
    expect(front.questions).toHaveLength(1)
    await save({ model: 'other' })
    await read(fixture('page.png'))
    await save({ prompt: 'Only the numbers.' })
    await read(fixture('page.png'))
    expect(front.questions.map(({ body }) => (JSON.parse(body) as { model: string }).model)).toEqual([
      'm',
      'other',
      'm',
    ])
    expect(front.questions[2]?.body).toContain('Only the numbers.')
  })

  it('a service that documents wait for is not taken away; after that it is, with its key', async () => {
    const front = await frontOf(null)
    front.behave = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': wait\n\n')
      return true
    }
    const { app } = await open({ address: front.address })
    await app.handlers['engines.setKey']({ engine: 'test', key: 'k' })
    const { added } = await app.handlers['jobs.add']({ paths: [fixture('page.png')], options: OPTIONS })
    await expect(app.handlers['engines.remove']({ engine: 'test' })).rejects.toThrow(/A document waits/)
    await app.handlers['jobs.cancel']({ jobIds: added.map(({ job }) => job.id) })
    await app.handlers['engines.remove']({ engine: 'test' })
    expect(viewOf(app)).toBeUndefined()
    await expect(app.handlers['jobs.readAgain']({ jobId: added[0]?.job.id ?? '', options: OPTIONS })).rejects.toThrow(
      /no engine called test/,
    )
  })
})

/** How dark the darkest pixel of the picture in a question is above so much of its height: 0 is black. */
async function darkestAbove(body: string, part: number): Promise<number> {
  const { messages } = JSON.parse(body) as { messages: { content: { image_url?: { url: string } }[] }[] }
  const url = messages[0]?.content.find((one) => one.image_url)?.image_url?.url ?? ''
  const picture = await loadImage(Buffer.from(url.split(',')[1] ?? '', 'base64'))
  const canvas = createCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0)
  const { data } = context.getImageData(0, 0, picture.width, Math.floor(part * picture.height))
  return data.reduce((least, value, at) => (at % 4 === 0 ? Math.min(least, value) : least), 255)
}

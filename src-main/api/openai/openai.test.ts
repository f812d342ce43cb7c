/** OpenAI's own clients, for Node and Python, and Inkleaf's engine for services, against the real server. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import OpenAI, { toFile } from 'openai'
import { beforeAll, describe, expect, it } from 'vitest'
import { sharedApi } from '../../../test/support/api.ts'
import { fixture } from '../../../test/support/folders.ts'
import { longPdf } from '../../../test/support/long-pdf.ts'
import { openAIClient } from '../../engines/remote/openai-client.ts'

const api = sharedApi()
let client: OpenAI
beforeAll(() => {
  client = new OpenAI({ baseURL: `${api.base}/v1`, apiKey: api.token, maxRetries: 0 })
})

const dataUrl = (path: string, type: string) => `data:${type};base64,${readFileSync(path).toString('base64')}`
const picture = () => dataUrl(fixture('page.png'), 'image/png')
type Messages = OpenAI.ChatCompletionMessageParam[]
const asking = (url: string): Messages => [
  {
    role: 'user',
    content: [
      { type: 'text', text: 'What does it say?' },
      { type: 'image_url', image_url: { url } },
    ],
  },
]

it('a picture in a message comes back as its text, and a model is an engine', async () => {
  const models = await client.models.list()
  expect(models.data.map(({ id }) => id)).toEqual(expect.arrayContaining(['inkleaf', 'local', 'auto']))
  expect((await client.models.retrieve('local')).id).toBe('local')
  const answer = await client.chat.completions.create({
    model: 'local',
    messages: [{ role: 'system', content: 'You are an OCR.' }, ...asking(picture())],
    temperature: 0,
    max_tokens: 4000,
  })
  expect(answer.choices[0]?.message.content).toContain('Goods received')
  expect(answer.choices[0]?.finish_reason).toBe('stop')
})

it('a PDF that was sent ahead is streamed page by page, in order, and can be forgotten', async () => {
  const pdf = longPdf(4)
  const file = await client.files.create({ file: await toFile(readFileSync(pdf), 'long.pdf'), purpose: 'user_data' })
  expect(file).toMatchObject({ object: 'file', filename: 'long.pdf' })
  const stream = await client.chat.completions.create({
    model: 'inkleaf',
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: file.id } }] }],
  })
  const chunks: string[] = []
  let ends = 0
  for await (const { choices, usage } of stream) {
    chunks.push(choices[0]?.delta.content ?? '')
    if (choices[0]?.finish_reason === 'stop') ends++
    if (usage) expect(usage.total_tokens).toBe(0)
  }
  const pages = chunks.filter((chunk) => chunk !== '')
  expect(pages.map((page) => /page (\d) line 1/.exec(page)?.[1])).toEqual(['1', '2', '3', '4'])
  expect(ends).toBe(1)
  expect((await client.files.list()).data.map(({ id }) => id)).toContain(file.id)
  expect(await client.files.delete(file.id)).toMatchObject({ deleted: true })
  await expect(client.files.retrieve(file.id)).rejects.toBeInstanceOf(OpenAI.NotFoundError)
})

it('a PDF within the message is read too, and the last documents are those that are meant', async () => {
  const data = dataUrl(fixture('sample.pdf'), 'application/pdf')
  const answer = await client.chat.completions.create({
    model: 'inkleaf',
    messages: [
      ...asking(picture()),
      { role: 'assistant', content: 'Goods received ...' },
      { role: 'user', content: [{ type: 'file', file: { filename: 'sample.pdf', file_data: data } }] },
      { role: 'user', content: 'All of it, please.' },
    ],
  })
  const text = answer.choices[0]?.message.content ?? ''
  expect(text).toContain('# The tide tables of Harrow Sound')
  expect(text).not.toContain('Goods received')
})

describe('what makes no sense', () => {
  const failing = (messages: Messages, model = 'inkleaf') => client.chat.completions.create({ model, messages })

  it('is told in the words of their clients', async () => {
    await expect(failing(asking(picture()), 'gpt-none')).rejects.toMatchObject({
      status: 404,
      code: 'no_such_model',
      message: expect.stringContaining('there are inkleaf, local'),
    })
    const other = new OpenAI({ baseURL: `${api.base}/v1`, apiKey: 'not-the-token', maxRetries: 0 })
    await expect(other.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError)
  })

  it.each([
    ['no document', [{ role: 'user', content: 'Hello' }], /does not chat/],
    ['an address', asking('http://127.0.0.1:1/x.png'), /fetches nothing/],
    ['no base64', asking('data:image/png;base64,%%%'), /data URL/],
    ['no picture', asking(`data:image/png;base64,${Buffer.from('only text').toString('base64')}`), /text file/],
    ['a damaged PDF', asking(`data:application/pdf;base64,${Buffer.from('%PDF-1.7 x').toString('base64')}`), /damaged/],
  ] satisfies [string, Messages, RegExp][])('%s', async (_what, messages, words) => {
    const refused = failing(messages)
    await expect(refused).rejects.toBeInstanceOf(OpenAI.APIError)
    await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(words) })
  })

  it('leaves nothing behind', () => {
    expect(readdirSync(api.runtime.uploadsFolder).filter((name) => name.startsWith('c-'))).toEqual([])
  })
})

it('whoever hangs up has what is not read cancelled', async () => {
  const stream = await client.chat.completions.create({
    model: 'inkleaf',
    stream: true,
    messages: asking(dataUrl(longPdf(40), 'application/pdf')),
  })
  for await (const { choices } of stream) if (choices[0]?.delta.content) break
  stream.controller.abort()
  for (let look = 0; look < 100; look++) {
    const { jobs } = await api.app.handlers['history.list']({ sort: 'newest', limit: 1, offset: 0 })
    if (jobs[0]?.state === 'cancelled') return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('it is read on')
})

it('the client for Python reads a picture and a stream', async () => {
  const program = `
import base64, sys
from openai import OpenAI
client = OpenAI(base_url=sys.argv[1], api_key=sys.argv[2], max_retries=0)
url = "data:image/png;base64," + base64.b64encode(open(sys.argv[3], "rb").read()).decode()
messages = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]}]
answer = client.chat.completions.create(model="inkleaf", messages=messages)
parts = [chunk.choices[0].delta.content or "" for chunk in client.chat.completions.create(model="inkleaf", messages=messages, stream=True)]
assert answer.choices[0].message.content == "".join(parts)
sent = client.files.create(file=open(sys.argv[3], "rb"), purpose="user_data")
assert client.files.delete(sent.id).deleted
print("".join(parts))
`
  const { python } = api.runtime
  const { stdout } = await promisify(execFile)(python, [
    ...['-c', program, `${api.base}/v1`, api.token, fixture('page.png')],
  ])
  expect(stdout).toContain('Goods received')
})

it('another Inkleaf can have it as a service', async () => {
  const service = openAIClient(`${api.base}/v1`, api.token)
  expect(await service.models(AbortSignal.timeout(10_000))).toContain('local')
  const heard: string[] = []
  const answer = await service.ask({
    model: 'local',
    prompt: 'Convert this page to Markdown.',
    picture: readFileSync(join(fixture('page.png'))),
    maxOutputTokens: 4000,
    signal: AbortSignal.timeout(60_000),
    onText: (text: string) => heard.push(text),
  } as never)
  expect(answer).toMatchObject({ end: 'stop', text: expect.stringContaining('Goods received') })
  expect(heard.join('')).toBe(answer.text)
})

it('of two that wait for the same document one may hang up', async () => {
  const messages = asking(dataUrl(longPdf(12), 'application/pdf'))
  const ask = () => client.chat.completions.create({ model: 'inkleaf', stream: true, messages })
  const [one, other] = await Promise.all([ask(), ask()])
  one.controller.abort()
  let text = ''
  for await (const { choices } of other) text += choices[0]?.delta.content ?? ''
  expect(text).toContain('page 12 line 1')
  expect(text).not.toContain('could not be read')
})

it('what is no base64 is told at once, however long it is', async () => {
  const long = `data:image/png;base64,A${' '.repeat(2_000_000)}%`
  const start = performance.now()
  await expect(client.chat.completions.create({ model: 'inkleaf', messages: asking(long) })).rejects.toThrow(/data URL/)
  expect(performance.now() - start).toBeLessThan(5000)
})

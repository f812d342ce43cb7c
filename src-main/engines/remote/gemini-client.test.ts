/** Google's own library, against a server of Gemini's shape. */
import { expect, it } from 'vitest'
import { type Service, service } from '../../../src-preload/services.ts'
import { type Front, frontOf } from '../../../test/support/front.ts'
import { geminiClient } from './gemini-client.ts'
import { serviceError } from './service-errors.ts'

const stream = { 'content-type': 'text/event-stream' }
const part = (candidate: object, more: object = {}) =>
  `data: ${JSON.stringify({ candidates: [{ index: 0, ...candidate }], ...more })}\r\n\r\n`
const says = (text: string, more: object = {}) => part({ content: { role: 'model', parts: [{ text, ...more }] } })

async function ask(behave: Front['behave'], signal = AbortSignal.timeout(10_000)) {
  const front = await frontOf(null)
  front.behave = behave
  const address = front.address.replace('/v1', '')
  const texts: string[] = []
  const answer = geminiClient(address, 'AIza-secret').ask({
    model: 'gemini-x',
    prompt: 'Read.',
    picture: new Uint8Array([1, 2, 3]),
    maxOutputTokens: 500,
    signal,
    onText: (text) => texts.push(text),
  })
  return { front, texts, answer, address }
}

const asService = (address: string): Service =>
  service.parse({ id: 'gem', name: 'Gemini', shape: 'gemini', address, model: 'gemini-x' })

it('the picture, the prompt and the key go as Gemini takes them, and the text comes as it is made', async () => {
  const { front, texts, answer } = await ask((response) => {
    const usageMetadata = { promptTokenCount: 300, candidatesTokenCount: 20, thoughtsTokenCount: 5 }
    response.writeHead(200, stream)
    response.end(
      says('Let me see.', { thought: true }) +
        says('One ') +
        says('two') +
        part({ finishReason: 'STOP' }, { usageMetadata }),
    )
    return true
  })
  expect(await answer).toEqual({ text: 'One two', usage: { inputTokens: 300, outputTokens: 25 }, end: 'stop' })
  expect(texts).toEqual(['One ', 'two'])
  const [question] = front.questions
  expect(question?.path).toContain('/models/gemini-x:streamGenerateContent')
  expect(question?.path).not.toContain('secret')
  expect(question?.headers['x-goog-api-key']).toBe('AIza-secret')
  expect(JSON.parse(question?.body ?? '')).toMatchObject({
    contents: [{ parts: [{ inlineData: { mimeType: 'image/jpeg', data: 'AQID' } }, { text: 'Read.' }] }],
    generationConfig: { maxOutputTokens: 500 },
  })
})

it.each([
  ['MAX_TOKENS', 'length'],
  ['RECITATION', 'filter'],
  ['SAFETY', 'filter'],
])('an answer that ends by %s says so', async (finishReason, end) => {
  const { answer } = await ask((response) => {
    response.writeHead(200, stream).end(says('One') + part({ finishReason }))
    return true
  })
  expect(await answer).toMatchObject({ text: 'One', end })
})

it('a page that is not read at all says so', async () => {
  const { answer } = await ask((response) => {
    response.writeHead(200, stream).end(`data: ${JSON.stringify({ promptFeedback: { blockReason: 'OTHER' } })}\n\n`)
    return true
  })
  expect(await answer).toMatchObject({ text: '', end: 'filter' })
})

it('being busy is asked once, and its RetryInfo is what is waited for', async () => {
  const { answer, front, address } = await ask((response) => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '17s' }]
    const error = { code: 429, message: 'Quota exceeded', status: 'RESOURCE_EXHAUSTED', details }
    response.writeHead(429, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
    return true
  })
  const error = await answer.catch((caught: unknown) => serviceError(caught, asService(address), 'AIza-secret'))
  expect(error).toMatchObject({ code: 'service_busy', scope: 'engine', retryAfterMs: 17_000 })
  expect(front.questions).toHaveLength(1)
})

it('a key that is refused is no defect, and is not quoted', async () => {
  const { answer, address } = await ask((response) => {
    const error = { code: 400, message: 'API key not valid: AIza-secret', status: 'INVALID_ARGUMENT' }
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
    return true
  })
  const error = await answer.catch((caught: unknown) => serviceError(caught, asService(address), 'AIza-secret'))
  expect(error).toMatchObject({ code: 'key_refused', kind: 'input' })
  expect(String(error)).not.toContain('AIza-secret')
})

it('an abort reaches the server', async () => {
  const stop = new AbortController()
  const { answer, front, texts } = await ask((response) => {
    response.writeHead(200, stream).write(says('One'))
    return true
  }, stop.signal)
  answer.catch(() => {})
  while (texts.length === 0) await new Promise((soon) => setTimeout(soon, 5))
  stop.abort()
  await expect(answer).rejects.toThrow()
  while (front.questions[0]?.wentAwayAt === null) await new Promise((soon) => setTimeout(soon, 5))
})

it('its models are told by name', async () => {
  const front = await frontOf(null)
  front.behave = (response) => {
    const models = [{ name: 'models/gemini-y' }, { name: 'models/gemini-x' }]
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ models }))
    return true
  }
  const client = geminiClient(front.address.replace('/v1', ''), 'k')
  expect(await client.models(AbortSignal.timeout(5000))).toEqual(['gemini-x', 'gemini-y'])
})

/** Stands before a server and does what servers do on bad days: refuses, is busy, hangs, breaks off, answers rubbish. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Front {
  address: string
  /** Of each question, when it came and whether the asker went away before its end. */
  questions: {
    at: number
    path: string
    body: string
    headers: IncomingMessage['headers']
    wentAwayAt: number | null
  }[]
  /** What the next questions get; null: the server's own answer. */
  behave: ((response: ServerResponse, count: number) => boolean) | null
}

/** `upstream` as `http://127.0.0.1:1234/v1`; null: there is nothing behind it. */
export async function frontOf(upstream: string | null): Promise<Front> {
  const front: Front = { address: '', questions: [], behave: null }
  const server = createServer((request, response) => {
    void answer(front, upstream, request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  front.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return front
}

async function answer(
  front: Front,
  upstream: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const question: Front['questions'][number] = {
    at: Date.now(),
    path: request.url ?? '',
    body: body.toString(),
    headers: request.headers,
    wentAwayAt: null,
  }
  front.questions.push(question)
  const stop = new AbortController()
  response.on('close', () => {
    if (!response.writableEnded) question.wentAwayAt = Date.now()
    stop.abort()
  })
  if (front.behave?.(response, front.questions.length)) return
  if (upstream === null) {
    response.writeHead(404).end('{}')
    return
  }
  try {
    const answered = await fetch(upstream.replace(/\/v1$/, '') + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
      ...(body.length > 0 ? { body } : {}),
      signal: stop.signal,
    })
    response.writeHead(answered.status, { 'content-type': answered.headers.get('content-type') ?? 'application/json' })
    for await (const chunk of answered.body ?? []) response.write(chunk)
    response.end()
  } catch {
    response.destroy()
  }
}

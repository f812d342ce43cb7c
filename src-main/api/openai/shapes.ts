/** Answers as OpenAI's clients read them (platform.openai.com/docs/api-reference). */
import { z } from 'zod'
import type { InkleafError } from '../../errors.ts'

export const model = z.object({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() })
export const modelList = z.object({ object: z.literal('list'), data: z.array(model) })

export const sentFile = z.object({
  id: z.string(),
  object: z.literal('file'),
  bytes: z.int(),
  created_at: z.int(),
  filename: z.string(),
  purpose: z.string(),
  status: z.literal('processed'),
})
export const fileList = z.object({ object: z.literal('list'), data: z.array(sentFile), has_more: z.literal(false) })
export const fileDeleted = z.object({ id: z.string(), object: z.literal('file'), deleted: z.literal(true) })

/** Inkleaf counts no tokens and charges nothing. */
const usage = z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() })
const NO_USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }

export const completion = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      message: z.object({ role: z.literal('assistant'), content: z.string(), refusal: z.null() }),
      logprobs: z.null(),
      finish_reason: z.literal('stop'),
    }),
  ),
  usage,
})

export const openAIError = z.object({
  error: z.object({ message: z.string(), type: z.string(), param: z.null(), code: z.string() }),
})

export interface Head {
  id: string
  created: number
  model: string
}

export function whole(head: Head, content: string): z.output<typeof completion> {
  return {
    ...head,
    object: 'chat.completion',
    choices: [
      { index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: 'stop' },
    ],
    usage: NO_USAGE,
  }
}

export function errorBody({ code, message, kind }: InkleafError): z.output<typeof openAIError> {
  const type = kind === 'input' ? 'invalid_request_error' : 'server_error'
  return { error: { message, type, param: null, code } }
}

/** Server-sent events: a chunk a page, the first with the role, then the end. What fails on the way is an event too. */
export async function* streamed(
  head: Head,
  pages: AsyncIterable<string>,
  wantsUsage: boolean,
  asError: (caught: unknown) => InkleafError,
): AsyncGenerator<string> {
  const chunk = (delta: object, end: 'stop' | null = null) =>
    event({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: end }],
      ...(wantsUsage ? { usage: null } : {}),
    })
  yield chunk({ role: 'assistant', content: '' })
  try {
    let isFirst = true
    for await (const page of pages) {
      if (page === '') continue
      yield chunk({ content: isFirst ? page : `\n\n${page}` })
      isFirst = false
    }
  } catch (caught) {
    yield event(errorBody(asError(caught)))
    return
  }
  yield chunk({}, 'stop')
  if (wantsUsage) yield event({ ...head, object: 'chat.completion.chunk', choices: [], usage: NO_USAGE })
  yield 'data: [DONE]\n\n'
}

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`

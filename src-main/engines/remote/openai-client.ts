/** OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat), which many programs and services offer. */
import OpenAI from 'openai'
import type { Answer, Asked, ServiceClient } from './service-client.ts'
import { straightFetch } from './straight-fetch.ts'

/** No retries: the queue alone decides about them. Silence is the queue's time limit's. */
const NEVER_MS = 24 * 3600_000

export function openAIClient(address: string, key: string | null): ServiceClient {
  const client = new OpenAI({
    baseURL: address.replace(/\/+$/, ''),
    // Programs on this machine want none, but the library wants one.
    apiKey: key ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off',
    fetch: straightFetch(address),
  })
  /** OpenAI's own models take their limit by another name, and no temperature. */
  let isOwn = new URL(address).hostname.endsWith('openai.com')
  const ask = async (asked: Asked): Promise<Answer> => {
    const { model, prompt, picture, maxOutputTokens, signal, onText } = asked
    const url = `data:image/jpeg;base64,${Buffer.from(picture).toString('base64')}`
    const stream = await client.chat.completions.create(
      {
        model,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image_url', image_url: { url, detail: 'high' } },
              { type: 'text', text: prompt },
            ],
          },
        ],
        stream: true,
        stream_options: { include_usage: true },
        ...(isOwn ? { max_completion_tokens: maxOutputTokens } : { max_tokens: maxOutputTokens, temperature: 0 }),
      },
      { signal },
    )
    const answer: Answer = { text: '', usage: null, end: 'stop' }
    for await (const { choices, usage } of stream) {
      if (usage) answer.usage = { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens }
      const [choice] = choices ?? []
      const text = choice?.delta?.content ?? ''
      if (text !== '') {
        answer.text += text
        onText(text)
      }
      if (choice?.finish_reason === 'length') answer.end = 'length'
      if (choice?.finish_reason === 'content_filter' || choice?.delta?.refusal) answer.end = 'filter'
    }
    // An abort ends the stream as if it were whole.
    signal.throwIfAborted()
    return answer
  }
  return {
    ask: async (asked) => {
      try {
        return await ask(asked)
      } catch (caught) {
        if (isOwn || !(caught instanceof OpenAI.APIError) || !/max_completion_tokens/.test(caught.message)) throw caught
        isOwn = true
        return ask(asked)
      }
    },
    models: async (signal) => {
      const names: string[] = []
      for await (const { id } of client.models.list({ signal })) names.push(id)
      return names.sort()
    },
  }
}

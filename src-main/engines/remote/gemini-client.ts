/** Gemini's own interface (https://ai.google.dev/api/generate-content). */
import { FinishReason, GoogleGenAI } from '@google/genai'
import type { ServiceClient } from './service-client.ts'
import { straightFetch } from './straight-fetch.ts'

const FILTERED: ReadonlySet<string> = new Set([
  FinishReason.SAFETY,
  FinishReason.RECITATION,
  FinishReason.BLOCKLIST,
  FinishReason.PROHIBITED_CONTENT,
  FinishReason.SPII,
  FinishReason.IMAGE_SAFETY,
])

export function geminiClient(address: string, key: string | null): ServiceClient {
  const ai = new GoogleGenAI({
    apiKey: key ?? 'none',
    vertexai: false,
    // One attempt: the queue alone decides about others.
    httpOptions: { baseUrl: address.replace(/\/+$/, ''), retryOptions: { attempts: 1 }, fetch: straightFetch(address) },
  })
  return {
    ask: async ({ model, prompt, picture, maxOutputTokens, signal, onText }) => {
      const inlineData = { mimeType: 'image/jpeg', data: Buffer.from(picture).toString('base64') }
      const stream = await ai.models.generateContentStream({
        model,
        contents: [{ role: 'user', parts: [{ inlineData }, { text: prompt }] }],
        config: { maxOutputTokens, temperature: 0, abortSignal: signal },
      })
      const answer: Awaited<ReturnType<ServiceClient['ask']>> = { text: '', usage: null, end: 'stop' }
      for await (const { candidates, usageMetadata, promptFeedback } of stream) {
        if (usageMetadata) {
          const { promptTokenCount = 0, candidatesTokenCount = 0, thoughtsTokenCount = 0 } = usageMetadata
          answer.usage = { inputTokens: promptTokenCount, outputTokens: candidatesTokenCount + thoughtsTokenCount }
        }
        const [candidate] = candidates ?? []
        // What it thinks is no part of the answer.
        const text = candidate?.content?.parts?.map((part) => (part.thought ? '' : (part.text ?? ''))).join('') ?? ''
        if (text !== '') {
          answer.text += text
          onText(text)
        }
        const reason = candidate?.finishReason
        if (reason === FinishReason.MAX_TOKENS) answer.end = 'length'
        if (promptFeedback?.blockReason || (reason && FILTERED.has(reason))) answer.end = 'filter'
      }
      signal.throwIfAborted()
      return answer
    },
    models: async (signal) => {
      const names: string[] = []
      for await (const { name } of await ai.models.list({ config: { abortSignal: signal } }))
        if (name) names.push(name.replace(/^models\//, ''))
      return names.sort()
    },
  }
}

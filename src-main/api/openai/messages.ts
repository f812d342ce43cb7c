/** What a client of OpenAI's chat completions sends: the parts that Inkleaf takes in, and which documents are in them. */
import { z } from 'zod'
import { InkleafError } from '../../errors.ts'

const text = z.object({ type: z.literal('text'), text: z.string() })
const image = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) })
const file = z.object({
  type: z.literal('file'),
  file: z.object({
    file_id: z.string().optional(),
    /** A data URL, or base64 alone. */
    file_data: z.string().optional(),
    filename: z.string().optional(),
  }),
})
const message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image, file]))]).nullish(),
})

/** What else clients send (temperature, max_tokens, tools and so on) says nothing about reading. */
export const chatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
})
export type ChatRequest = z.output<typeof chatRequest>

export type SentDocument = { name: string; bytes: Buffer } | { fileId: string }

/** Those of the last message that has any: what was said before and after them is not read. Throws `no_document`, `bad_request`. */
export function documentsIn({ messages }: ChatRequest): SentDocument[] {
  for (const { content } of messages.toReversed()) {
    if (!Array.isArray(content)) continue
    const found = content.flatMap((part): SentDocument[] => {
      if (part.type === 'image_url') return [{ name: 'picture', bytes: bytesOf(part.image_url.url) }]
      if (part.type !== 'file') return []
      const { file_id: fileId, file_data: data, filename = 'document' } = part.file
      if (data !== undefined) return [{ name: filename, bytes: bytesOf(data) }]
      return fileId === undefined ? [] : [{ fileId }]
    })
    if (found.length > 0) return found
  }
  throw new InkleafError(
    'no_document',
    'input',
    'No message has a picture or a file in it. Inkleaf reads documents; it does not chat.',
  )
}

/** No two of its parts can take the same characters, so that it is told in one pass. */
const BASE64 = /^[A-Za-z0-9+/_\s-]*(?:=\s*){0,2}$/

/** Of base64 or a data URL. Throws `bad_request`, and `no_address` for an address. */
export function bytesOf(given: string): Buffer {
  if (/^(https?|file|ftp):/i.test(given))
    throw new InkleafError(
      'no_address',
      'input',
      'Inkleaf fetches nothing. Send the document itself, as a data URL (data:image/png;base64,...) or by /v1/files.',
    )
  const data = /^data:[^,]*;base64,/i.exec(given)
  const encoded = data ? given.slice(data[0].length) : given
  if (given.startsWith('data:') && !data) throw badData()
  // Buffer would leave out what is no base64, and read the rest.
  if (encoded.trim() === '' || !BASE64.test(encoded)) throw badData()
  return Buffer.from(encoded, 'base64')
}

function badData(): InkleafError {
  return new InkleafError('bad_request', 'input', 'A data URL has to be data:TYPE;base64,DATA.')
}

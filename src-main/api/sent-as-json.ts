/** Files within JSON: as base64 or a data URL, or the address of one. */
import { z } from 'zod'
import { InkleafError } from '../errors.ts'
import { badRequest } from './errors.ts'
import { bytesOf } from './openai/messages.ts'

/** Of the whole body. */
export const MOST_JSON_BYTES = 100 << 20

const one = z.union([z.string(), z.object({ data: z.string(), filename: z.string().max(300).optional() })])
const body = z.looseObject({
  file: one.optional(),
  files: z.array(one).max(1000).optional(),
  filename: z.string().max(300).optional(),
  url: z.string().max(4000).optional(),
})

export type SentFile = { name: string; bytes: Buffer } | { url: string }

/** The files, and what else was asked for, as a form would carry it. Throws `bad_request`. */
export function sentAsJson(given: unknown): { files: SentFile[]; options: Record<string, unknown> } {
  const { file, files = [], filename, url, ...options } = body.parse(given)
  const all = [...(file === undefined ? [] : [file]), ...files]
  const sent = all.map((each): SentFile => {
    const { data, filename: own } = typeof each === 'string' ? { data: each, filename: undefined } : each
    if (/^https?:/i.test(data)) throw badRequest('file: an address goes into url.')
    return { name: own ?? filename ?? 'document', bytes: bytesOf(data) }
  })
  if (url !== undefined) sent.push({ url })
  if (sent.length === 0) throw badRequest('There is no file in the JSON: send file as base64 or a data URL.')
  return {
    files: sent,
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, asText(name, value)])),
  }
}

/** Options are checked as a form has them. */
function asText(name: string, value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (name === 'clean_up' && Array.isArray(value)) return value.join(',')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}

export function needFetching(isAllowed: boolean): void {
  if (isAllowed) return
  throw new InkleafError(
    'no_address',
    'input',
    'Inkleaf fetches nothing from elsewhere unless api.fetchUrls of settings.json is true. Send the file itself.',
  )
}

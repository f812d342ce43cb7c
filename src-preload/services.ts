/** Services that read pages besides this app: what is set up of each, and where their pages go. */
import { z } from 'zod'

/** How a service is spoken to: OpenAI's chat completions, which most others offer too, or Gemini's own way. */
export const SERVICE_SHAPES = ['openai', 'gemini'] as const

const price = z.number().min(0).max(1_000_000).nullable().default(null)
const limit = z.number().positive().max(1_000_000_000).nullable().default(null)

export const service = z.object({
  /** The engine's name on the command line and in the API. */
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'begins with a small letter and has small letters, digits and - only')
    .refine((id) => !RESERVED.has(id), 'is the name of something else'),
  name: z.string().trim().min(1).max(60),
  shape: z.enum(SERVICE_SHAPES).default('openai'),
  /** What the service's paths are added to, such as https://api.openai.com/v1. */
  address: z.url({ protocol: /^https?$/ }),
  model: z.string().trim().min(1).max(200),
  /** In place of the app's own; empty: that. */
  prompt: z.string().max(10_000).default(''),
  requestsPerMinute: z.int().min(1).max(1_000_000).nullable().default(null),
  /** Of what is sent and what comes back together. */
  tokensPerMinute: z.int().min(1000).max(1_000_000_000).nullable().default(null),
  /** Pages that it reads at a time. */
  pagesAtOnce: z.int().min(1).max(64).default(4),
  /** Of an answer. */
  maxOutputTokens: z.int().min(256).max(1_000_000).default(8192),
  /** The longer side of the picture that is sent. */
  picturePx: z.int().min(500).max(8000).default(2000),
  /** Of a million tokens, in whatever currency the service takes. */
  inputPrice: price,
  outputPrice: price,
  /** Pages are no longer sent when a document, or a month, has cost so much. */
  maxCostPerDocument: limit,
  maxCostPerMonth: limit,
  /** The host that the user has said pages may be sent to. */
  allowedHost: z.string().nullable().default(null),
})
export type Service = z.output<typeof service>

/** Engines that are no services, and words that mean something where an engine is named. */
const RESERVED: ReadonlySet<string> = new Set([
  'local',
  'auto',
  'default',
  'none',
  'cluster',
  'vision',
  'vlm',
  'ppocrv5',
  'tesseract',
])

export const services = z
  .array(service)
  .max(50)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two have the same name')
  .default([])

/** What most of a service's settings are. */
export interface Preset {
  id: string
  name: string
  shape: Service['shape']
  address: string
}

export const PRESETS: readonly Preset[] = [
  { id: 'openai', name: 'OpenAI', shape: 'openai', address: 'https://api.openai.com/v1' },
  { id: 'gemini', name: 'Gemini', shape: 'gemini', address: 'https://generativelanguage.googleapis.com' },
  { id: 'ollama', name: 'Ollama', shape: 'openai', address: 'http://127.0.0.1:11434/v1' },
  { id: 'lm-studio', name: 'LM Studio', shape: 'openai', address: 'http://127.0.0.1:1234/v1' },
  { id: 'vllm', name: 'vLLM', shape: 'openai', address: 'http://127.0.0.1:8000/v1' },
]

/** The host that pages are sent to, with its port where it names one; null: this machine. */
export function hostOf({ address }: Pick<Service, 'address'>): string | null {
  const url = URL.parse(address)
  if (!url) return null
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const isHere = name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name)
  return isHere ? null : url.host
}

/** Whether pages may be sent there: to this machine always, elsewhere once the user has said so of this very host. */
export function maySend(one: Pick<Service, 'address' | 'allowedHost'>): boolean {
  const host = hostOf(one)
  return host === null || host === one.allowedHost
}

/** What tells one of its readings from another. */
export function readerOf({ model, address, prompt, shape }: Service): string {
  return JSON.stringify([shape, address, model, ...(prompt.trim() === '' ? [] : [prompt])])
}

import { expect, it } from 'vitest'
import { settingsSchema } from '../../src-preload/settings.ts'
import { checkHost } from '../api/token.ts'
import { UsageError } from '../errors.ts'
import { fromEnvironment } from './serve-environment.ts'

const usual = settingsSchema.parse({ api: { hosts: ['nas'] } })
const from = (environment: Record<string, string>) => fromEnvironment(environment, usual)

it('the other service’s variables set what they set there, and leave the rest', () => {
  const { port, settings, notes } = from({
    PORT: '8080',
    PASSWORD: 'correct-horse-battery',
    CONCURRENCY: '3',
    MAX_RETRIES: '2',
    PDF_DPI: '150',
    MAX_IMAGE_SIZE_MB: '10',
    MAX_PDF_SIZE_MB: '20',
    MAX_PDF_PAGES: '30',
    TITLE: 'Scans',
    INKLEAF_HOSTS: 'scanner.example, 10.0.0.7',
  })
  expect(port).toBe(8080)
  expect(settings.api).toMatchObject({
    token: 'correct-horse-battery',
    title: 'Scans',
    hosts: ['nas', 'scanner.example', '10.0.0.7'],
  })
  expect(settings).toMatchObject({ pagesInFlight: 3, retries: { maxAttempts: 2 }, reading: { dpi: 150 } })
  expect(settings.apiLimits).toEqual({
    ...usual.apiLimits,
    maxImageBytes: 10 << 20,
    maxPdfBytes: 20 << 20,
    maxPdfPages: 30,
  })
  expect(notes).toEqual([])
  expect(from({})).toEqual({ port: null, settings: {}, keys: {}, notes: [] })
  expect(settingsSchema.safeParse({ ...usual, ...settings }).success).toBe(true)
})

it.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['CONCURRENCY', '0'],
  ['PDF_DPI', '20'],
  ['MAX_PDF_SIZE_MB', '1.5'],
  ['PASSWORD', 'with a space'],
])('%s=%s is refused, and named', (name, value) => {
  expect(() => from({ [name]: value })).toThrow(UsageError)
  expect(() => from({ [name]: value })).toThrow(name)
})

it('a password shorter than 16 lets nobody in from elsewhere', () => {
  const short = from({ PASSWORD: 'pwd' }).settings.api?.token ?? ''
  expect(() => checkHost('0.0.0.0', short)).toThrow(/16 characters/)
  expect(() => checkHost('127.0.0.1', short)).not.toThrow()
})

it('a key alone sends no page anywhere; all three together are an engine that one may choose', () => {
  expect(from({ OPENAI_API_KEY: 'sk-1' })).toEqual({ port: null, settings: {}, keys: {}, notes: [] })
  expect(from({ OPENAI_API_KEY: 'sk-1', MODEL: 'gpt-4o' }).settings.services).toBeUndefined()
  const { settings, keys, notes } = from({
    API_BASE_URL: 'https://api.openai.com',
    OPENAI_API_KEY: 'sk-1',
    MODEL: 'gpt-4o',
  })
  expect(settings.services).toMatchObject([
    { id: 'environment', address: 'https://api.openai.com/v1', model: 'gpt-4o', allowedHost: 'api.openai.com' },
  ])
  expect(keys).toEqual({ INKLEAF_KEY_ENVIRONMENT: 'sk-1' })
  expect(notes.join(' ')).toMatch(/gpt-4o at api\.openai\.com.*only then/)
  // What reads is as it was.
  expect(settings.reading).toBeUndefined()
  expect(settingsSchema.safeParse({ ...usual, ...settings }).success).toBe(true)
})

it('what has no meaning here is said', () => {
  expect(from({ BATCH_SIZE: '8', FAVICON_URL: '/x.ico', BACK_URL: 'http://x' }).notes).toHaveLength(3)
})

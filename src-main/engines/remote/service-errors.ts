/** What a service's failure means for the page and for the queue. */
import type { Service } from '../../../src-preload/services.ts'
import { coerceError, InkleafError } from '../../errors.ts'

/** Longer than this nobody waits: then a limit of the day or the month is used up. */
const LONGEST_WAIT_MS = 15 * 60_000
/** Where a service is busy and doesn't say for how long. */
const DEFAULT_WAIT_MS = 10_000
const SHOWN = 200

/** The names of both libraries' errors. */
interface ServiceFailure {
  status?: unknown
  headers?: unknown
  message?: unknown
}

/** `key`: never to be quoted. */
export function serviceError(
  caught: unknown,
  { name, model, address }: Pick<Service, 'name' | 'model' | 'address'>,
  key: string | null,
): InkleafError {
  const own = ownError(caught)
  if (own) return own
  const host = new URL(address).host
  const { status, message } = (caught ?? {}) as ServiceFailure
  const details = { cause: new Error(`HTTP status ${String(status)}`) }
  const said = quoted(message, key)
  const keyRefused = () =>
    new InkleafError(
      'key_refused',
      'input',
      `${name} refuses the key, or the key may not use ${model}. Give another in Settings > Engines.`,
      details,
    )
  switch (status) {
    case 400:
      // Gemini's way of saying it.
      if (/API key not valid|API_KEY_INVALID/i.test(said)) return keyRefused()
      break
    case 401:
    case 403:
      return keyRefused()
    case 402:
      return quotaUsedUp(name, said)
    case 404:
      return new InkleafError(
        'no_such_model',
        'input',
        `There is no model ${model} at ${host}, or the address is wrong. Check both in Settings > Engines.`,
        details,
      )
    case 413:
      return new InkleafError('service_too_large', 'resource', `The page's picture is too large for ${name}.`, details)
    case 429: {
      const waitMs = retryAfterMs(caught) ?? DEFAULT_WAIT_MS
      if (waitMs > LONGEST_WAIT_MS || /insufficient_quota|billing/i.test(said)) return quotaUsedUp(name, said)
      return busy(name, waitMs)
    }
    case 503:
    case 529: {
      return busy(name, Math.min(LONGEST_WAIT_MS, retryAfterMs(caught) ?? DEFAULT_WAIT_MS))
    }
    default:
  }
  if (typeof status === 'number' && status >= 500)
    return new InkleafError('service_failed', 'transient', `${name} has failed (${status}).`, details)
  if (typeof status === 'number' && status >= 400)
    return new InkleafError('service_refused', 'input', `${name} refuses the page (${status}): ${said}`, details)
  if (isConnection(caught)) return unreachable({ name, address }, caught)
  return new InkleafError('service_rubbish', 'defect', `${name} answers what makes no sense.`)
}

export function unreachable({ name, address }: Pick<Service, 'name' | 'address'>, cause: unknown): InkleafError {
  return new InkleafError(
    'service_unreachable',
    'transient',
    `${name} can't be reached at ${new URL(address).host}. Check the network, or whether the program there runs.`,
    { cause },
  )
}

export function busy(name: string, waitMs: number): InkleafError {
  return new InkleafError(
    'service_busy',
    'transient',
    `${name} asks to wait ${Math.ceil(waitMs / 1000)} s; the queue goes on by itself.`,
    { scope: 'engine', retryAfterMs: waitMs },
  )
}

function quotaUsedUp(name: string, said: string): InkleafError {
  return new InkleafError('service_quota', 'input', `What may be asked of ${name} is used up: ${said}`)
}

/** One of ours, which the libraries wrap. */
function ownError(caught: unknown): InkleafError | null {
  for (let error = caught; error instanceof Error; error = error.cause)
    if (error instanceof InkleafError) return coerceError(error)
  return null
}

function isConnection(caught: unknown): boolean {
  for (let error = caught; error instanceof Error; error = error.cause)
    if (
      /connection|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|fetch failed|abort|timeout|terminated|socket|UND_ERR/i.test(
        `${error.name} ${error.message}`,
      )
    )
      return true
  return false
}

/** OpenAI's in a header, Gemini's in the message, which is JSON (google.rpc.RetryInfo). */
export function retryAfterMs(caught: unknown, now = Date.now()): number | null {
  const { headers, message } = (caught ?? {}) as ServiceFailure
  if (headers instanceof Headers) {
    const exact = Number(headers.get('retry-after-ms') ?? Number.NaN)
    if (exact >= 0) return exact
    const header = headers.get('retry-after')
    if (header !== null) {
      const seconds = Number(header)
      const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
      if (Number.isFinite(waitMs)) return Math.max(0, waitMs)
    }
  }
  const delay = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/.exec(String(message ?? ''))?.[1]
  return delay === undefined ? null : Number(delay) * 1000
}

function quoted(message: unknown, key: string | null): string {
  let text = String(message ?? '')
  try {
    // Gemini's.
    const { error } = JSON.parse(text) as { error?: { message?: string } }
    text = error?.message ?? text
  } catch {
    // OpenAI's: `400 what is wrong`.
    text = text.replace(/^\d{3} /, '')
  }
  if (key) text = text.replaceAll(key, '…')
  return text
    .replace(/\s+/g, ' ')
    .replace(/\b(sk-|AIza)[\w*.-]+/g, '…')
    .trim()
    .slice(0, SHOWN)
}

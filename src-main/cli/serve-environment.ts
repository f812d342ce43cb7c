/** What `serve` takes from the environment, in the words that users of the asynchronous service have in their files. */
import { MAX_DPI, MIN_DPI } from '../../src-preload/model.ts'
import { hostOf } from '../../src-preload/services.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { UsageError } from '../errors.ts'
import { variableOf } from '../settings/keys.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The engine that API_BASE_URL, OPENAI_API_KEY and MODEL set up. */
const ENGINE = 'environment'
const MB = 1 << 20

export interface FromEnvironment {
  /** For this run only; null where the environment has none. */
  port: number | null
  settings: Partial<Settings>
  /** Under which names the keys of engines are looked for. */
  keys: Record<string, string>
  /** What the user is told. */
  notes: string[]
}

/** Throws UsageError where a value makes no sense. */
export function fromEnvironment(environment: Environment, now: Settings): FromEnvironment {
  const text = (name: string) => environment[name]?.trim() || null
  const whole = (name: string, least: number, most: number) => {
    const given = text(name)
    if (given === null) return null
    const number = Number(given)
    if (/^\d{1,9}$/.test(given) && number >= least && number <= most) return number
    throw new UsageError(`${name} is ${JSON.stringify(given)}; give a whole number from ${least} to ${most}.`)
  }
  const notes: string[] = []
  const settings: Partial<Settings> = {}

  const dpi = whole('PDF_DPI', MIN_DPI, MAX_DPI)
  if (dpi !== null) settings.reading = { ...now.reading, dpi }
  const pages = whole('CONCURRENCY', 1, 16)
  if (pages !== null) settings.pagesInFlight = pages
  const attempts = whole('MAX_RETRIES', 1, 20)
  if (attempts !== null) settings.retries = { ...now.retries, maxAttempts: attempts }

  const [imageMb, pdfMb] = [whole('MAX_IMAGE_SIZE_MB', 1, 100_000), whole('MAX_PDF_SIZE_MB', 1, 100_000)]
  const maxPages = whole('MAX_PDF_PAGES', 1, 1_000_000)
  if (imageMb !== null || pdfMb !== null || maxPages !== null)
    settings.apiLimits = {
      ...now.apiLimits,
      ...(imageMb === null ? {} : { maxImageBytes: imageMb * MB }),
      ...(pdfMb === null ? {} : { maxPdfBytes: pdfMb * MB }),
      ...(maxPages === null ? {} : { maxPdfPages: maxPages }),
    }

  const [password, title] = [text('PASSWORD'), text('TITLE')]
  if (password !== null && !/^[\w-]+$/.test(password))
    throw new UsageError('PASSWORD may have letters, digits, - and _ only: it is a part of addresses.')
  const hosts = text('INKLEAF_HOSTS')?.split(/[\s,]+/) ?? []
  if (password !== null || title !== null || hosts.length > 0)
    settings.api = {
      ...now.api,
      ...(password === null ? {} : { token: password }),
      ...(title === null ? {} : { title: title.slice(0, 100) }),
      hosts: [...new Set([...now.api.hosts, ...hosts])],
    }

  if (whole('BATCH_SIZE', 1, 1_000_000) !== null)
    notes.push('BATCH_SIZE is not needed: pages are kept one by one, and as many are at work as CONCURRENCY says.')
  for (const name of ['FAVICON_URL', 'BACK_URL'])
    if (text(name) !== null) notes.push(`${name} is not used: the window takes nothing from elsewhere.`)

  const keys: Record<string, string> = {}
  const [address, key, model] = [text('API_BASE_URL'), text('OPENAI_API_KEY'), text('MODEL')]
  // A key alone may be in the environment for other programs: only all three together are meant for Inkleaf.
  if (address !== null && key !== null && model !== null) {
    const service = serviceOf(address, model)
    settings.services = [...now.services.filter(({ id }) => id !== ENGINE), service]
    keys[variableOf(ENGINE)] = key
    notes.push(
      `The engine "${ENGINE}" is ${model} at ${new URL(service.address).host}. Pages are sent there where it is chosen, and only then.`,
    )
  } else if (address !== null || model !== null)
    notes.push('A remote engine needs API_BASE_URL, OPENAI_API_KEY and MODEL together; pages are read on this machine.')

  return { port: whole('PORT', 1, 65_535), settings, keys, notes }
}

function serviceOf(given: string, model: string): Settings['services'][number] {
  const url = URL.parse(given)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`API_BASE_URL is ${JSON.stringify(given)}; give an address, such as https://api.openai.com.`)
  // That service adds /v1 by itself.
  const address = url.pathname === '/' ? `${url.origin}/v1` : given.replace(/\/+$/, '')
  return {
    id: ENGINE,
    name: model.slice(0, 60),
    shape: 'openai',
    address,
    model,
    prompt: '',
    requestsPerMinute: null,
    tokensPerMinute: null,
    pagesAtOnce: 4,
    maxOutputTokens: 8192,
    picturePx: 2000,
    inputPrice: null,
    outputPrice: null,
    maxCostPerDocument: null,
    maxCostPerMonth: null,
    allowedHost: hostOf({ address }),
  }
}

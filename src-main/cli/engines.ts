/** `inkleaf engines`: what reads pages, in which state it is, and where pages go. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { EngineState, EngineView } from '../../src-preload/contract.ts'
import { hostOf, PRESETS, type Service, service } from '../../src-preload/services.ts'
import { UsageError } from '../errors.ts'
import { typed } from '../packaged.ts'
import { type Core, withCore } from './core.ts'
import { note, print } from './terminal.ts'

export interface ServiceFlags {
  name?: string
  shape?: Service['shape']
  address?: string
  model?: string
  prompt?: string
  requestsPerMinute?: number
  tokensPerMinute?: number
  pagesAtOnce?: number
  maxOutputTokens?: number
  picturePx?: number
  inputPrice?: number
  outputPrice?: number
  maxCostPerDocument?: number
  maxCostPerMonth?: number
}

const STATES: Record<EngineState, string> = {
  ready: 'ready',
  stopped: 'ready (starts when it is needed)',
  starting: 'starting',
  waiting: 'starting again',
  broken: `does not start (${typed('doctor')})`,
  needs_key: 'needs a key',
  needs_consent: 'not allowed yet to send pages there',
  key_refused: 'the key was refused',
  unreachable: "can't be reached",
  busy: 'asks to wait',
  needs_model: `needs a model (${typed('models', 'list')})`,
  needs_languages: `needs a language (${typed('models', 'list')})`,
  needs_redis: 'no Redis is named (INKLEAF_REDIS)',
  other_version: `the workers are of another version (${typed('cluster', 'status')})`,
  no_workers: `no worker is there (${typed('cluster', 'worker')})`,
  only_mac: 'only on an Apple Silicon Mac',
  spent: 'the spending limit of this month is reached',
}

export async function listEngines({ json }: { json: boolean }): Promise<number> {
  return doing(async (core) => {
    const engines = await core.call('engines.list', {})
    if (json) await print(`${JSON.stringify(engines, null, 2)}\n`)
    else for (const engine of engines) await print(`${described(engine)}\n`)
  })
}

function described({ id, kind, name, model, host, state }: EngineView): string {
  const own = {
    ppocr: 'Inkleaf itself: print, fast, with exact places',
    auto: 'the same, and PP-OCRv5 or Tesseract for pages in scripts that it lacks',
    vision: 'Apple Vision: Korean, Russian, Arabic and others that macOS knows',
    vlm: model ?? 'a vision model',
    nets: model ? `PP-OCRv5: ${model}` : 'PP-OCRv5, for scripts that Inkleaf lacks',
    tesseract: model ? `Tesseract: ${model}` : 'Tesseract, for scripts that Inkleaf lacks',
    cluster: 'workers on other machines (docs/CLUSTER.md)',
    remote: `${name}, ${model}`,
  }
  const what = own[kind]
  const elsewhere = kind === 'cluster' ? 'pages go to those machines' : `pages go to ${host}`
  const where = host === null && kind !== 'cluster' ? 'pages stay on this machine' : elsewhere
  return [id.padEnd(12), STATES[state], what, where].join('  ')
}

/** `preset`: one of those that are known, or a name for one that isn't. */
export async function addService(preset: string, flags: ServiceFlags): Promise<number> {
  const known = PRESETS.find(({ id }) => id === preset)
  const made = parsed({ id: preset, name: known?.name ?? preset, ...known, ...flags })
  return doing(async (core) => {
    const engines = await core.call('engines.list', {})
    if (engines.some(({ id }) => id === made.id))
      throw new UsageError(
        `There is an engine called ${made.id} already; change it with \`engines set ${made.id} ...\`.`,
      )
    await core.call('engines.save', { service: made })
    await tellNext(core, made.id)
  })
}

export async function changeService(id: string, flags: ServiceFlags): Promise<number> {
  return doing(async (core) => {
    const before = (await core.call('engines.services', {})).find((one) => one.id === id)
    if (!before) throw new UsageError(`There is no service called ${id}. Add it with \`engines add ${id} ...\`.`)
    await core.call('engines.save', { service: parsed({ ...before, ...flags }) })
    await tellNext(core, id)
  })
}

export async function removeService(id: string): Promise<number> {
  return doing(async (core) => {
    await core.call('engines.remove', { engine: id })
  })
}

/** From standard input, so that it is in no list of processes and in no shell's history. */
export async function setKey(id: string, { rm }: { rm: boolean }): Promise<number> {
  const key = rm ? null : await readSecret(`Key for ${id}: `)
  if (key === '') throw new UsageError('No key was given.')
  return doing(async (core) => {
    await core.call('engines.setKey', { engine: id, key })
    await tellNext(core, id)
  })
}

export async function allow(id: string, host: string): Promise<number> {
  return doing(async (core) => {
    await core.call('engines.allow', { engine: id, host })
    note(`Pages that are read with ${id} are sent to ${host} from now on.`)
    await tellNext(core, id)
  })
}

export async function disallow(id: string): Promise<number> {
  return doing(async (core) => {
    await core.call('engines.allow', { engine: id, host: null })
  })
}

export async function check(id: string, { json }: { json: boolean }): Promise<number> {
  return doing(async (core) => {
    const { models } = await core.call('engines.check', { engine: id })
    if (json) await print(`${JSON.stringify(models)}\n`)
    else for (const model of models) await print(`${model}\n`)
  })
}

/** What is left to do before it can be used. */
async function tellNext(core: Core, id: string): Promise<void> {
  const engine = (await core.call('engines.list', {})).find((one) => one.id === id)
  if (!engine) return
  if (engine.state === 'needs_consent') note(`Next: ${typed('engines', 'allow', id, String(engine.host))}`)
  else if (engine.state === 'needs_key') note(`Next: ${typed('engines', 'key', id)}`)
  else note(described(engine))
}

function parsed(given: object): Omit<Service, 'allowedHost'> {
  const { data, error } = service.omit({ allowedHost: true }).safeParse(given)
  if (data) {
    const host = hostOf(data)
    if (host !== null && data.address.startsWith('http:')) note(`Pages will go to ${host} unencrypted.`)
    return data
  }
  const [issue] = error.issues
  const flag = String(issue?.path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const isMissing = issue?.path.length === 1 && !(String(issue.path[0]) in given)
  throw new UsageError(isMissing ? `--${flag} is needed.` : `--${flag}: ${issue?.message ?? 'not a value for this'}.`)
}

async function readSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    let text = ''
    for await (const chunk of process.stdin) text += String(chunk)
    return text.trim()
  }
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return (await lines.question('')).trim()
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

async function doing(work: (core: Core) => Promise<void>): Promise<number> {
  await withCore(work)
  return 0
}

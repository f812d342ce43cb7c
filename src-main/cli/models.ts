/** `inkleaf models`: vision models and languages that are read with on this machine. */
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { ModelView } from '../../src-preload/contract.ts'
import { isLanguage } from '../../src-preload/language-ids.ts'
import { UsageError } from '../errors.ts'
import { typed } from '../packaged.ts'
import { withCore } from './core.ts'
import { clearStatus, duration, note, print, showStatus } from './terminal.ts'

interface Json {
  json: boolean
}

const STATES: Record<ModelView['state'], string> = {
  absent: '',
  fetching: 'is being fetched',
  paused: 'begun; `get` goes on',
  there: 'there',
}

const GOOD_AT: Record<NonNullable<ModelView['goodAt']>, string> = {
  pages: 'whole pages',
  blocks: 'blocks one by one',
  questions: 'questions',
  language: '',
}

export async function listModels({ json }: Json): Promise<number> {
  return withCore(async (core) => {
    const models = await core.call('models.list', {})
    if (json) await print(`${JSON.stringify(models, null, 2)}\n`)
    else for (const model of models) await print(`${described(model)}\n`)
    return 0
  })
}

function described({ id, engine, name, licence, bytes, memoryBytes, state, chosen, goodAt, speed }: ModelView): string {
  const memory = engine === 'vlm' ? [`${gigabytes(memoryBytes)} of memory`] : []
  const sizes = [`${gigabytes(bytes)} to fetch`, ...memory].join(', ')
  return [
    id.padEnd(16),
    name,
    goodAt === null ? '' : GOOD_AT[goodAt],
    speed ?? '',
    licence ?? 'licence: see its page',
    sizes,
    STATES[state],
    chosen ? 'in use' : '',
  ]
    .filter((part) => part !== '')
    .join('  ')
}

/** What isn't pinned here is asked about first: nobody has looked at what the hub will send. */
export async function getModel(wanted: string, { yes }: { yes: boolean }): Promise<number> {
  return withCore(async (core) => {
    const model = (await core.call('models.list', {})).find(({ id, repo }) => id === wanted || repo === wanted)
    if (model?.state === 'there') {
      note(`${model.name} is there already.`)
      return 0
    }
    const isForScripts = isLanguage(wanted)
    const what = model ? `${model.name} (${gigabytes(model.bytes)}, ${model.licence})` : wanted
    // What is no name of one is refused by the core.
    const isName = model !== undefined || wanted.includes('/')
    if (
      !yes &&
      isName &&
      !model?.isPinned &&
      !isForScripts &&
      !(await agreed(`Fetch ${what} from the hub? Its hash is not pinned here: what comes is recorded.`))
    )
      return 1
    const startedAt = Date.now()
    let before = -1
    core.onEvent((event) => {
      if (event.type !== 'models') return
      const own = event.models.find(({ state }) => state === 'fetching')
      if (!own?.doneBytes || !own.totalBytes) return
      if (before < 0) before = own.doneBytes
      const rate = (own.doneBytes - before) / Math.max(1, Date.now() - startedAt)
      const left = rate > 0 ? `, ${duration((own.totalBytes - own.doneBytes) / rate / 1000)} left` : ''
      showStatus(`${gigabytes(own.doneBytes)} of ${gigabytes(own.totalBytes)}${left}`)
    })
    const stop = () => void core.call('models.pause', { model: model?.id ?? wanted })
    process.once('SIGINT', stop)
    try {
      const { id } = await core.call('models.get', { model: wanted })
      clearStatus()
      note(
        `${id} is there. Try it: ${typed('ocr', 'FILE', '--engine', isForScripts ? 'auto' : 'vlm', '--mode', 'markdown')}`,
      )
      return 0
    } finally {
      process.off('SIGINT', stop)
      clearStatus()
    }
  })
}

export async function removeModel(model: string): Promise<number> {
  return withCore(async (core) => {
    await core.call('models.remove', { model })
    return 0
  })
}

export async function useModel(model: string): Promise<number> {
  return withCore(async (core) => {
    const known = await core.call('models.list', {})
    if (!/^[./]/.test(model) && !known.some(({ id, state }) => id === model && state === 'there'))
      throw new UsageError(`${model} is not there. \`${typed('models', 'get', model)}\` fetches it.`)
    if (model.startsWith('/') || model.startsWith('.')) await core.call('models.useFolder', { folder: resolve(model) })
    else await core.call('models.choose', { model })
    return 0
  })
}

export async function checkModels({ json }: Json): Promise<number> {
  return withCore(async (core) => {
    const there = (await core.call('models.list', {})).filter(({ state }) => state === 'there')
    const found = await Promise.all(
      there.map(async ({ id }) => ({ id, damaged: (await core.call('models.check', { model: id })).damaged })),
    )
    if (json) await print(`${JSON.stringify(found)}\n`)
    for (const { id, damaged } of json ? [] : found)
      await print(`${damaged.length === 0 ? 'ok  ' : 'BAD '} ${id} ${damaged.join(', ')}\n`)
    if (!json && found.length === 0) note('There is no model yet.')
    return found.every(({ damaged }) => damaged.length === 0) ? 0 : 1
  })
}

async function agreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError(`${question} Say so with --yes.`)
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim())
  } finally {
    lines.close()
  }
}

function gigabytes(bytes: number): string {
  return bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

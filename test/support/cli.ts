/** The command line as a user starts it, in a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  /** Each line of stdout as it comes. */
  onLine(listener: (line: string) => void): void
  ended: Promise<Ran>
}

const main = resolve(import.meta.dirname, '../../src-main/cli/main.ts')

/** Root may read everything; like this it is held to permissions as any other user (util-linux). */
const AS_ANYBODY = ['--bounding-set', '-dac_override,-dac_read_search', '--inh-caps', '-dac_override,-dac_read_search']

export function start(
  home: string,
  args: readonly string[],
  input: Buffer | null = null,
  { asAnybody = false, environment = {} }: { asAnybody?: boolean; environment?: NodeJS.ProcessEnv } = {},
): Running {
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', main, ...args]
  const [program = '', ...rest] =
    asAnybody && process.getuid?.() === 0 ? ['setpriv', ...AS_ANYBODY, ...command] : command
  const child = spawn(program, rest, {
    env: { ...process.env, INKLEAF_HOME: home, ...environment },
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  const out = { stdout: '', stderr: '' }
  child.stdout?.on('data', (part) => {
    out.stdout += part
  })
  child.stderr?.on('data', (part) => {
    out.stderr += part
  })
  if (input) child.stdin?.end(input)
  return {
    child,
    onLine: (listener) => {
      if (child.stdout) createInterface({ input: child.stdout }).on('line', listener)
    },
    ended: new Promise((done) => child.once('close', (code) => done({ code, ...out }))),
  }
}

export const run = (home: string, args: readonly string[], input: Buffer | null = null, options = {}) =>
  start(home, args, input, options).ended

export interface JsonLine {
  type: string
  file?: string
  page?: number
  status?: string
  text?: string | null
  /** 1 where the text is the PDF's own. */
  confidence?: number | null
  error?: { code: string; message: string } | null
  completed?: number
  failed?: number
}

export function jsonLines({ stdout }: Ran): JsonLine[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

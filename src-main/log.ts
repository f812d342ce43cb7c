/**
 * The main process's own log: a JSON line each (pino), in `logs/main.log` of the data folder once `openLog` was called,
 * nowhere before. What a document says, tokens, keys and passwords are never put in it.
 */
import { appendFileSync, chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'
import { InkleafError } from './errors.ts'

export const LOG_FILE = 'main.log'
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']
const MAX_TEXT = 4000
/** Causes of causes that are written down. */
const MAX_CAUSES = 5

let file: RotatingFileStream | null = null

/** What an error is, without what it was about: properties that a library hangs on it may be anything. */
export function describeError(caught: unknown, depth = 0): object {
  if (!(caught instanceof Error)) return { message: typeof caught }
  const { name, message, stack, cause } = caught
  const { code } = caught as { code?: unknown }
  // A parser quotes what it could not parse.
  const said = name === 'SyntaxError' ? 'not shown: it quotes the text' : message.slice(0, MAX_TEXT)
  return {
    name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(caught instanceof InkleafError ? { kind: caught.kind, scope: caught.scope } : {}),
    message: said,
    stack: stackOf(stack),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(cause, depth + 1) }),
  }
}

/** Where it happened; the first lines of a stack are the message once more. */
function stackOf(stack: string | undefined): string {
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return frames.join('\n').slice(0, MAX_TEXT)
}

const wanted = process.env['INKLEAF_LOG'] ?? ''

export const log = pino(
  {
    level: LEVELS.includes(wanted) ? wanted : 'info',
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: ['password', 'token', 'key', '*.password', '*.token', '*.key'], censor: '…' },
  },
  { write: (line: string) => void file?.write(line) },
)

/** From now on the log goes to `folder`, rotated at 1 MB, three files kept. Returns how to close it. */
export function openLog(folder: string): () => Promise<void> {
  const opened = createStream(LOG_FILE, { path: folder, size: '1M', maxFiles: 3, mode: 0o600 })
  // A log that can't be written keeps nobody from work.
  opened.on('error', () => {})
  const path = join(folder, LOG_FILE)
  if (existsSync(path)) chmodSync(path, 0o600)
  file = opened
  // The process is about to end: only what is written at once is written at all.
  const lastWords = (caught: Error) => {
    const line = { level: 'fatal', time: new Date().toISOString(), pid: process.pid, err: describeError(caught) }
    appendFileSync(path, `${JSON.stringify({ ...line, msg: 'ended by an error that nobody caught' })}\n`)
  }
  process.on('uncaughtExceptionMonitor', lastWords)
  return () =>
    new Promise((resolve) => {
      process.off('uncaughtExceptionMonitor', lastWords)
      if (file === opened) file = null
      opened.end(() => resolve())
    })
}

/** For what may fail without harm to anybody: it is written down, and that is all. */
export function logged(what: string): (caught: unknown) => void {
  return (caught) => log.warn({ err: caught }, what)
}

/** For a wait that an abort cuts short: that is what the abort is for. */
export function ended(): void {}

/** One error base: a stable code, a kind that decides what the queue does, a message that says what to do. */
import type { ErrorKind, Failure } from '../src-preload/model.ts'

/** `page` costs a try; `engine` pauses the whole lane and costs none. */
export type ErrorScope = 'page' | 'engine'

interface Details {
  scope?: ErrorScope
  /** How long the engine asks to be left alone. */
  retryAfterMs?: number
  cause?: unknown
}

export class InkleafError extends Error {
  readonly code: string
  readonly kind: ErrorKind
  readonly scope: ErrorScope
  readonly retryAfterMs: number | undefined

  constructor(code: string, kind: ErrorKind, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.name = 'InkleafError'
    this.code = code
    this.kind = kind
    this.scope = details.scope ?? 'page'
    this.retryAfterMs = details.retryAfterMs
  }

  toFailure(): Failure {
    return { code: this.code, kind: this.kind, message: this.message }
  }
}

/** What the user did wrong on the command line: exit code 2. */
export class UsageError extends Error {}

/** The system's errors that users meet, in their words. */
const SYSTEM: Record<string, [code: string, kind: ErrorKind, message: string]> = {
  ENOENT: ['source_missing', 'input', 'The file is not there (any more). Check its name or add it again.'],
  EACCES: ['no_permission', 'input', "You have no permission for it. Change the file's or folder's permissions."],
  EPERM: ['no_permission', 'input', "You have no permission for it. Change the file's or folder's permissions."],
  ELOOP: ['link_circle', 'input', 'The name is a link that leads back to itself. Add the file that is meant.'],
  ENOTDIR: ['source_missing', 'input', 'The file is not there: a part of its path is not a folder. Check its name.'],
  EIO: ['disk_failed', 'input', "The disk or network drive doesn't hand the file out. Copy it to another disk first."],
  EISDIR: ['is_folder', 'input', 'This is a folder, not a file.'],
  ENAMETOOLONG: ['name_too_long', 'input', 'The name is too long for this system. Give it a shorter one.'],
  ENOSPC: ['disk_full', 'resource', 'The disk is full. Free some space, then run the same command again.'],
  EDQUOT: ['disk_full', 'resource', 'Your disk quota is used up. Free some space, then run the same command again.'],
  EROFS: ['read_only', 'resource', 'The folder is read-only. Choose another with INKLEAF_HOME or --out.'],
  EMFILE: ['too_many_files', 'transient', 'Too many files are open at once.'],
}

/** Any caught value as an InkleafError, once, where it is caught. */
export function coerceError(caught: unknown): InkleafError {
  if (caught instanceof InkleafError) return caught
  if (caught instanceof UsageError) return new InkleafError('bad_request', 'input', caught.message, { cause: caught })
  const code = errorCode(caught)
  if (code?.startsWith('SQLITE_')) return databaseError(code, caught)
  const known = code === undefined ? undefined : SYSTEM[code]
  if (known) return new InkleafError(known[0], known[1], known[2], { cause: caught })
  const message = messageOf(caught)
  return new InkleafError('unexpected', 'defect', `Something unforeseen happened: ${message}`, { cause: caught })
}

/** A parser quotes what it could not parse, which may be what was read. */
function messageOf(caught: unknown): string {
  if (!(caught instanceof Error)) return String(caught)
  return caught.name === 'SyntaxError' ? 'stored data could not be parsed' : caught.message
}

function errorCode(caught: unknown): string | undefined {
  if (typeof caught !== 'object' || caught === null || !('code' in caught)) return undefined
  return typeof caught.code === 'string' ? caught.code : undefined
}

function databaseError(code: string, cause: unknown): InkleafError {
  if (code.startsWith('SQLITE_FULL'))
    return new InkleafError('disk_full', 'resource', SYSTEM['ENOSPC']?.[2] ?? '', { cause, scope: 'engine' })
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN'))
    return new InkleafError(
      'read_only',
      'resource',
      "The data folder can't be written to. Change its permissions or choose another with INKLEAF_HOME.",
      { cause, scope: 'engine' },
    )
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
    return new InkleafError('database_corrupt', 'defect', 'The history database is damaged. Start Inkleaf again.', {
      cause,
      scope: 'engine',
    })
  // The write-ahead log needs memory that processes share, which network file systems do not have (sqlite.org/wal.html).
  if (/^SQLITE_IOERR_(SHMOPEN|SHMMAP|SHMLOCK|LOCK)$/.test(code))
    return new InkleafError(
      'network_volume',
      'input',
      "The data folder is on a network volume, where the history's database can't work. Choose a folder on this machine with INKLEAF_HOME.",
      { cause, scope: 'engine' },
    )
  const message = cause instanceof Error ? cause.message : code
  return new InkleafError('database_failed', 'defect', `The history database failed: ${message}`, { cause })
}

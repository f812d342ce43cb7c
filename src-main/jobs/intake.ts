/** Takes a file in: what it is, whether it was read before, and a copy that stays. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { JobOptions, JobState } from '../../src-preload/model.ts'
import { hasEnded } from '../../src-preload/model.ts'
import type { Settings } from '../../src-preload/settings.ts'
import { identify } from '../documents/kind.ts'
import { parsePageRanges } from '../documents/page-ranges.ts'
import { keepSource, sha256Of } from '../documents/source-store.ts'
import { InkleafError } from '../errors.ts'
import type { HistoryStore } from '../history/store.ts'

export interface Taken {
  taskId: string
  reused: 'no' | 'unfinished' | 'finished'
}

export interface Intake {
  store: HistoryStore
  settings: Settings
  sourcesFolder: string
  /** Deleted again when private mode ends. */
  private: boolean
  /** The file itself will be gone soon: it is kept whatever the settings say. */
  keep: boolean
  /** Taken in, but not read until its pages are asked for. */
  held?: boolean
}

/** Throws an InkleafError that names why the file is refused. */
export async function takeIn(path: string, options: JobOptions, batchId: string, intake: Intake): Promise<Taken> {
  const { store, settings, sourcesFolder, private: isPrivate, keep, held = false } = intake
  if (options.pages !== null) parsePageRanges(options.pages)
  const { kind, bytes } = await identify(path)
  const { maxFileBytes } = settings.limits
  if (maxFileBytes !== null && bytes > maxFileBytes)
    throw new InkleafError(
      'file_too_large',
      'input',
      `It has ${bytes} bytes; the limit is ${maxFileBytes} (setting limits.maxFileBytes).`,
    )
  const sha256 = await sha256Of(path)
  const storedFile =
    settings.keepSources === 'copy' || keep ? await keepSource(path, sourcesFolder, sha256, kind) : null
  // A deletion that was under way may have taken the copy that was there.
  if (storedFile !== null && !existsSync(join(sourcesFolder, storedFile))) return takeIn(path, options, batchId, intake)
  // From here on nothing waits, so that two additions of the same bytes can't miss each other.
  const documentId = store.addDocument({ sha256, kind, bytes, storedFile })
  const same = options.fresh ? null : store.findSame(documentId, options, isPrivate)
  if (same) return reuse(store, same)
  const taskId = newId()
  const name = basename(path)
  store.addTask({ id: taskId, documentId, batchId, name, sourcePath: resolve(path), options, private: isPrivate, held })
  return { taskId, reused: 'no' }
}

/** What is done stays done; what failed or was cancelled is tried again. */
function reuse(store: HistoryStore, { id, state }: { id: string; state: JobState }): Taken {
  store.list(id)
  if (state === 'completed') return { taskId: id, reused: 'finished' }
  if (hasEnded(state)) store.retry(id, null)
  else if (state === 'paused') store.act('resume', [id])
  return { taskId: id, reused: 'unfinished' }
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten letters and digits that are hard to mistake for each other. */
export function newId(): string {
  return Array.from(randomBytes(10), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

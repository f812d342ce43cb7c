/** What the history takes up, and making it less. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommandInput, CommandOutput, Storage } from '../../src-preload/contract.ts'
import type { Previews } from '../documents/previews.ts'
import type { Maintenance } from '../history/async-maintenance.ts'
import type { AsyncReader } from '../history/async-reader.ts'
import type { HistoryStore } from '../history/store.ts'
import type { JobQueue } from '../jobs/queue.ts'
import { logged } from '../log.ts'
import type { Runtime } from './runtime.ts'

export interface StorageParts {
  runtime: Runtime
  store: HistoryStore
  maintenance: Maintenance
  history: AsyncReader
  queue: JobQueue
  previews: Previews
}

export async function measureStorage({ runtime, history, previews }: StorageParts): Promise<Storage> {
  const [totals, databaseBytes, sourcesBytes, previewsBytes] = await Promise.all([
    history.totals(),
    sizeOf(runtime.databaseFile, `${runtime.databaseFile}-wal`),
    sizeOfFolder(runtime.sourcesFolder),
    previews.bytes(),
  ])
  return { ...totals, databaseBytes, sourcesBytes, previewsBytes }
}

/** Favourites and what is unfinished stay. */
export async function cleanUp(
  parts: StorageParts,
  wanted: CommandInput<'history.cleanUp'>,
): Promise<CommandOutput<'history.cleanUp'>> {
  const total = async () => {
    const { databaseBytes, sourcesBytes, previewsBytes } = await measureStorage(parts)
    return databaseBytes + sourcesBytes + previewsBytes
  }
  const before = await total()
  let removedJobs = 0
  if (wanted.endedBeforeDay !== null) {
    removedJobs = await parts.queue.remove(parts.store.endedBefore(Date.parse(wanted.endedBeforeDay)))
    while (await parts.maintenance.shrink());
    await parts.maintenance.emptyLog()
  }
  if (wanted.sources)
    for (const file of parts.store.forgetSources(parts.runtime.uploadsFolder))
      parts.queue.trash.removeSource(file.split('.')[0] ?? '', file)
  if (wanted.previews) await parts.previews.clear()
  return { freedBytes: Math.max(0, before - (await total())), removedJobs }
}

async function sizeOfFolder(folder: string): Promise<number> {
  // One that was not made yet takes no room.
  const names = await readdir(folder).catch(() => [])
  return sizeOf(...names.map((name) => join(folder, name)))
}

async function sizeOf(...paths: string[]): Promise<number> {
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        (s) => s.size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Files that an earlier run may have left behind when it was ended in the middle of something. */
export interface LeftBehind {
  /** Names in the folder of sources; only what was there before this run added anything. */
  sources: string[]
  /** Whether there can be any. */
  any: boolean
}

/** At the start, before anything is taken in. */
export async function leftBehind(runtime: Runtime, endedCleanly: boolean): Promise<LeftBehind> {
  await rm(runtime.uploadsFolder, { recursive: true, force: true })
  if (endedCleanly) return { sources: [], any: false }
  return { sources: await readdir(runtime.sourcesFolder), any: true }
}

/** Takes away what no document needs. */
export async function sweep(
  left: LeftBehind,
  { queue, store, previews }: Pick<StorageParts, 'queue' | 'store' | 'previews'>,
): Promise<void> {
  if (!left.any) return
  for (const name of left.sources) queue.trash.removeSource(name.split('.')[0] ?? '', name)
  const known = new Set(store.keptDocuments().map(({ sha256 }) => sha256))
  await previews.keepOnly(known).catch(logged('pictures of deleted documents are still there'))
}

/** What the history takes up, and making it less. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommandInput, CommandOutput, Storage } from '../../src-preload/contract.ts'
import type { Previews } from '../documents/previews.ts'
import type { AsyncReader } from '../history/async-reader.ts'
import type { HistoryStore } from '../history/store.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { Runtime } from './runtime.ts'

export interface StorageParts {
  runtime: Runtime
  store: HistoryStore
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
    parts.store.shrink()
  }
  if (wanted.sources)
    for (const file of parts.store.forgetSources(parts.runtime.uploadsFolder)) parts.queue.removeSource(file)
  if (wanted.previews) await parts.previews.clear()
  return { freedBytes: Math.max(0, before - (await total())), removedJobs }
}

async function sizeOfFolder(folder: string): Promise<number> {
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

/** At the start: what an earlier run left behind when it was ended in the middle of something. */
export async function sweep({ runtime, store, previews }: Pick<StorageParts, 'runtime' | 'store' | 'previews'>) {
  await rm(runtime.uploadsFolder, { recursive: true, force: true })
  const known = store.keptDocuments()
  const files = new Set(known.map(({ storedFile }) => storedFile))
  const names = await readdir(runtime.sourcesFolder).catch(() => [])
  for (const name of names.filter((one) => !files.has(one)))
    await rm(join(runtime.sourcesFolder, name), { force: true }).catch(() => {})
  await previews.keepOnly(new Set(known.map(({ sha256 }) => sha256)))
}

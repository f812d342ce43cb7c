/** Reads the history through for damage, when there is a reason to: in a thread of its own, since no search is to wait for it. */
import { coerceError } from '../errors.ts'
import { log } from '../log.ts'
import type { AsyncReader } from './async-reader.ts'
import { markDamaged } from './database.ts'
import type { HistoryStore } from './store.ts'

/** Returns what is wrong, or null. A damaged file is put aside at the next start. Throws where it could not be examined. */
export async function examineIfDue(
  store: HistoryStore,
  open: () => Pick<AsyncReader, 'examine' | 'close'>,
  file: string,
): Promise<string | null> {
  if (!store.needsExamination()) return null
  const reader = open()
  try {
    await reader.examine()
    store.foundSound()
    log.info('the history was examined and is sound')
    return null
  } catch (caught) {
    const error = coerceError(caught)
    log.error({ err: error }, 'the history could not be examined, or is damaged')
    if (error.code !== 'database_corrupt') throw error
    markDamaged(file)
    return error.message
  } finally {
    await reader.close()
  }
}

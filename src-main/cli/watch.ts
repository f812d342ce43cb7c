/** `watch`: which folder is watched, and what becomes of what comes into it. */
import { resolve } from 'node:path'
import type { EXPORT_FORMATS, MODES } from '../../src-preload/model.ts'
import { UsageError } from '../errors.ts'
import { typed } from '../packaged.ts'
import { withCore } from './core.ts'
import { note, print } from './terminal.ts'

export interface WatchFlags {
  mode?: (typeof MODES)[number]
  format?: (typeof EXPORT_FORMATS)[number]
  results?: string
  off: boolean
}

export async function watchFolder(folder: string | undefined, flags: WatchFlags): Promise<number> {
  const { mode, format, results, off } = flags
  const changes = { ...(mode ? { mode } : {}), ...(format ? { format } : {}) }
  if (off && (folder !== undefined || results !== undefined || mode || format))
    throw new UsageError('--off stands alone.')
  if (folder === undefined && results !== undefined) throw new UsageError('Name the folder that is to be watched too.')
  return withCore(async (core) => {
    if (off) await core.call('settings.set', { patch: { watch: { folder: null } } })
    if (Object.keys(changes).length > 0) await core.call('settings.set', { patch: { watch: changes } })
    if (folder !== undefined)
      await core.call('watch.set', {
        folder: resolve(folder),
        results: results === undefined ? null : resolve(results),
      })
    const { watch } = await core.call('settings.set', { patch: {} })
    if (watch.folder === null) {
      await print('No folder is watched.\n')
      return 0
    }
    const where = watch.results ?? `${watch.folder}/Inkleaf`
    await print(
      `${watch.folder}: what comes into it is read (${watch.mode}) and written to ${where} (${watch.format})\n`,
    )
    if (core.owned) note(`That is so whenever Inkleaf runs: the app, or \`${typed('serve')}\`.`)
    return 0
  })
}

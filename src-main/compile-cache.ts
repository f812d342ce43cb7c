/** Code that was compiled once is kept, so that later starts load faster: in the user's folder for caches. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import envPaths from 'env-paths'

export function keepCompiledCode(): void {
  // Where it can't be kept (no home, a full disk) everything works all the same.
  enableCompileCache(join(envPaths('Inkleaf', { suffix: '' }).cache, 'compiled'))
}

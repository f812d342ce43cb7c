/** The built app's entry: code that was compiled once is kept, so that later starts load faster. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./main.ts')

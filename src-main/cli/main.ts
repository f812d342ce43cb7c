/** `inkleaf`: the commands without a window. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { runCli } = await import('./commands.ts')
process.exitCode = await runCli(process.argv)
// Whatever still holds the process open (a pipe that nobody closes) must not.
setTimeout(() => process.exit(), 2000).unref()

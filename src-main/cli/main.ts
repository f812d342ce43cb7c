/** `inkleaf`: the commands without a window. */
import { keepCompiledCode } from '../compile-cache.ts'

keepCompiledCode()
const { runCli } = await import('./commands.ts')
const { flushed } = await import('./terminal.ts')
process.exitCode = await runCli(process.argv)
await flushed()
// Whatever still holds the process open (a pipe that nobody closes) must not.
setTimeout(() => process.exit(), 2000).unref()

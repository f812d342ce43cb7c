/** The built app's entry. */
import { keepCompiledCode } from '../compile-cache.ts'
import { commandIn, runCommand } from './command-line.ts'

keepCompiledCode()
const command = commandIn(process.argv)
if (command) await runCommand(command)
else await import('./main.ts')

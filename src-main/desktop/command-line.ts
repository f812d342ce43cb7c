/**
 * The app as a command: `Inkleaf --command -- ocr FILE`, which the launcher `inkleaf` calls. No window, no icon in the dock; it
 * asks an Inkleaf that is running, or does the work itself. Electron's own switch to be a Node stays off (its fuse).
 */
import { flushCompileCache } from 'node:module'
import { app } from 'electron'
import { coerceError } from '../errors.ts'

/** The words of the command; null where the app itself was started. */
export function commandIn(argv: readonly string[]): string[] | null {
  const at = argv.indexOf('--command')
  if (at < 0 || argv[at + 1] !== '--') return null
  return argv.slice(at + 2)
}

export async function runCommand(words: readonly string[]): Promise<void> {
  app.setName('Inkleaf')
  app.setActivationPolicy?.('prohibited')
  // Before its loop runs Electron ends like a program in C: what Node does at its end is done here.
  process.exit = leave
  // Electron would show them in a dialog, and go on.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (caught) => {
      process.stderr.write(`${coerceError(caught).message}\n`)
      leave(1)
    })
  const { runCli } = await import('../cli/commands.ts')
  const { flushed } = await import('../cli/terminal.ts')
  const code = await runCli(['Inkleaf', 'inkleaf', ...words])
  await flushed()
  leave(code)
}

/** Listeners of `exit` put away what must not stay, such as a copy of standard input. */
function leave(code: number | string | null = 0): never {
  const number = Number(code ?? 0)
  process.emit('exit', number)
  flushCompileCache()
  app.exit(number)
  throw new Error('the app has ended')
}

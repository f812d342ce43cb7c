/**
 * The app as a command: `Inkleaf --command -- ocr FILE`, which the launcher `inkleaf` calls. No window, no icon in the dock; it
 * asks an Inkleaf that is running, or does the work itself. Electron's own switch to be a Node stays off (its fuse).
 */
import { app } from 'electron'

/** The words of the command; null where the app itself was started. */
export function commandIn(argv: readonly string[]): string[] | null {
  const at = argv.indexOf('--command')
  if (at < 0 || argv[at + 1] !== '--') return null
  return argv.slice(at + 2)
}

export async function runCommand(words: readonly string[]): Promise<void> {
  app.setName('Inkleaf')
  // Before the app is ready it has shown nothing yet.
  app.setActivationPolicy?.('prohibited')
  const { runCli } = await import('../cli/commands.ts')
  const { flushed } = await import('../cli/terminal.ts')
  const code = await runCli(['Inkleaf', 'inkleaf', ...words])
  await flushed()
  app.exit(code)
}

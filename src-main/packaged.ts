/** Whether this runs from its sources or as the app that people install, and what commands are called there. */
import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { InkleafError } from './errors.ts'

/** This file is in src-main as source, and in out/main when it is built. */
export const projectFolder = resolve(import.meta.dirname, import.meta.filename.endsWith('.js') ? '../..' : '..')

/** On a Mac everything is in an archive; the Linux folder has the same in a folder. */
export const isPackaged =
  basename(projectFolder) === 'app.asar' ||
  (basename(projectFolder) === 'app' && basename(dirname(projectFolder)) === 'resources')

/**
 * What an error is where the app was moved while it ran: everything that is loaded when it is needed fails in turn then, and no
 * page is to blame.
 */
export function unlessMoved(error: InkleafError): InkleafError {
  // Not the archive itself: Electron answers for what is in it from memory.
  if (!isPackaged || existsSync(dirname(projectFolder))) return error
  return new InkleafError('app_moved', 'defect', 'Inkleaf was moved while it ran. Quit it and open it again.', {
    cause: error,
    scope: 'engine',
  })
}

/** What somebody types to run a command: `typed('models', 'list')` is `inkleaf models list`, or `npm run models -- list`. */
export function typed(command: string, ...rest: string[]): string {
  if (isPackaged) return ['inkleaf', command, ...rest].join(' ')
  return [`npm run ${command}`, ...(rest.length > 0 ? ['--', ...rest] : [])].join(' ')
}

/** What mends an installation of which something is missing. */
export const REPAIR = isPackaged ? 'Install Inkleaf again.' : 'Run `npm run setup`.'

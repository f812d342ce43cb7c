/**
 * "Recognize Text with Inkleaf" in Finder's menu of quick actions: an Automator workflow that comes with the app and is copied
 * into the user's Library when it is asked for. It opens the chosen files with Inkleaf.
 */
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { InkleafError } from '../errors.ts'

export function installQuickAction(workflow: string | null, services = join(homedir(), 'Library', 'Services')): string {
  if (workflow === null || !existsSync(workflow))
    throw new InkleafError('no_quick_action', 'input', 'The quick action belongs to the installed app.')
  mkdirSync(services, { recursive: true })
  const target = join(services, basename(workflow))
  cpSync(workflow, target, { recursive: true })
  return target
}

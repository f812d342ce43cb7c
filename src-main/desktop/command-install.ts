/** Puts the command `inkleaf` where a terminal finds it: a link to the launcher in the app. */
import { accessSync, constants, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { InkleafError } from '../errors.ts'

export interface Installed {
  path: string
  /** The line that a shell needs to find it; null where it does already. */
  shellLine: string | null
}

const OWN_PLACE = join(homedir(), '.local', 'bin')
/** In the order in which they are tried: those that a shell looks into by itself (/etc/paths, Homebrew), then the user's own. */
const PLACES = ['/usr/local/bin', '/opt/homebrew/bin', OWN_PLACE]

/**
 * `launcher` null: this is no packaged app. Throws `no_command`, `not_installed` (the app would not stay where it is) or
 * `command_taken` (something else is called `inkleaf` there).
 */
export function installCommand(
  launcher: string | null,
  places: readonly string[] = PLACES,
  ownPlace = OWN_PLACE,
): Installed {
  if (launcher === null)
    throw new InkleafError(
      'no_command',
      'input',
      'The command belongs to the installed app. From the sources, use `npm run ocr` and the others.',
    )
  refuseWhereItWontStay(launcher)
  for (const place of places) {
    if (place === ownPlace) mkdirSync(place, { recursive: true })
    if (!isWritable(place)) continue
    const target = join(place, 'inkleaf')
    link(launcher, target)
    return { path: target, shellLine: place === ownPlace ? `export PATH="${place}:$PATH"` : null }
  }
  throw new InkleafError('command_place', 'input', `None of ${places.join(', ')} can be written to.`)
}

/** On a disk image, and where macOS runs what was just downloaded, a link would lead nowhere tomorrow. */
function refuseWhereItWontStay(path: string): void {
  if (path.startsWith('/Volumes/') || path.includes('/AppTranslocation/'))
    throw new InkleafError(
      'not_installed',
      'input',
      'Move Inkleaf into the Applications folder first, and open it there.',
    )
}

function link(launcher: string, target: string): void {
  const found = lstatSync(target, { throwIfNoEntry: false })
  if (found && !(found.isSymbolicLink() && /Inkleaf/.test(readlinkSync(target))))
    throw new InkleafError('command_taken', 'input', `${target} is something else. Remove or rename it first.`)
  rmSync(target, { force: true })
  symlinkSync(launcher, target)
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return lstatSync(folder).isDirectory()
  } catch {
    return false
  }
}

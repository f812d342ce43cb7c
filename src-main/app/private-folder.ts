/** A folder below the system's temporary one that is this user's and nobody else's, on a path short enough for a socket. */
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { InkleafError } from '../errors.ts'
import { logged } from '../log.ts'

/** macOS allows about 104 bytes of path for a socket. */
const MAX_TEMPORARY_PATH = 50

export function privateFolder(): string {
  const folder = join(tmpdir().length <= MAX_TEMPORARY_PATH ? tmpdir() : '/tmp', `inkleaf-${userInfo().uid}`)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (caught) {
    if ((caught as NodeJS.ErrnoException).code !== 'EEXIST') throw caught
  }
  // Not `stat`: a link that somebody else put there would lead anywhere.
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== userInfo().uid)
    throw new InkleafError('socket_folder', 'input', `${folder} is not a folder of yours. Remove it.`)
  chmodSync(folder, 0o700)
  return folder
}

/** A folder of this process in it, unlike any other's. It is swept after the process has ended, however it did. */
export function newPrivateFolder(what: string): string {
  return mkdtempSync(join(privateFolder(), `${what}-${process.pid}-`))
}

/** Takes away what processes left there that have ended since. */
export function sweepPrivateFolder(): void {
  const folder = privateFolder()
  for (const name of readdirSync(folder)) {
    const pid = Number(/^[a-z]+-(\d+)-/.exec(name)?.[1])
    if (!pid || isAlive(pid)) continue
    try {
      rmSync(join(folder, name), { recursive: true, force: true })
    } catch (caught) {
      logged('what an ended process left is still there')(caught)
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (caught) {
    // Of another user: it lives.
    return (caught as NodeJS.ErrnoException).code === 'EPERM'
  }
}

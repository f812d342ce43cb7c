/** What of a bundle is signed. electron-builder signs every file that is not text; data needs none and takes minutes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Regular expressions, as electron-builder takes them. */
function signIgnore(): RegExp[] {
  const config = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'electron-builder.json'), 'utf8'))
  return (config.mac.signIgnore as string[]).map((pattern) => new RegExp(pattern))
}

/** Of the paths of Mach-O files, those that the configuration would leave unsigned. There must be none. */
export function ignoredBySigning(machO: readonly string[]): string[] {
  const ignored = signIgnore()
  return machO.filter((path) => ignored.some((pattern) => pattern.test(path)))
}

/** Electron's program, which its package fetches from outside the registries. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installFolder, projectFolder, runProgram, say } from './common.mjs'

const packageFolder = join(projectFolder, 'node_modules', 'electron')
/** Says that it could not be had, so that not every start waits for the network again. */
const missingFile = join(installFolder, 'electron-missing')
const TRY_AGAIN_MS = 24 * 3600 * 1000
const FETCH_MS = 5 * 60 * 1000

/** @returns {string | null} */
export function findElectron() {
  const named = join(packageFolder, 'path.txt')
  if (!existsSync(named)) return null
  const program = join(packageFolder, 'dist', readFileSync(named, 'utf8'))
  return existsSync(program) ? program : null
}

/**
 * @param {string} node
 * @returns {Promise<string | null>} null where it can't be had
 */
export async function fetchElectron(node) {
  const found = findElectron()
  if (found) return found
  if (existsSync(missingFile) && Date.now() - statSync(missingFile).mtimeMs < TRY_AGAIN_MS) return null
  say('Setting up: Electron ...')
  try {
    await Promise.race([
      runProgram(node, [join(packageFolder, 'install.js')]),
      new Promise((_, fail) => setTimeout(() => fail(new Error('it took too long')), FETCH_MS).unref()),
    ])
  } catch {
    writeFileSync(missingFile, '')
  }
  return findElectron()
}

/** The window, built from its sources into out/. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectFolder, runProgram } from './common.mjs'

const SOURCES = ['src-main', 'src-preload', 'src-renderer']
const FILES = ['electron.vite.config.ts', 'package-lock.json', 'tsconfig.json', 'tsconfig.web.json']

/** Changes with any file that the window is built from. */
export function windowFrom() {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  for (const file of [...files.sort(), ...FILES.map((name) => join(projectFolder, name))])
    hash.update(file.slice(projectFolder.length)).update(readFileSync(file))
  return hash.digest('hex')
}

/** @param {string} node */
export async function buildWindow(node) {
  const program = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  await runProgram(node, [program, 'build'], {
    env: { PATH: `${dirname(node)}:${process.env['PATH'] ?? ''}`, NODE_ENV: 'production' },
  })
}

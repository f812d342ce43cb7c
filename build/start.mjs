/** `npm start`: the window on the desktop, or in a browser where Electron can't be had. */

import { projectFolder, say } from './setup/common.mjs'
import { fetchElectron } from './setup/electron.mjs'

/**
 * @param {string} node
 * @param {string[]} files
 * @returns {Promise<[program: string, args: string[]]>}
 */
export async function startCommand(node, files) {
  const electron = await fetchElectron(node)
  if (electron) return [electron, [projectFolder, ...files]]
  say("Electron's program could not be fetched; the window opens in your browser instead.")
  const main = `${projectFolder}/src-main/cli/main.ts`
  return [node, ['--disable-warning=ExperimentalWarning', main, 'serve', '--open', ...files]]
}

/** Files that the system hands over: Finder's Open With, the dock's icon, a second start. */
import { resolve } from 'node:path'
import { app } from 'electron'
import type { CorePort } from '../app/port.ts'
import { addPaths } from './adding.ts'
import type { MainWindow } from './window.ts'

/** Files opened together come one by one; those of one moment are one batch. */
const TOGETHER_MS = 150

export interface OpenFiles {
  /** Everything so far, and all that comes. */
  deliverTo(core: CorePort, window: MainWindow): void
}

export function setUpOpenFiles(): OpenFiles {
  let waiting: string[] = filesIn(process.argv, process.cwd())
  let flush: (() => void) | null = null
  const take = (paths: readonly string[]) => {
    waiting.push(...paths)
    flush?.()
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    take([path])
  })
  app.on('second-instance', (_event, argv, workingFolder) => take(filesIn(argv, workingFolder)))
  return {
    deliverTo: (core, window) => {
      let due = false
      flush = () => {
        if (due) return
        due = true
        setTimeout(async () => {
          due = false
          const paths = waiting
          waiting = []
          window.show()
          if (paths.length === 0) return
          await addPaths(core, paths).then((additions) => window.send({ type: 'added', additions }), window.report)
        }, TOGETHER_MS)
      }
      if (waiting.length > 0) flush()
      app.on('second-instance', () => window.show())
    },
  }
}

/** The files named on a command line: all after the program itself that are neither options nor addresses. */
export function filesIn(argv: readonly string[], workingFolder: string): string[] {
  const first = app.isPackaged ? 1 : 2
  return argv
    .slice(first)
    .filter((argument) => argument !== '' && !argument.startsWith('-') && !/^[a-z][a-z0-9+.-]+:\/\//i.test(argument))
    .map((argument) => resolve(workingFolder, argument))
}

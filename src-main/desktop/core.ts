/** The core, with the desktop's settings. Another process may have the data folder for a while. */
import { app, dialog } from 'electron'
import { createApp } from '../app/create-app.ts'
import type { CorePort } from '../app/port.ts'
import type { Runtime } from '../app/runtime.ts'
import { coerceError } from '../errors.ts'
import { keychain } from './keychain.ts'
import { desktopSettings } from './settings-store.ts'

/** Null where the user would rather not wait. */
export async function openCore(runtime: Runtime): Promise<CorePort | null> {
  for (;;) {
    try {
      const app = await createApp({
        runtime,
        scope: 'all',
        settingsStore: desktopSettings(runtime),
        sealer: keychain,
        besidesBytes: windowsBytes,
      })
      if (app) return app
      if (
        !(await askAgain(
          'Another Inkleaf is at work',
          'A command in a terminal has the history. Try again when it has ended.',
        ))
      )
        return null
    } catch (caught) {
      if (!(await askAgain('Inkleaf could not start', coerceError(caught).message))) return null
    }
  }
}

async function askAgain(message: string, detail: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({ type: 'warning', message, detail, buttons: ['Try Again', 'Quit'] })
  return response === 0
}

/** What Electron's other processes hold: the windows, the GPU's. */
function windowsBytes(): number {
  const others = app.getAppMetrics().filter(({ pid }) => pid !== process.pid)
  return others.reduce((sum, { memory }) => sum + memory.workingSetSize * 1024, 0)
}

/** The settings in electron-store: the same file that the command line reads. */
import { basename, dirname, extname } from 'node:path'
import { type Settings, settingsSchema } from '../../src-preload/settings.ts'
import type { SettingsStore } from '../app/create-app.ts'
import type { Runtime } from '../app/runtime.ts'
import { readSettings } from '../settings/store.ts'

export function desktopSettings({ settingsFile }: Runtime): SettingsStore {
  const extension = extname(settingsFile)
  /** Loaded when it is first written to: it takes 0.2 s, and no start should wait for that. */
  const open = async () => {
    const { default: ElectronStore } = await import('electron-store')
    return new ElectronStore<Settings>({
      cwd: dirname(settingsFile),
      name: basename(settingsFile, extension),
      fileExtension: extension.slice(1),
      // A file that can't be understood is named by readSettings, never emptied.
      clearInvalidConfig: false,
      // The API's token is in it.
      configFileMode: 0o600,
    })
  }
  return {
    read: () => readSettings(settingsFile),
    write: async (settings) => {
      const store = await open()
      store.store = settingsSchema.parse(settings)
    },
  }
}

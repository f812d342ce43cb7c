/** The settings in electron-store: the same file that the command line reads. */
import { basename, dirname, extname } from 'node:path'
import ElectronStore from 'electron-store'
import { type Settings, settingsSchema } from '../../src-preload/settings.ts'
import type { SettingsStore } from '../app/create-app.ts'
import type { Runtime } from '../app/runtime.ts'
import { readSettings } from '../settings/store.ts'

export function desktopSettings({ settingsFile }: Runtime): SettingsStore {
  const extension = extname(settingsFile)
  // Made when it is first written to: a file that can't be understood is named by readSettings, never emptied.
  const open = () =>
    new ElectronStore<Settings>({
      cwd: dirname(settingsFile),
      name: basename(settingsFile, extension),
      fileExtension: extension.slice(1),
      clearInvalidConfig: false,
    })
  return {
    read: () => readSettings(settingsFile),
    write: (settings) => {
      open().store = settingsSchema.parse(settings)
    },
  }
}

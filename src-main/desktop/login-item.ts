/** Start at login, as the setting says. */
import { app } from 'electron'
import type { App } from '../app/create-app.ts'

export function setUpLoginItem(core: App): void {
  const apply = () => {
    const { startAtLogin } = core.settings.desktop
    if (app.getLoginItemSettings().openAtLogin !== startAtLogin) app.setLoginItemSettings({ openAtLogin: startAtLogin })
  }
  apply()
  core.onSettings(apply)
}

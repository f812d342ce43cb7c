/** Start at login, as the setting says. */
import { app } from 'electron'
import type { CorePort } from '../app/port.ts'

export function setUpLoginItem(core: CorePort): void {
  const apply = () => {
    const { startAtLogin } = core.settings.desktop
    if (app.getLoginItemSettings().openAtLogin !== startAtLogin) app.setLoginItemSettings({ openAtLogin: startAtLogin })
  }
  apply()
  core.onSettings(apply)
}

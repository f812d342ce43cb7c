/** For unit tests of the desktop's logic: Electron is there to be imported, and does nothing. */
const nothing = {}

export const app = { isPackaged: false }
export {
  nothing as autoUpdater,
  nothing as BrowserWindow,
  nothing as clipboard,
  nothing as dialog,
  nothing as globalShortcut,
  nothing as ipcMain,
  nothing as Menu,
  nothing as nativeImage,
  nothing as Notification,
  nothing as powerMonitor,
  nothing as powerSaveBlocker,
  nothing as protocol,
  nothing as safeStorage,
  nothing as screen,
  nothing as session,
  nothing as ShareMenu,
  nothing as shell,
  nothing as Tray,
}
export default { app }

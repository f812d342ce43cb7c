/** The menus, with the platform's own roles and the window's commands. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { DesktopAction, MenuCommand } from '../../src-preload/bridge-types.ts'
import type { CorePort } from '../app/port.ts'
import { isPackaged } from '../packaged.ts'
import type { Actions } from './actions.ts'
import { canCapture } from './capture.ts'
import { type MenuWords, menuWords } from './menu-words.ts'
import { isChinese, isMac } from './platform.ts'
import type { MainWindow } from './window.ts'

type Items = MenuItemConstructorOptions[]
const HOMEPAGE = 'https://github.com/inkleaf/inkleaf'

export function setUpMenu(core: CorePort, window: MainWindow, actions: Actions, hasUpdates: boolean): void {
  const build = () => {
    const words = menuWords(isChinese(core.settings))
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(words, window, actions, hasUpdates)))
  }
  app.setAboutPanelOptions({ applicationName: 'Inkleaf', applicationVersion: core.version, copyright: 'Apache-2.0' })
  build()
  core.onSettings(build)
}

export function template(t: MenuWords, window: MainWindow, actions: Actions, hasUpdates = false): Items {
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => {
      window.show()
      window.send({ type: 'menu', command: name })
    },
  })
  const act = (label: string, name: DesktopAction, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => void actions[name]().catch(window.report),
  })
  const settings = command(t.settings, 'settings', 'CommandOrControl+,')
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const appMenu: Items = [
    {
      label: 'Inkleaf',
      submenu: [
        { role: 'about' },
        ...(hasUpdates ? [act(t.updates, 'checkForUpdates')] : []),
        separator,
        settings,
        separator,
        { role: 'services' },
        separator,
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        separator,
        { role: 'quit' },
      ],
    },
  ]
  return [
    ...(isMac() ? appMenu : []),
    {
      label: t.file,
      submenu: [
        act(t.open, 'openFiles', 'CommandOrControl+O'),
        ...(isMac()
          ? [{ role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] } as MenuItemConstructorOptions]
          : []),
        separator,
        ...(canCapture() ? [act(t.captureScreen, 'captureScreen')] : []),
        act(t.readClipboard, 'readClipboard'),
        separator,
        command(t.export, 'export', 'CommandOrControl+E'),
        command(t.quickLook, 'quickLook', 'CommandOrControl+Y'),
        separator,
        ...(isMac() ? [{ role: 'close' } as const] : [settings, separator, { role: 'quit' } as const]),
      ],
    },
    {
      label: t.edit,
      submenu: [
        command(t.undo, 'undo', 'CommandOrControl+Z'),
        command(t.redo, 'redo', 'CommandOrControl+Shift+Z'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        command(t.selectAll, 'selectAll', 'CommandOrControl+A'),
        separator,
        command(t.copyPage, 'copyPage', 'CommandOrControl+Shift+C'),
        command(t.copyAll, 'copyAll', 'CommandOrControl+Alt+C'),
        separator,
        command(t.find, 'find', 'CommandOrControl+F'),
        command(t.replace, 'replace', 'CommandOrControl+Alt+F'),
        separator,
        command(t.proofread, 'proofread', 'CommandOrControl+;'),
      ],
    },
    {
      label: t.view,
      submenu: [
        command(t.showQueue, 'showQueue', 'CommandOrControl+1'),
        command(t.showHistory, 'showHistory', 'CommandOrControl+2'),
        command(t.monitor, 'monitor'),
        separator,
        command(t.goToPage, 'goToPage', 'CommandOrControl+Alt+G'),
        command(t.nextPage, 'nextPage', 'Alt+Down'),
        command(t.previousPage, 'previousPage', 'Alt+Up'),
        separator,
        command(t.zoomIn, 'zoomIn', 'CommandOrControl+='),
        command(t.zoomOut, 'zoomOut', 'CommandOrControl+-'),
        command(t.zoomFit, 'zoomFit', 'CommandOrControl+0'),
        command(t.rotate, 'rotate', 'CommandOrControl+R'),
        separator,
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: t.homepage, click: () => void actions.openExternal(HOMEPAGE).catch(window.report) },
        act(t.diagnostics, 'saveDiagnostics'),
        ...(isMac() ? [] : [separator, act(t.about, 'showAbout')]),
      ],
    },
  ]
}

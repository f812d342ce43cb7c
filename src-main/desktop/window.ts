/** The one window: made, shown, hidden, and where it stood remembered. */
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import type { WindowMessage } from '../../src-preload/bridge-types.ts'
import { channels } from '../../src-preload/channels.ts'
import type { Runtime } from '../app/runtime.ts'
import { coerceError } from '../errors.ts'
import { setUpFieldMenu } from './field-menu.ts'
import { isMac } from './platform.ts'
import { ORIGIN } from './protocol.ts'
import { placeStore } from './window-place.ts'

export interface MainWindow {
  show(): void
  /** Null while the window is closed. */
  current(): BrowserWindow | null
  /** Kept until the window is there and listens. */
  send(message: WindowMessage): void
  /** Says in the window what did not work. */
  report(error: unknown): void
  isFocused(): boolean
  /** The window has loaded and asks for its feed. */
  listening(): void
}

export function setUpWindow(runtime: Runtime): MainWindow {
  const place = placeStore(runtime)
  let window: BrowserWindow | null = null
  let listens = false
  let waiting: WindowMessage[] = []

  const open = () => {
    const opened = new BrowserWindow({
      ...place.read(),
      minWidth: 760,
      minHeight: 480,
      show: false,
      title: 'Inkleaf',
      ...(isMac() ? { titleBarStyle: 'hiddenInset' as const, trafficLightPosition: { x: 14, y: 14 } } : {}),
      webPreferences: {
        preload: join(import.meta.dirname, '../preload/preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        // macOS has dictionaries of its own; elsewhere Electron would fetch some from the net.
        spellcheck: isMac(),
      },
    })
    window = opened
    listens = false
    setUpFieldMenu(opened)
    opened.once('ready-to-show', () => opened.show())
    for (const change of ['resized', 'moved', 'maximize', 'unmaximize'] as const)
      opened.on(change as 'resized', () => place.write(opened))
    opened.on('closed', () => {
      window = null
      listens = false
    })
    void opened.loadURL(`${ORIGIN}/`)
  }

  app.on('activate', () => result.show())
  app.on('window-all-closed', () => {
    // On macOS the work goes on, and the dock brings the window back.
    if (!isMac()) app.quit()
  })

  const result: MainWindow = {
    current: () => window,
    isFocused: () => window?.isFocused() ?? false,
    show: () => {
      if (!window) open()
      else {
        if (window.isMinimized()) window.restore()
        window.show()
        window.focus()
      }
    },
    send: (message) => {
      if (window && listens) window.webContents.send(channels.message, message)
      else waiting.push(message)
    },
    report: (error) => {
      result.show()
      result.send({ type: 'trouble', message: coerceError(error).message })
    },
    listening: () => {
      listens = true
      const late = waiting
      waiting = []
      for (const message of late) result.send(message)
    },
  }
  return result
}

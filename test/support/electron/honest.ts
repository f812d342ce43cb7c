/**
 * The stand-in held against Electron's own types: this does not compile where the stand-in offers a name that Electron has
 * not, or a function that can't take what Electron's takes. Names for the tests alone are listed.
 */
import type * as Electron from 'electron'
import type * as StandIn from './stand-in.ts'

type Real = typeof Electron
type Offered = typeof StandIn

/** Names that are none of Electron's, and functions that take something else. Arguments may be left out. */
type Wrong<Ours, Theirs> = {
  [Name in keyof Ours]-?: Name extends keyof Theirs
    ? Theirs[Name] extends (...given: infer Given) => unknown
      ? Ours[Name] extends (...given: Given) => unknown
        ? never
        : Name
      : never
    : Name
}[keyof Ours]

type Instance<Class> = Class extends abstract new (...given: never[]) => infer Made ? Made : never

/** Compiles only where there is nothing. */
type Nothing<Found extends never> = Found

export type Held = [
  Nothing<Exclude<keyof Offered, keyof Real | 'default'>>,
  Nothing<Wrong<Offered['app'], Real['app']>>,
  Nothing<Wrong<Offered['protocol'], Real['protocol']>>,
  Nothing<Wrong<Offered['ipcMain'], Real['ipcMain']>>,
  Nothing<Wrong<Offered['dialog'], Real['dialog']>>,
  Nothing<Wrong<Offered['shell'], Real['shell']>>,
  Nothing<Wrong<Offered['clipboard'], Real['clipboard']>>,
  Nothing<Wrong<Offered['globalShortcut'], Real['globalShortcut']>>,
  Nothing<Wrong<Offered['nativeImage'], Real['nativeImage']>>,
  Nothing<Wrong<Offered['powerMonitor'], Real['powerMonitor']>>,
  Nothing<Wrong<Offered['powerSaveBlocker'], Real['powerSaveBlocker']>>,
  Nothing<Wrong<Offered['session'], Real['session']>>,
  Nothing<Wrong<Offered['screen'], Real['screen']>>,
  Nothing<Wrong<Offered['safeStorage'], Real['safeStorage']>>,
  Nothing<Exclude<Wrong<Instance<Offered['BrowserWindow']>, Electron.BrowserWindow>, 'optionsType' | 'destroyPage'>>,
  Nothing<Wrong<Instance<Offered['Notification']>, Electron.Notification>>,
  Nothing<Wrong<Instance<Offered['ShareMenu']>, Electron.ShareMenu>>,
  // A menu is its template here, for the tests to look into.
  Nothing<Exclude<Wrong<Instance<Offered['Tray']>, Electron.Tray>, 'icon' | 'menu' | 'setContextMenu'>>,
]

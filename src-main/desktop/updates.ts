/** New versions, by electron-updater: only in an app that was built with an address for them, and only if the user wants it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, autoUpdater } from 'electron'
import type { AppUpdater } from 'electron-updater'
import type { CorePort } from '../app/port.ts'
import { VERSION } from '../app/version.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { log } from '../log.ts'
import { isMac } from './platform.ts'

/** No start waits for it, and a machine that is always on asks once a day. */
const FIRST_LOOK_MS = 60_000
const EVERY_MS = 24 * 3_600_000

export interface Updates {
  /** Resolves with what is to be told: there is none, or one is ready. Throws `updates_failed`. */
  look(): Promise<UpdateState>
}

export type UpdateState = { state: 'current' | 'ready'; version: string }

/** electron-builder writes this beside the app where it was given an address. */
const feedFile = () => join(process.resourcesPath ?? '', 'app-update.yml')

/** Null where there is nothing to be asked. */
export function setUpUpdates(core: CorePort, onReady: (version: string) => void): Updates | null {
  if (!app.isPackaged || !existsSync(feedFile())) return null
  const updates = updatesBy(async () => (await import('electron-updater')).default.autoUpdater, takenBySquirrel)
  const due = () => {
    if (!core.settings.desktop.updates) return
    updates.look().then(
      ({ state, version }) => {
        if (state !== 'ready') return
        // Once is enough.
        clearInterval(daily)
        onReady(version)
      },
      (caught) => log.warn({ err: coerceError(caught) }, 'no new version'),
    )
  }
  const first = setTimeout(due, FIRST_LOOK_MS)
  const daily = setInterval(due, EVERY_MS)
  for (const timer of [first, daily]) timer.unref()
  core.onClose(async () => {
    clearTimeout(first)
    clearInterval(daily)
  })
  return updates
}

export function updateWording(state: UpdateState['state'], version: string, chinese: boolean) {
  if (state === 'current')
    return { message: chinese ? `Inkleaf ${version} 是最新版本` : `Inkleaf ${version} is the newest version` }
  return {
    message: chinese ? `Inkleaf ${version} 已就绪` : `Inkleaf ${version} is ready`,
    detail: chinese ? '退出 Inkleaf 时会自动安装。' : 'It is installed when you quit Inkleaf.',
  }
}

/**
 * A version that was fetched is put in place when the app ends; an older one never is. `handedOver` resolves when the system's
 * own updater has taken it, where there is one.
 */
export function updatesBy(
  open: () => Promise<AppUpdater>,
  handedOver: () => Promise<unknown> = async () => {},
): Updates {
  let opened: Promise<AppUpdater> | null = null
  let looking: Promise<UpdateState> | null = null
  let ready: UpdateState | null = null
  const updater = async () => {
    const found = await open()
    found.autoDownload = true
    found.autoInstallOnAppQuit = true
    found.allowDowngrade = false
    found.logger = null
    // It would send a number that it keeps for this device: for releases that only some get, which there are none of.
    found.requestHeaders = { 'x-user-staging-id': '0' }
    // Whoever asks hears of it from the promise.
    found.on('error', () => {})
    return found
  }
  const ask = async (): Promise<UpdateState> => {
    try {
      opened ??= updater()
      const found = await (await opened).checkForUpdates()
      if (!found?.isUpdateAvailable) return { state: 'current', version: VERSION }
      await Promise.all([found.downloadPromise, handedOver()])
      ready = { state: 'ready', version: found.updateInfo.version }
      return ready
    } catch (cause) {
      throw new InkleafError(
        'updates_failed',
        'transient',
        'The new version could not be looked for or fetched. Inkleaf goes on as it is, and tries again tomorrow.',
        { cause },
      )
    }
  }
  return {
    look: () => {
      if (ready) return Promise.resolve(ready)
      looking ??= ask().finally(() => {
        looking = null
      })
      return looking
    },
  }
}

/** On a Mac Squirrel takes the archive over and looks at its signature first. */
function takenBySquirrel(): Promise<void> {
  if (!isMac()) return Promise.resolve()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const done = () => resolve()
  autoUpdater.once('update-downloaded', done)
  autoUpdater.once('error', reject)
  return promise.finally(() => {
    autoUpdater.off('update-downloaded', done)
    autoUpdater.off('error', reject)
  })
}

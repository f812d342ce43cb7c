/** What no window may do, whatever is shown in it. */
import { app, session, shell } from 'electron'
import { ORIGIN } from './protocol.ts'

export function secureEveryWindow(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (!isOurs(url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      void openExternal(url)
      return { action: 'deny' }
    })
  })
  void app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
      answer(isHarmless(permission)),
    )
    session.defaultSession.setPermissionCheckHandler((_contents, permission) => isHarmless(permission))
  })
}

export function isOurs(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`)
}

/** Only web pages, over https. */
export async function openExternal(url: string): Promise<boolean> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') return false
  await shell.openExternal(url)
  return true
}

/** Copying is all that the window asks for. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write'
}

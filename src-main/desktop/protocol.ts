/** The window's own scheme: its files and the pictures of pages, and nothing else on the disk. */
import { app, protocol } from 'electron'
import type { CorePort } from '../app/port.ts'
import { SECURITY_HEADERS, windowFile } from '../app/window-files.ts'

export const SCHEME = 'inkleaf-app'
export const ORIGIN = `${SCHEME}://window`

/** `npm run dev` serves the window's sources; an installed app listens to nobody. */
const DEV_SERVER = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']

/** Must be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Pictures of pages wait for the core; the window's own files do not. */
export function setUpProtocol(opening: Promise<CorePort | null>, windowFolder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname, search } = new URL(request.url)
    if (host !== 'window' || request.method !== 'GET') return new Response('', { status: 403 })
    if (DEV_SERVER && !pathname.startsWith('/pages/')) return fetch(DEV_SERVER + pathname + search)
    const { status, mediaType, body, lasting } = await windowFile(opening, windowFolder, pathname)
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
      status,
      headers: {
        ...SECURITY_HEADERS,
        'content-type': mediaType,
        'cache-control': lasting ? 'private, max-age=31536000, immutable' : 'no-store',
      },
    })
  })
}

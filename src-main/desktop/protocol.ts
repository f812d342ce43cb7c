/** The window's own scheme: its files and the pictures of pages, and nothing else on the disk. */
import { protocol } from 'electron'
import type { CorePort } from '../app/port.ts'
import { SECURITY_HEADERS, windowFile } from '../app/window-files.ts'

export const SCHEME = 'inkleaf-app'
export const ORIGIN = `${SCHEME}://window`

/** Must be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Pictures of pages wait for the core; the window's own files do not. */
export function setUpProtocol(opening: Promise<CorePort | null>, windowFolder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url)
    if (host !== 'window' || request.method !== 'GET') return new Response('', { status: 403 })
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

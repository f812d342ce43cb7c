/** The way to the core: the preload's on the desktop, HTTP in a browser. */
import type { Bridge } from '../src-preload/bridge-types.ts'
import { browserBridge } from './browser-bridge.ts'

declare global {
  interface Window {
    /** Put there by the preload. */
    inkleaf?: Bridge
  }
}

export const bridge: Bridge = window.inkleaf ?? browserBridge()

/** The address of a page's picture, the same under the desktop's own scheme and over HTTP. */
export function pictureUrl(jobId: string, page: number, size: 'thumb' | 'page'): string {
  return `/pages/${jobId}/${page}/${size}`
}

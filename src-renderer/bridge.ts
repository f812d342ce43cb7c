/** The way to the core: the preload's on the desktop, HTTP in a browser. */
import type { Bridge } from '../src-preload/bridge-types.ts'
import { browserBridge } from './browser-bridge.ts'
import { CoreError } from './core-error.ts'

declare global {
  interface Window {
    /** Put there by the preload. */
    inkleaf?: Bridge
  }
}

export const bridge: Bridge = window.inkleaf ? withCodes(window.inkleaf) : browserBridge()

/** The preload's errors as the browser's are. */
function withCodes(desktop: Bridge): Bridge {
  const coded = (caught: unknown): never => {
    const found = /([a-z_]+): (.*)$/s.exec(caught instanceof Error ? caught.message : String(caught))
    throw found ? new CoreError({ code: found[1] ?? '', message: found[2] ?? '' }) : caught
  }
  return {
    ...desktop,
    call: (command, input) => desktop.call(command, input).catch(coded),
    addFiles: (files, options) => desktop.addFiles(files, options).catch(coded),
    desktop: desktop.desktop && {
      ...desktop.desktop,
      act: (action, argument) => desktop.desktop?.act(action, argument).catch(coded) ?? Promise.resolve(null),
    },
  }
}

/** The address of a page's picture, the same under the desktop's own scheme and over HTTP, where the window has a path. */
export function pictureUrl(jobId: string, page: number, size: 'thumb' | 'page'): string {
  return `pages/${jobId}/${page}/${size}`
}

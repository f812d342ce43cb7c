/** Where the window stood and how large it was, if that is still on a screen. */
import { type BrowserWindow, type Rectangle, screen } from 'electron'
import ElectronStore from 'electron-store'
import type { Runtime } from '../app/runtime.ts'

interface Place {
  bounds?: Rectangle
}

const DEFAULT = { width: 1280, height: 840 }

export function placeStore({ dataFolder }: Runtime) {
  const store = new ElectronStore<Place>({ cwd: dataFolder, name: 'window' })
  return {
    read: (): Partial<Rectangle> => {
      const bounds = store.get('bounds')
      return bounds && isVisible(bounds) ? bounds : DEFAULT
    },
    write: (window: BrowserWindow) => {
      if (!window.isMinimized()) store.set('bounds', window.getNormalBounds())
    },
  }
}

/** A screen may have gone since. */
function isVisible({ x, y, width, height }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x)
    const down = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y)
    return across > 100 && down > 100
  })
}

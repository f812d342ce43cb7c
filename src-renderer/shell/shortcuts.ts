/** The keyboard's shortcuts, the same in a browser as in the desktop's menu. */
import { useEffect } from 'react'
import type { MenuCommand } from '../../src-preload/bridge-types.ts'
import { bridge } from '../bridge.ts'
import { showDialog, showSide } from '../store.ts'
import { chooseFiles } from './add-files.ts'
import { runCommand, useCommand } from './commands.ts'
import { isTextField } from './paste.ts'
import { useUndo } from './undo.ts'

/** In the form of `keys()` in ui/format.ts; the desktop's menu has the same ones. */
export const SHORTCUTS: Partial<Record<MenuCommand, string>> = {
  add: 'Mod+O',
  find: 'Mod+F',
  replace: 'Mod+Alt+F',
  undo: 'Mod+Z',
  redo: 'Mod+Shift+Z',
  selectAll: 'Mod+A',
  proofread: 'Mod+;',
  settings: 'Mod+,',
  showQueue: 'Mod+1',
  showHistory: 'Mod+2',
  goToPage: 'Mod+Alt+G',
  nextPage: 'Alt+ArrowDown',
  previousPage: 'Alt+ArrowUp',
  zoomIn: 'Mod+=',
  zoomOut: 'Mod+-',
  zoomFit: 'Mod+0',
  rotate: 'Mod+R',
  copyPage: 'Mod+Shift+C',
  copyAll: 'Mod+Alt+C',
  export: 'Mod+E',
  quickLook: 'Mod+Y',
}

const isMac = navigator.platform.startsWith('Mac')

function pressed(event: KeyboardEvent): string {
  const mod = isMac ? event.metaKey : event.ctrlKey
  // With Alt held down some keyboards give another letter, others none of ours: the key's place tells then.
  const isLetter = /^[a-z]$/i.test(event.key) && !event.altKey
  const byPlace = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key
  const key = isLetter ? event.key.toUpperCase() : byPlace
  return [mod && 'Mod', event.altKey && 'Alt', event.shiftKey && 'Shift', key].filter(Boolean).join('+')
}

const byKeys = new Map(Object.entries(SHORTCUTS).map(([command, shortcut]) => [shortcut, command as MenuCommand]))
byKeys.set('Mod+Alt+C', 'copyAll')

/** What selects all of its own. */
const LISTS = '[role=grid], [role=listbox], [role=dialog]'

/** In a text field these are the field's own. */
const OF_FIELDS: ReadonlySet<MenuCommand> = new Set(['undo', 'redo', 'selectAll'])

/** The menu's items take the keys before any field sees them. */
function runFromMenu(command: MenuCommand): void {
  const focused = document.activeElement
  if (OF_FIELDS.has(command) && isTextField(focused)) document.execCommand(command)
  else if (command === 'selectAll' && focused?.closest(LISTS))
    // The list has a key for it, which the menu has taken.
    focused.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', metaKey: isMac, ctrlKey: !isMac, bubbles: true }))
  else runCommand(command)
}

export function useShortcuts(): void {
  useUndo()
  useCommand('add', () => void chooseFiles())
  useCommand('settings', () => showDialog('settings'))
  useCommand('monitor', () => showDialog('monitor'))
  useCommand('showQueue', () => showSide('queue'))
  useCommand('showHistory', () => showSide('history'))
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      const command = byKeys.get(pressed(event))
      if (!command || (isTextField(event.target) && (event.altKey || OF_FIELDS.has(command)))) return
      // A list selects all of its own.
      if (command === 'selectAll' && (event.target as HTMLElement).closest(LISTS)) return
      if (runCommand(command)) event.preventDefault()
    }
    document.addEventListener('keydown', down)
    const end = bridge.desktop?.onMessage((message) => {
      if (message.type === 'menu') runFromMenu(message.command)
    })
    return () => {
      document.removeEventListener('keydown', down)
      end?.()
    }
  }, [])
}

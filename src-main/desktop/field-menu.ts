/** The menu of a text field or of selected text, where the window has none of its own: the system's words, and its spelling. */
import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'

export interface Pressed {
  isEditable: boolean
  selectionText: string
  misspelledWord: string
  dictionarySuggestions: string[]
}

export function setUpFieldMenu(window: BrowserWindow): void {
  const { webContents } = window
  webContents.on('context-menu', (_event, pressed: Pressed) => {
    const items = fieldMenu(pressed, (word) => webContents.replaceMisspelling(word))
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
}

/** Empty where there is neither a field nor anything selected. */
export function fieldMenu(
  { isEditable, selectionText, misspelledWord, dictionarySuggestions }: Pressed,
  replace: (word: string) => void,
): MenuItemConstructorOptions[] {
  const spelling: MenuItemConstructorOptions[] =
    isEditable && misspelledWord !== ''
      ? dictionarySuggestions.map((word) => ({ label: word, click: () => replace(word) }))
      : []
  const separator = spelling.length > 0 ? [{ type: 'separator' } as const] : []
  if (isEditable)
    return [...spelling, ...separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }]
  return selectionText === '' ? [] : [{ role: 'copy' }]
}

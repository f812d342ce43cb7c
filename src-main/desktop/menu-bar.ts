/** The item in the menu bar: Text from Screen from anywhere, and the texts of the last captures, to be copied again. */
import { clipboard, Menu, nativeImage, Tray } from 'electron'
import { editedText } from '../../src-preload/edits.ts'
import { hasEnded } from '../../src-preload/model.ts'
import type { CorePort } from '../app/port.ts'
import { ended, logged } from '../log.ts'
import type { Actions } from './actions.ts'
import { canCapture } from './capture.ts'
import { MENU_BAR_ICON } from './menu-bar-icon.ts'
import { menuWords } from './menu-words.ts'
import { isChinese, isMac } from './platform.ts'
import type { MainWindow } from './window.ts'

/** As `pictureName` calls them. */
const CAPTURE = /^(Screen|Clipboard) \d{4}-/
const SHOWN = 5
/** The newest documents, among which captures are looked for. */
const LOOKED_AT = 50
const LABEL_LENGTH = 48

interface Capture {
  id: string
  text: string
}

export function setUpMenuBar(core: CorePort, window: MainWindow, actions: Actions): void {
  let tray: Tray | null = null
  let captures: readonly Capture[] = []
  const show = () => {
    if (!isMac() || !core.settings.desktop.menuBar) {
      tray?.destroy()
      tray = null
      return
    }
    tray ??= newTray()
    tray.setContextMenu(Menu.buildFromTemplate(template()))
  }
  const template = (): Electron.MenuItemConstructorOptions[] => {
    const t = menuWords(isChinese(core.settings))
    const act = (name: 'captureScreen' | 'readClipboard') => () => void actions[name]().catch(window.report)
    return [
      ...(canCapture() ? [{ label: t.captureScreen, click: act('captureScreen') }] : []),
      { label: t.readClipboard, click: act('readClipboard') },
      { type: 'separator' },
      ...(captures.length > 0 ? [{ label: t.lastCaptures, enabled: false }] : []),
      ...captures.map(({ text }) => ({
        label: labelOf(text),
        click: () => void clipboard.writeText(text).catch(window.report),
      })),
      ...(captures.length > 0 ? [{ type: 'separator' } as const] : []),
      { label: t.showWindow, click: () => window.show() },
      { role: 'quit' },
    ]
  }
  const look = async () => {
    captures = await lastCaptures(core)
    show()
  }
  let last: Promise<unknown> = Promise.resolve()
  const lookInTurn = () => {
    last = last.then(look).catch(logged('the last captures could not be shown'))
  }
  core.onEvent((event) => {
    const isCapture = event.type === 'job' && CAPTURE.test(event.job.name) && hasEnded(event.job.state)
    const isGone = event.type === 'removed' && captures.some(({ id }) => event.jobIds.includes(id))
    if (isCapture || isGone) lookInTurn()
  })
  core.onSettings(show)
  show()
  lookInTurn()
  last.catch(ended)
}

function newTray(): Tray {
  const icon = nativeImage.createFromBuffer(Buffer.from(MENU_BAR_ICON, 'base64'), { scaleFactor: 2 })
  icon.setTemplateImage(true)
  const tray = new Tray(icon)
  tray.setToolTip('Inkleaf')
  return tray
}

async function lastCaptures(core: CorePort): Promise<Capture[]> {
  const jobs = await core.history.list({ limit: LOOKED_AT })
  const found: Capture[] = []
  for (const { id } of jobs.filter(({ name }) => CAPTURE.test(name)).slice(0, SHOWN)) {
    const pages = await core.history.pages(id)
    const text = pages
      .map((page) => editedText(page).text)
      .join('\n')
      .trim()
    if (text !== '') found.push({ id, text })
  }
  return found
}

/** Its first line, as long as a menu bears. */
export function labelOf(text: string): string {
  const [first = ''] = text.split('\n')
  const characters = [...first]
  return characters.length > LABEL_LENGTH ? `${characters.slice(0, LABEL_LENGTH - 1).join('')}…` : first
}

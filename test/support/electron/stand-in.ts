/**
 * Electron where its binary can't be had: the parts that Inkleaf uses, with a page in Chromium as the window. The
 * test that started this process owns the browser and talks to it over Node's IPC. It shows nothing of sandboxing,
 * structured clone, real custom schemes or native menus: real Electron does, with the same specs.
 */
import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { type CDPSession, chromium, type Page, type Route } from 'playwright'
import { preloadScript } from './preload-page.ts'

/** What happened, for the test to read. */
const seen: { what: string; value: unknown }[] = []
const note = (what: string, value: unknown = null): void => void seen.push({ what, value })
/** Answers of dialogs, in the order in which they will be asked. */
const answers: unknown[] = []

class CancelableEvent {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}

class StandInApp extends EventEmitter {
  readonly isPackaged = false
  #loginItem = false
  setName(): void {}
  getVersion = () => '0.0.0'
  getLocale = () => 'en'
  getPath = (name: string) => `${process.env['INKLEAF_HOME'] ?? homedir()}/${name}`
  requestSingleInstanceLock = () => true
  whenReady = async () => {}
  setAsDefaultProtocolClient = () => true
  addRecentDocument = (path: string) => note('recent', path)
  setBadgeCount = (count: number) => note('badge', count)
  getLoginItemSettings = () => ({ openAtLogin: this.#loginItem })
  setLoginItemSettings({ openAtLogin }: { openAtLogin: boolean }): void {
    this.#loginItem = openAtLogin
    note('loginItem', openAtLogin)
  }
  setAboutPanelOptions(): void {}
  showAboutPanel = () => note('about')
  quit(): void {
    const event = new CancelableEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    note('quit')
    void Promise.all(windows.map((window) => window.destroyPage())).then(() => process.exit(0))
  }
}
export const app = new StandInApp()

const windows: BrowserWindow[] = []

class WebContents extends EventEmitter {
  page: Page | null = null
  #destroyed = false
  /** Messages go in order. */
  #sending: Promise<unknown> = Promise.resolve()
  openHandler: (details: { url: string }) => unknown = () => ({ action: 'allow' })
  constructor() {
    super()
    app.emit('web-contents-created', {}, this)
    this.once('destroyed', () => {
      this.#destroyed = true
    })
  }
  isDestroyed = () => this.#destroyed
  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.openHandler = handler
  }
  send(channel: string, ...args: unknown[]): void {
    this.#sending = this.#sending
      .then(() =>
        this.page?.evaluate(([name, given]) => (globalThis as never as Receiver).__receive(name, given), [
          channel,
          args,
        ] as const),
      )
      .catch(() => {})
  }
}

interface Receiver {
  __receive(channel: string, args: unknown[]): void
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents()
  readonly #options: { width?: number; height?: number; webPreferences: { preload: string } }
  #focused = true

  constructor(options: BrowserWindow['optionsType']) {
    super()
    this.#options = options
    windows.push(this)
    note('window', { ...options.webPreferences, preload: undefined })
  }
  declare optionsType: { width?: number; height?: number; webPreferences: { preload: string } }

  async loadURL(url: string): Promise<void> {
    const browser = await chromium.connectOverCDP(process.env['INKLEAF_TEST_BROWSER'] ?? '')
    const context = browser.contexts()[0]
    if (!context) throw new Error('the browser has no context')
    const page = await context.newPage()
    this.webContents.page = page
    page.on('close', () => {
      this.webContents.emit('destroyed')
      windows.splice(windows.indexOf(this), 1)
      this.emit('closed')
      if (windows.length === 0) app.emit('window-all-closed')
    })
    await page.exposeBinding('__invoke', ({ frame }, channel: string, args: unknown[]) =>
      invoke(this.webContents, toScheme(frame.url()), channel, args),
    )
    const cdp = await context.newCDPSession(page)
    await page.exposeBinding('__pathOf', (_source, index: number) => pathOf(cdp, index))
    await page.route(/^https:\/\/[\w-]+\.standin\.test\//, serve)
    await page.addInitScript(preloadScript(readFileSync(this.#options.webPreferences.preload, 'utf8')))
    await page.goto(toHttps(url))
    this.emit('ready-to-show')
  }
  show(): void {
    this.#focused = true
    note('show')
  }
  focus(): void {}
  restore(): void {}
  isMinimized = () => false
  isFocused = () => this.#focused
  blur(): void {
    this.#focused = false
  }
  getNormalBounds = () => ({ x: 10, y: 20, width: this.#options.width ?? 800, height: this.#options.height ?? 600 })
  setProgressBar = (progress: number) => note('progress', progress)
  previewFile = (path: string) => note('quickLook', path)
  async destroyPage(): Promise<void> {
    await this.webContents.page?.close().catch(() => {})
  }
}

/** A file's true path, which only the browser itself knows. */
async function pathOf(cdp: CDPSession, index: number): Promise<string> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: `window.__files[${index}]` })
  if (!result.objectId) return ''
  const { path } = await cdp.send('DOM.getFileInfo', { objectId: result.objectId })
  return path
}

const schemes = new Map<string, (request: Request) => Promise<Response>>()
export const protocol = {
  registerSchemesAsPrivileged(): void {},
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) => void schemes.set(scheme, handler),
}

/** `inkleaf-app://window/x` as an address that Chromium takes, whose requests never leave it. */
function toHttps(url: string): string {
  return url.replace(/^([\w-]+):\/\/window/, 'https://$1.standin.test')
}

function toScheme(url: string): string {
  return url.replace(/^https:\/\/([\w-]+)\.standin\.test/, '$1://window')
}

async function serve(route: Route): Promise<void> {
  const url = toScheme(route.request().url())
  const handler = schemes.get(url.slice(0, url.indexOf(':')))
  if (!handler) return route.abort()
  const answer = await handler(new Request(url, { method: route.request().method() }))
  await route
    .fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    })
    .catch(() => {})
}

type Handler = (event: unknown, ...args: unknown[]) => Promise<unknown>
const handlers = new Map<string, Handler>()
export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
})

async function invoke(sender: WebContents, url: string, channel: string, args: unknown[]): Promise<unknown> {
  const handler = handlers.get(channel)
  if (!handler) throw new Error(`No handler registered for '${channel}'`)
  return handler({ sender, senderFrame: { url, parent: null } }, ...args)
}

let menu: MenuTemplate[] = []
export interface MenuTemplate {
  label?: string
  role?: string
  accelerator?: string
  submenu?: MenuTemplate[]
  click?: () => void
}
export const Menu = {
  buildFromTemplate: (template: MenuTemplate[]) => template,
  setApplicationMenu: (template: MenuTemplate[]) => {
    menu = template
  },
}

function findItem(label: string, items: MenuTemplate[] = menu): MenuTemplate | null {
  for (const item of items) {
    if (item.label === label) return item
    const inside = item.submenu ? findItem(label, item.submenu) : null
    if (inside) return inside
  }
  return null
}

const asked = (method: string) => async (one: unknown, other?: unknown) => {
  const options = other ?? one
  note('dialog', { method, options: JSON.parse(JSON.stringify(options)) })
  return answers.shift() ?? { canceled: true, filePaths: [], response: 0 }
}
export const dialog = {
  showOpenDialog: asked('open'),
  showSaveDialog: asked('save'),
  showMessageBox: asked('message'),
}

export const shell = {
  openExternal: async (url: string) => note('external', url),
  openPath: async (path: string) => {
    note('openPath', path)
    return ''
  },
  showItemInFolder: (path: string) => note('reveal', path),
}

let copied: Record<string, string | Uint8Array> = {}
export const clipboard = {
  writeText: async (text: string) => {
    copied = { 'text/plain': text }
    note('copied', text)
  },
  read: async () => [
    {
      types: Object.keys(copied),
      getType: async (type: string) => {
        const data = copied[type]
        if (data === undefined) throw new Error(`no ${type}`)
        return new Blob([typeof data === 'string' ? data : new Uint8Array(data)], { type })
      },
    },
  ],
}

const shortcuts = new Map<string, () => void>()
export const globalShortcut = {
  register: (accelerator: string, work: () => void) => {
    shortcuts.set(accelerator, work)
    return true
  },
  unregisterAll: () => shortcuts.clear(),
}

const notifications: Notification[] = []
export class Notification extends EventEmitter {
  readonly #options: { title: string; body: string }
  constructor(options: { title: string; body: string }) {
    super()
    this.#options = options
  }
  show(): void {
    notifications.push(this)
    note('notification', this.#options)
  }
}

let blockers = 0
export const powerSaveBlocker = {
  start: () => {
    note('awake', true)
    return ++blockers
  },
  stop: () => note('awake', false),
}

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (
      handler: (contents: unknown, permission: string, answer: (yes: boolean) => void) => void,
    ) => {
      for (const permission of ['media', 'geolocation', 'notifications'])
        handler(null, permission, (yes) => note('permission', { permission, yes }))
    },
    setPermissionCheckHandler(): void {},
  },
}

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
}

export default {
  app,
  BrowserWindow,
  protocol,
  ipcMain,
  Menu,
  dialog,
  shell,
  clipboard,
  globalShortcut,
  Notification,
  powerSaveBlocker,
  session,
  screen,
}

/** What the test asks for, by name. */
const requests: Record<string, (argument: never) => unknown> = {
  seen: () => seen,
  answer: (answer: unknown) => answers.push(answer),
  emit: ([name, ...args]: [string, ...unknown[]]) => app.emit(name, new CancelableEvent(), ...args),
  quit: () => app.quit(),
  closeWindow: () => windows[0]?.destroyPage(),
  blur: () => windows[0]?.blur(),
  menu: (label: string) => findItem(label)?.click?.() ?? null,
  menuLabels: () => JSON.parse(JSON.stringify(menu)),
  shortcut: (accelerator: string) => shortcuts.get(accelerator)?.(),
  shortcuts: () => [...shortcuts.keys()],
  copy: (data: Record<string, string>) => {
    copied = Object.fromEntries(
      Object.entries(data).map(([type, value]) => [type, existsSync(value) ? readFileSync(value) : value]),
    )
  },
  copied: () => copied,
  clickNotification: () => notifications.at(-1)?.emit('click'),
  /** A call from somewhere that is not our window. */
  forge: async ([url, channel, ...args]: [string, string, ...unknown[]]) =>
    invoke(windows[0]?.webContents ?? new WebContents(), url, channel, args),
  navigate: (url: string) => {
    const event = new CancelableEvent()
    windows[0]?.webContents.emit('will-navigate', event, url)
    return event.defaultPrevented
  },
  openWindow: (url: string) => windows[0]?.webContents.openHandler({ url }),
}

process.on('message', async ({ id, request, argument }: { id: number; request: string; argument: never }) => {
  try {
    const value = await requests[request]?.(argument)
    process.send?.({ id, value: value ?? null })
  } catch (error) {
    process.send?.({ id, error: String(error) })
  }
})

/**
 * Electron where its binary can't be had: the parts that Inkleaf uses, with a page in Chromium as the window. The
 * test that started this process owns the browser and talks to it over Node's IPC. It shows nothing of sandboxing,
 * structured clone, real custom schemes or native menus: real Electron does, with the same specs.
 */
import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import Database from 'better-sqlite3'
import { Chromium, ChromiumPage } from './cdp.ts'
import { preloadScript } from './preload-page.ts'
import { safeStorage } from './safe-storage.ts'

export { safeStorage }

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
  setActivationPolicy(): void {}
  // As Electron before its loop runs: nobody hears of it.
  exit = (code = 0) => (process as unknown as { reallyExit(code: number): void }).reallyExit(code)
  getVersion = () => '0.0.0'
  getAppMetrics = () => [{ pid: process.pid, memory: { workingSetSize: 1 } }]
  getLocale = () => process.env['INKLEAF_TEST_LOCALE'] ?? 'en'
  getPath = (name: string) => `${process.env['INKLEAF_HOME'] ?? homedir()}/${name}`
  requestSingleInstanceLock = () => true
  /** The system that the test wants the app to believe in; native modules are loaded before it is told so. */
  whenReady = async () => {
    const platform = process.env['INKLEAF_TEST_PLATFORM']
    if (!platform || process.platform === platform) return
    new Database(':memory:').close()
    Object.defineProperty(process, 'platform', { value: platform })
  }
  setAsDefaultProtocolClient = () => true
  addRecentDocument = (path: string) => note('recent', path)
  setBadgeCount = (count = 0) => note('badge', count)
  getLoginItemSettings = () => ({ openAtLogin: this.#loginItem })
  setLoginItemSettings({ openAtLogin = false }: { openAtLogin?: boolean }): void {
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
  page: ChromiumPage | null = null
  /** What was sent before the page was there. */
  #early: string[] = []
  #destroyed = false
  openHandler: (details: { url: string }) => unknown = () => ({ action: 'allow' })
  constructor() {
    super()
    app.emit('web-contents-created', {}, this)
    this.once('destroyed', () => {
      this.#destroyed = true
    })
  }
  isDestroyed = () => this.#destroyed
  /** Where the page is, in the app's own scheme. */
  url = () => toScheme(this.page?.url ?? '')
  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.openHandler = handler
  }
  send(channel: string, ...args: unknown[]): void {
    this.run(`window.__receive(${JSON.stringify(channel)}, ${JSON.stringify(args)})`)
  }
  startDrag({ file }: { file: string }): void {
    note('drag', { file, text: readFileSync(file, 'utf8') })
  }
  run(expression: string): void {
    if (this.page) void this.page.send('Runtime.evaluate', { expression }).catch(() => {})
    else this.#early.push(expression)
  }
  attach(page: ChromiumPage): void {
    this.page = page
    for (const expression of this.#early.splice(0)) this.run(expression)
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents()
  readonly #options: { width?: number; height?: number; webPreferences: { preload: string } }
  #focused = true

  constructor(options: BrowserWindow['optionsType']) {
    super()
    this.#options = options
    windows.push(this)
    note('window', { ...options, webPreferences: { ...options.webPreferences, preload: undefined } })
  }
  declare optionsType: { width?: number; height?: number; webPreferences: { preload: string } }

  async loadURL(url: string): Promise<void> {
    const chromium = await Chromium.connect(process.env['INKLEAF_TEST_BROWSER'] ?? '')
    const contents = this.webContents
    await ChromiumPage.open(chromium, toHttps(url), {
      script: preloadScript(readFileSync(this.#options.webPreferences.preload, 'utf8')),
      pattern: 'https://*.standin.test/*',
      answer: serve,
      onCall: (payload) => void answerCall(contents, payload),
      onClosed: () => {
        contents.emit('destroyed')
        windows.splice(windows.indexOf(this), 1)
        this.emit('closed')
        if (windows.length === 0) app.emit('window-all-closed')
      },
      onPage: (opened) => contents.attach(opened),
    })
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
  getNormalBounds = () => this.#bounds
  setBounds(bounds: Partial<{ x: number; y: number; width: number; height: number }>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('resized')
  }
  #bounds = { x: 10, y: 20, width: 800, height: 600 }
  setProgressBar = (progress: number) => note('progress', progress)
  previewFile = (path: string) => note('quickLook', path)
  async destroyPage(): Promise<void> {
    const closed = new Promise((done) => this.once('closed', done))
    await this.webContents.page?.close()
    await Promise.race([closed, new Promise((done) => setTimeout(done, 1000))])
  }
}

/** A call of the preload's: over IPC, or for a file's true path, which only the browser itself knows. */
async function answerCall(contents: WebContents, payload: string): Promise<void> {
  const { id, what, args } = JSON.parse(payload, decodeBytes) as { id: number; what: string; args: [string & number] }
  try {
    const value = what === 'invoke' ? await invoke(contents, contents.url(), ...args) : await pathOf(contents, args[0])
    contents.run(`window.__settle(${id}, ${JSON.stringify(value ?? null)}, null)`)
  } catch (error) {
    contents.run(`window.__settle(${id}, null, ${JSON.stringify(String(error))})`)
  }
}

function decodeBytes(_key: string, value: unknown): unknown {
  const bytes = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : null
  return typeof bytes === 'string' && Object.keys(value as object).length === 1
    ? new Uint8Array(Buffer.from(bytes, 'base64'))
    : value
}

async function pathOf({ page }: WebContents, index: number): Promise<string> {
  if (!page) return ''
  const { result } = await page.send('Runtime.evaluate', { expression: `window.__files[${index}]` })
  const { objectId } = result as { objectId?: string }
  return objectId ? String((await page.send('DOM.getFileInfo', { objectId }))['path']) : ''
}

type SchemeHandler = (request: Request) => Response | Promise<Response>
const schemes = new Map<string, SchemeHandler>()
export const protocol = {
  registerSchemesAsPrivileged(): void {},
  handle: (scheme: string, handler: SchemeHandler) => void schemes.set(scheme, handler),
}

/** `inkleaf-app://window/x` as an address that Chromium takes, whose requests never leave it. */
function toHttps(url: string): string {
  return url.replace(/^([\w-]+):\/\/window/, 'https://$1.standin.test')
}

function toScheme(url: string): string {
  return url.replace(/^https:\/\/([\w-]+)\.standin\.test/, '$1://window')
}

async function serve(url: string, method: string): Promise<Response | null> {
  const asked = toScheme(url)
  const handler = schemes.get(asked.slice(0, asked.indexOf(':')))
  return handler ? handler(new Request(asked, { method })) : null
}

// As Electron has it: whoever handles a call says what its arguments are.
// biome-ignore lint/suspicious/noExplicitAny: the same in electron.d.ts
type Handler = (event: any, ...args: any[]) => unknown
const handlers = new Map<string, Handler>()
export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
})

async function invoke(sender: WebContents, url: string, channel: string, ...args: unknown[]): Promise<unknown> {
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

let trays: Tray[] = []
export class Tray {
  readonly icon: { png: Buffer }
  menu: MenuTemplate[] = []
  constructor(icon: { png: Buffer }) {
    this.icon = icon
    trays.push(this)
  }
  setToolTip(): void {}
  setContextMenu(template: MenuTemplate[]): void {
    this.menu = template
  }
  destroy(): void {
    trays = trays.filter((one) => one !== this)
  }
}
export class ShareMenu {
  readonly #files: readonly string[]
  constructor({ filePaths = [] }: { filePaths?: string[] }) {
    this.#files = filePaths
  }
  popup(): void {
    note('share', this.#files)
  }
  closePopup(): void {}
}
export const nativeImage = {
  createFromBuffer: (png: Buffer) => ({ png, setTemplateImage(): void {} }),
}

const power = { onBattery: false, thermal: 'nominal' }
export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower: () => power.onBattery,
  getCurrentThermalState: () => power.thermal,
})

/** Updates are off where the app is not packaged. */
export const autoUpdater = new EventEmitter()

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
  Tray,
  nativeImage,
  powerMonitor,
  powerSaveBlocker,
  ShareMenu,
  session,
  safeStorage,
  screen,
}

/** What the test asks for, by name. */
const requests: Record<string, (argument: never) => unknown> = {
  power: (now: Partial<typeof power>) => {
    Object.assign(power, now)
    powerMonitor.emit(now.thermal === undefined ? 'on-battery' : 'thermal-state-change')
  },
  seen: () => seen,
  answer: (answer: unknown) => answers.push(answer),
  emit: ([name, ...args]: [string, ...unknown[]]) => app.emit(name, new CancelableEvent(), ...args),
  quit: () => app.quit(),
  setBounds: (bounds: { x: number; y: number; width: number; height: number }) => windows[0]?.setBounds(bounds),
  closeWindow: () => windows[0]?.destroyPage(),
  blur: () => windows[0]?.blur(),
  menu: (label: string) => findItem(label)?.click?.() ?? null,
  trayLabels: () => trays[0]?.menu.map(({ label, role }) => label ?? role ?? '') ?? null,
  trayIcon: () => trays[0]?.icon.png.toString('base64') ?? null,
  tray: (label: string) => findItem(label, trays[0]?.menu ?? [])?.click?.() ?? null,
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
    invoke(windows[0]?.webContents ?? new WebContents(), url, channel, ...args),
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

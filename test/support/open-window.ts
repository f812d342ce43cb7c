/** The window as a user has it: on the desktop (with Electron or its stand-in) or in a browser. The specs can't tell. */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type BrowserContext, chromium, type ElectronApplication, _electron as electron, type Page } from 'playwright'

const project = resolve(import.meta.dirname, '../..')
/** Debian's, or on a Mac the one that is in Applications. */
export const CHROMIUM =
  process.platform === 'darwin' ? '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' : '/usr/bin/chromium'

export type Kind = 'stand-in' | 'browser' | 'electron'

/** Real Electron where its program is installed. */
export const kinds: Kind[] = hasElectron() ? ['stand-in', 'browser', 'electron'] : ['stand-in', 'browser']
export const desktopKinds = kinds.filter((kind) => kind !== 'browser')

export interface TestWindow {
  kind: Kind
  page: Page
  home: string
  /** Asks the stand-in; see its `requests`. */
  ask<T = unknown>(request: string, argument?: unknown): Promise<T>
  /** Ends as by the user's wish, and waits for it. */
  quit(): Promise<void>
  /** Ends at once, as by a crash. */
  kill(): Promise<void>
  process: ChildProcess | null
  /** From the start of its process until the queue could be used; a browser's own start is not in it. */
  interactiveMs: number
}

type Opened = Omit<TestWindow, 'interactiveMs'> & { startedAt: number }

export interface OpenOptions {
  kind: Kind
  home?: string
  files?: readonly string[]
  /** Default: PDF pages are recognised, never taken from their text layer, so that they take their time. */
  settings?: object
  env?: NodeJS.ProcessEnv
  viewport?: { width: number; height: number }
}

/** `serve` on a port that was used before, for a window that is open there: its server again after an end. */
export async function serveAgain(home: string, port: number): Promise<ChildProcess> {
  const { child } = await startServer(home, port, [], {})
  return child
}

export async function openIn(
  scratch: string,
  { kind, home, files = [], settings, env = {}, viewport }: OpenOptions,
): Promise<TestWindow> {
  const folder = home ?? join(scratch, 'home')
  if (!home) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings ?? { reading: { textLayer: 'never' } }))
  }
  const size = viewport ?? { width: 1280, height: 840 }
  const opened =
    kind === 'electron'
      ? await openElectron(folder, files, env)
      : kind === 'stand-in'
        ? await openStandIn(scratch, folder, files, env, size)
        : await openBrowser(scratch, folder, files, env, size)
  await opened.page.getByRole('tab', { name: /Queue|队列/ }).waitFor()
  return { ...opened, interactiveMs: performance.now() - opened.startedAt }
}

/** A browser of its own for each window, so that nothing of one is in another. */
async function newBrowser(
  scratch: string,
  size: {
    width: number
    height: number
  },
): Promise<{ context: BrowserContext; endpoint: string }> {
  const profile = join(scratch, 'profile')
  mkdirSync(profile, { recursive: true })
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: ['--remote-debugging-port=0'],
    viewport: size,
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  })
  const port = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]
  return { context, endpoint: `http://127.0.0.1:${port}` }
}

async function openStandIn(
  scratch: string,
  home: string,
  files: readonly string[],
  env: NodeJS.ProcessEnv,
  size: { width: number; height: number },
): Promise<Opened> {
  const { context, endpoint } = await newBrowser(scratch, size)
  const startedAt = performance.now()
  const child = fork(join(project, 'out/main/main.js'), [...files], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', join(import.meta.dirname, 'electron/register.mjs')],
    env: { ...process.env, ...env, INKLEAF_HOME: home, INKLEAF_TEST_BROWSER: endpoint },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let last = 0
  child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(value)
    else one?.reject(new Error(error))
  })
  const ask = <T>(request: string, argument?: unknown) =>
    new Promise<T>((done, fail) => {
      waiting.set(++last, { resolve: done as (value: unknown) => void, reject: fail })
      child.send({ id: last, request, argument })
    })
  const died = new Promise<never>((_, fail) =>
    child.once('exit', (code) => fail(new Error(`the main process ended with ${code}`))),
  )
  died.catch(() => {})
  const appeared = until(async () => context.pages().find((one) => one.url().includes('.standin.test')))
  const page = await Promise.race([appeared, died])
  await page.setViewportSize(size)
  for (const other of context.pages()) if (other !== page) await other.close()
  await page.bringToFront()
  const gone = async (signal: NodeJS.Signals | null) => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((done) => child.once('exit', done))
      if (signal) child.kill(signal)
      else await ask('quit').catch(() => {})
      await exited
    }
    await context.close().catch(() => {})
  }
  return {
    startedAt,
    kind: 'stand-in',
    page,
    home,
    ask,
    process: child,
    quit: () => gone(null),
    kill: () => gone('SIGKILL'),
  }
}

async function openBrowser(
  scratch: string,
  home: string,
  files: readonly string[],
  env: NodeJS.ProcessEnv,
  size: { width: number; height: number },
): Promise<Opened> {
  const { context } = await newBrowser(scratch, size)
  const startedAt = performance.now()
  const { child, address } = await startServer(home, 0, files, env)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(address)
  const gone = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((done) => child.once('exit', done))
      child.kill(signal)
      await exited
    }
    await context.close().catch(() => {})
  }
  const ask = async () => {
    throw new Error('there is no desktop here')
  }
  return {
    startedAt,
    kind: 'browser',
    page,
    home,
    ask,
    process: child,
    quit: () => gone('SIGTERM'),
    kill: () => gone('SIGKILL'),
  }
}

/** Resolves when it has said where it is. */
async function startServer(home: string, port: number, files: readonly string[], env: NodeJS.ProcessEnv) {
  const main = join(project, 'src-main/cli/main.ts')
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'serve', '--port', String(port), ...files],
    {
      env: { ...process.env, ...env, INKLEAF_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const address = await new Promise<string>((done, fail) => {
    let said = ''
    child.stdout.on('data', (part) => {
      said += part
      const found = /http:\S+/.exec(said)
      if (found) done(found[0])
    })
    child.once('exit', (code) => fail(new Error(`serve ended with ${code}`)))
  })
  return { child, address }
}

async function openElectron(home: string, files: readonly string[], env: NodeJS.ProcessEnv): Promise<Opened> {
  const startedAt = performance.now()
  const app: ElectronApplication = await electron.launch({
    args: [project, ...files],
    env: { ...(process.env as Record<string, string>), ...(env as Record<string, string>), INKLEAF_HOME: home },
  })
  const page = await app.firstWindow()
  const ask = async () => {
    throw new Error('real Electron is not asked through the stand-in')
  }
  return {
    startedAt,
    kind: 'electron',
    page,
    home,
    ask,
    process: app.process(),
    quit: () => app.close(),
    kill: async () => void app.process().kill('SIGKILL'),
  }
}

function hasElectron(): boolean {
  try {
    const folder = resolve(createRequire(import.meta.url).resolve('electron/package.json'), '..')
    return existsSync(join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8')))
  } catch {
    return false
  }
}

/** Drops files on the window as the system does: the browser itself makes the drag. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  // Until the page has said that it takes them a drop is refused.
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data })
    await delay(20)
  }
  await cdp.detach()
}

/** Waits until `probe` gives something. */
export async function until<T>(probe: () => Promise<T | null | undefined | false>, timeoutMs = 60_000): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const found = await probe()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited for ${timeoutMs} ms: ${probe}`)
    await delay(50)
  }
}

/**
 * `npm run dev [-- FILES]`: Inkleaf while it is worked on. The window comes from Vite's dev server: a change in it is there at
 * once. A change in the core starts that again, one in the recognition process only the process. In a browser; on the desktop
 * with `--desktop`, where Electron is there. Its data folder is `.inkleaf/dev`, unless INKLEAF_HOME names another.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { watch } from 'chokidar'
import { createServer, type InlineConfig } from 'vite'
import config from '../../electron.vite.config.ts'
import { ControlClient } from '../../src-main/app/control-client.ts'
import { resolveRuntime } from '../../src-main/app/runtime.ts'
import { installFolder, projectFolder, say } from '../setup/common.mjs'
import { findElectron } from '../setup/electron.mjs'
import { buildWindow } from '../setup/window.mjs'

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    desktop: { type: 'boolean', default: false },
    port: { type: 'string', default: '5173' },
    'core-port': { type: 'string', default: '54189' },
    open: { type: 'boolean', default: false },
  },
})

process.env['INKLEAF_HOME'] ??= join(installFolder, 'dev')
const runtime = resolveRuntime()
const window = Number(values.port)
const core = Number(values['core-port'])

const server = await createServer({
  ...(config as { renderer: InlineConfig }).renderer,
  configFile: false,
  clearScreen: false,
  server: {
    host: '127.0.0.1',
    port: window,
    strictPort: true,
    proxy: Object.fromEntries(
      // What is the core's; all else are sources of the window.
      ['^/w/[^/]+/bridge/', '^/w/[^/]+/(pages|exports)/', '^/\\?key=', '/enter.js'].map((path) => [
        path,
        { target: `http://127.0.0.1:${core}`, ws: path.endsWith('bridge/') },
      ]),
    ),
  },
})
await server.listen().catch((caught: Error) => {
  say(`Port ${window} can't be had (${caught.message}). Is \`npm run dev\` running already? --port takes another.`)
  process.exit(1)
})

let running: ChildProcess | null = null
let isEnding = false

if (values.desktop) await startDesktop()
else startCore(files)

/** The core as `serve` runs it; the address that it prints leads to its built window, ours to the one that is worked on. */
function startCore(given: readonly string[]): void {
  const main = join(projectFolder, 'src-main', 'cli', 'main.ts')
  const args = ['--disable-warning=ExperimentalWarning', main, 'serve', '--port', String(core), ...given]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  running = child
  createInterface({ input: child.stdout }).on('line', (line) =>
    console.log(line.replace(/http:\/\/127\.0\.0\.1:\d+/, `http://127.0.0.1:${window}`)),
  )
  child.once('exit', (code) => {
    if (running === child && !isEnding) say(`The core ended (${code}). It is started again when a file changes.`)
  })
}

async function startDesktop(): Promise<void> {
  const electron = findElectron()
  if (!electron) {
    say("Electron's program is not there; without --desktop the window opens in a browser.")
    process.exit(1)
  }
  // Electron runs what is built.
  await buildWindow(process.execPath)
  const env = { ...process.env, ELECTRON_RENDERER_URL: `http://127.0.0.1:${window}` }
  running = spawn(electron, [projectFolder, ...files], { stdio: 'inherit', env })
}

async function startAgain(): Promise<void> {
  const old = running
  running = null
  if (old && old.exitCode === null && old.signalCode === null) {
    old.kill('SIGTERM')
    await once(old, 'exit')
  }
  if (isEnding) return
  if (values.desktop) await startDesktop()
  else startCore([])
}

async function restartEngine(): Promise<void> {
  const client = await ControlClient.connect(runtime.controlSocket)
  try {
    await client.call('engine.restart', { engine: 'local' })
  } finally {
    client.close()
  }
}

let changes: Promise<unknown> = Promise.resolve()
const due = new Set<string>()
/** Editors write a file in several steps, and several files at once. */
const TOGETHER_MS = 100

const watcher = watch(
  ['src-main', 'src-preload', 'python-sidecar'].map((name) => join(projectFolder, name)),
  {
    ignoreInitial: true,
    ignored: (path, stats) =>
      /node_modules|__pycache__|\/training/.test(path) ||
      (stats?.isFile() === true && !/\.(ts|json|py)$/.test(path)) ||
      /test/.test(path.slice(path.lastIndexOf('/'))),
  },
)
watcher.on('all', (_event, path) => {
  if (due.size === 0) setTimeout(flush, TOGETHER_MS)
  due.add(path)
})

function flush(): void {
  const paths = [...due]
  due.clear()
  const start = performance.now()
  const isPython = paths.every((path) => path.endsWith('.py'))
  const what = paths.map((path) => relative(projectFolder, path)).join(', ')
  changes = changes.then(isPython ? restartEngine : startAgain).then(
    () =>
      say(
        `${what}: ${isPython ? 'recognition process' : 'core'} started again, ${Math.round(performance.now() - start)} ms`,
      ),
    (caught: Error) => say(`${what}: ${caught.message}`),
  )
}

// Vite ends the process by itself on SIGTERM, with the core left alone.
process.removeAllListeners('SIGTERM')
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    isEnding = true
    await watcher.close()
    if (running && running.exitCode === null) {
      running.kill('SIGTERM')
      await once(running, 'exit')
    }
    await server.close()
    process.exit(0)
  })

if (!existsSync(runtime.python)) say(`There is no ${runtime.python}: run \`npm run setup\`.`)

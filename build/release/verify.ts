/**
 * `npm run verify -- APP`: what was packed does what it should, in the hands of the system. On a Mac: signature, notarisation
 * (where it is signed by somebody), fuses, Open With. Everywhere: its command reads the sample and the history has it.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { configurationFile } from '../package/configuration.ts'
import { projectFolder, say } from '../setup/common.mjs'

const PATIENCE_MS = 60_000
const isMac = process.platform === 'darwin'

const app = resolve(process.argv[2] ?? '')
const resources = isMac ? join(app, 'Contents', 'Resources') : join(app, 'resources')
const launcher = join(resources, 'bin', 'inkleaf')
const sample = join(resources, 'sample.pdf')
const home = mkdtempSync(join(tmpdir(), 'inkleaf-verify-'))
const env = { ...process.env, INKLEAF_HOME: home }

const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', env, timeout: 300_000 })
const inkleaf = (...args: string[]) => run(launcher, ...args)

try {
  if (!existsSync(launcher)) throw new Error(`${app} is no Inkleaf: there is no ${launcher}`)
  check('its version', () => inkleaf('--version').trim())
  for (const mode of ['basic', 'markdown'])
    check(`reads the sample, ${mode}`, () => {
      const text = inkleaf('ocr', '--fresh', '--text-layer', 'never', '--mode', mode, sample)
      if (!text.includes('Harrow Sound')) throw new Error(`it read: ${text.slice(0, 300)}`)
      return `${text.length} characters`
    })
  check('the history has it', () => `${listed().length} documents`)
  if (isMac) await checkOnMac()
} catch (caught) {
  console.error((caught as Error).message)
  process.exitCode = 1
} finally {
  rmSync(home, { recursive: true, force: true })
}

function listed(): { name: string; state: string }[] {
  return JSON.parse(inkleaf('history', 'list', '--json'))
}

function check(title: string, look: () => string): void {
  say(`${title}: ${look()}`)
}

async function checkOnMac(): Promise<void> {
  check('signature', () => run('codesign', '--verify', '--deep', '--strict', app) || 'whole')
  check('fuses', fuses)
  if (process.env['NOTARISED'] === 'true') {
    check('notarised', () => run('xcrun', 'stapler', 'validate', app).trim())
    check('Gatekeeper', () => run('spctl', '--assess', '--type', 'execute', '--verbose', app) || 'accepted')
  }
  await checkOpenWith()
}

/** As the configuration has them, by their names there. */
function fuses(): string {
  const program = join(projectFolder, 'node_modules', '.bin', 'electron-fuses')
  const said = run(program, 'read', '--app', app)
  const wanted: Record<string, boolean> = JSON.parse(readFileSync(configurationFile, 'utf8')).electronFuses
  for (const [name, isOn] of Object.entries(wanted)) {
    const line = new RegExp(`^\\s*${name} is (Enabled|Disabled)`, 'im').exec(said)
    if (line?.[1] !== (isOn ? 'Enabled' : 'Disabled'))
      throw new Error(`The fuse ${name} is not as it should be:\n${said}`)
  }
  return `${Object.keys(wanted).length} as configured`
}

/** As Finder does it; the app finds its data folder in the environment that launchd has. */
async function checkOpenWith(): Promise<void> {
  // It lies in no Applications folder here, and would ask whether it may move there.
  writeFileSync(join(home, 'asked-to-move'), '')
  run('launchctl', 'setenv', 'INKLEAF_HOME', home)
  try {
    run('open', '-g', '-a', app, join(projectFolder, 'test', 'fixtures', 'page.png'))
    const until = Date.now() + PATIENCE_MS
    while (!listed().some(({ name, state }) => name === 'page.png' && state === 'completed')) {
      if (Date.now() > until) throw new Error('Open With: no document came')
      await delay(1000)
    }
    check('Open With', () => 'page.png was read')
  } finally {
    run('launchctl', 'unsetenv', 'INKLEAF_HOME')
    try {
      run('osascript', '-e', 'quit app "Inkleaf"')
    } catch (caught) {
      say(`It did not quit: ${(caught as Error).message}`)
    }
  }
}

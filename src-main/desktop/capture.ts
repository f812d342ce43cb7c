/** Text from Screen: a part of the screen is chosen, read, and its text put on the clipboard. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { clipboard, globalShortcut, Notification } from 'electron'
import { hasEnded } from '../../src-preload/model.ts'
import type { App } from '../app/create-app.ts'
import type { Runtime } from '../app/runtime.ts'
import { InkleafError } from '../errors.ts'
import type { Actions } from './actions.ts'
import { defaults, pictureName } from './adding.ts'
import { isMac } from './platform.ts'
import type { MainWindow } from './window.ts'

/** For the tests, where there is no macOS. */
const SCREENCAPTURE = process.env['INKLEAF_SCREENCAPTURE']

/** Ahead of everything in the queue: somebody waits for it. */
const PRIORITY = 10

export function canCapture(): boolean {
  return isMac() || SCREENCAPTURE !== undefined
}

export async function captureScreen(core: App, window: MainWindow, runtime: Runtime): Promise<string | null> {
  if (!canCapture()) throw new InkleafError('not_here', 'input', 'Text from Screen is there on macOS only.')
  await mkdir(runtime.uploadsFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(runtime.uploadsFolder, 's-'))
  try {
    const path = join(folder, pictureName('Screen'))
    // -i: the user chooses a part; -x: no sound. Escape leaves no file.
    await runProgram(SCREENCAPTURE ?? '/usr/sbin/screencapture', ['-i', '-x', path])
    const chosen = await stat(path).then(
      (s) => s.size > 0,
      () => false,
    )
    if (!chosen) return null
    const options = { ...defaults(core), priority: PRIORITY }
    const additions = await core.addUpload({ paths: [path], options })
    window.send({ type: 'added', additions })
    const jobId = additions.added[0]?.job.id
    if (jobId === undefined) return null
    const text = await textOf(core, jobId)
    await clipboard.writeText(text)
    if (core.settings.desktop.notifications && !window.isFocused())
      new Notification({
        title: text === '' ? 'No text found' : 'Text copied',
        body: text.slice(0, 120),
        silent: true,
      }).show()
    return text
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function textOf(core: App, jobId: string): Promise<string> {
  await new Promise<void>((resolve) => {
    const listen = (event: { type: string; job?: { id: string; state: Parameters<typeof hasEnded>[0] } }) => {
      if (event.type !== 'job' || event.job?.id !== jobId || !hasEnded(event.job.state)) return
      core.queue.off('event', listen)
      resolve()
    }
    core.queue.on('event', listen)
    void core.history.job(jobId).then((job) => listen({ type: 'job', job }))
  })
  const pages = await core.history.pages(jobId)
  return pages.map(({ result }) => result?.text ?? '').join('\n')
}

/** The global shortcuts, as the settings say; they change with them. */
export function setUpCapture(core: App, window: MainWindow, actions: Actions): void {
  let registered = ''
  const register = () => {
    const { screenShortcut, clipboardShortcut } = core.settings.desktop
    const wanted = JSON.stringify([screenShortcut, clipboardShortcut])
    if (wanted === registered) return
    registered = wanted
    globalShortcut.unregisterAll()
    const bind = (accelerator: string, action: 'captureScreen' | 'readClipboard') => {
      if (accelerator === '') return
      try {
        globalShortcut.register(accelerator, () => void actions[action]().catch((error: unknown) => tell(error)))
      } catch (error) {
        tell(error)
      }
    }
    if (canCapture()) bind(screenShortcut, 'captureScreen')
    bind(clipboardShortcut, 'readClipboard')
  }
  const tell = (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    if (!window.isFocused()) new Notification({ title: 'Inkleaf', body: message }).show()
  }
  register()
  core.onSettings(register)
}

/** Runs a program and tells its exit code; none of ours prints anything of use. */
function runProgram(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore' })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Text from Screen: a part of the screen is chosen, read, and its text put on the clipboard. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { clipboard, globalShortcut, Notification } from 'electron'
import type { Additions, CoreEvent } from '../../src-preload/contract.ts'
import { hasEnded, type JobView } from '../../src-preload/model.ts'
import type { CorePort } from '../app/port.ts'
import type { Runtime } from '../app/runtime.ts'
import { InkleafError } from '../errors.ts'
import type { Actions } from './actions.ts'
import { captureDefaults, pictureName } from './adding.ts'
import { isMac } from './platform.ts'
import type { MainWindow } from './window.ts'

/** For the tests, where there is no macOS. */
const SCREENCAPTURE = process.env['INKLEAF_SCREENCAPTURE']

/** Ahead of everything in the queue: somebody waits for it. */
const PRIORITY = 10

export function canCapture(): boolean {
  return isMac() || SCREENCAPTURE !== undefined
}

export async function captureScreen(core: CorePort, window: MainWindow, runtime: Runtime): Promise<string | null> {
  if (!canCapture()) throw new InkleafError('not_here', 'input', 'Text from Screen is there on macOS only.')
  await mkdir(runtime.uploadsFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(runtime.uploadsFolder, 's-'))
  let additions: Additions
  try {
    const path = join(folder, pictureName('Screen'))
    // -i: the user chooses a part; -x: no sound. Escape leaves no file.
    await runProgram(SCREENCAPTURE ?? '/usr/sbin/screencapture', ['-i', '-x', path])
    const chosen = await stat(path).then(
      (s) => s.size > 0,
      () => false,
    )
    if (!chosen) return null
    const options = { ...captureDefaults(core), priority: PRIORITY }
    additions = await core.addUpload({ paths: [path], options })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  window.send({ type: 'added', additions })
  const job = additions.added[0]?.job
  if (!job) return null
  const text = await textOf(core, job.id)
  if (text !== '') await clipboard.writeText(text)
  if (core.settings.desktop.notifications && !window.isFocused()) {
    const title = text === '' ? 'No text found' : 'Text copied'
    new Notification({ title, body: job.private ? '' : text.slice(0, 120), silent: true }).show()
  }
  return text
}

/** Throws where the job ends without a text: what was on the clipboard then stays. */
async function textOf(core: CorePort, jobId: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<JobView>()
  const gone = () => reject(new InkleafError('cancelled', 'input', 'The capture was deleted before it was read.'))
  const listen = (event: CoreEvent) => {
    if (event.type === 'removed' && event.jobIds.includes(jobId)) gone()
    if (event.type === 'job' && event.job.id === jobId && hasEnded(event.job.state)) resolve(event.job)
  }
  const endListening = core.onEvent(listen)
  core.history.job(jobId).then((job) => listen({ type: 'job', job }), gone)
  const job = await promise.finally(() => endListening())
  const pages = await core.history.pages(jobId)
  const failure = job.error ?? pages.find(({ error }) => error)?.error
  if (job.state === 'failed' || job.state === 'cancelled')
    throw new InkleafError(failure?.code ?? 'cancelled', 'input', failure?.message ?? 'The capture was not read.')
  return pages.map(({ result }) => result?.text ?? '').join('\n')
}

/** The global shortcuts, as the settings say; they change with them. */
export function setUpCapture(core: CorePort, window: MainWindow, actions: Actions): void {
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
        const free = globalShortcut.register(accelerator, () => void actions[action]().catch(window.report))
        if (!free) window.report(new InkleafError('shortcut_taken', 'input', `Another app has ${accelerator}.`))
      } catch {
        window.report(new InkleafError('bad_shortcut', 'input', `${accelerator} is no shortcut.`))
      }
    }
    if (canCapture()) bind(screenShortcut, 'captureScreen')
    bind(clipboardShortcut, 'readClipboard')
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

/** The contract over IPC. Whoever is not our window gets an error; so does a call that makes no sense. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { z } from 'zod'
import { desktopActions } from '../../src-preload/bridge-types.ts'
import { channels } from '../../src-preload/channels.ts'
import type { WireAnswer } from '../../src-preload/contract.ts'
import { jobOptions } from '../../src-preload/model.ts'
import type { CorePort } from '../app/port.ts'
import { answer } from '../app/run-command.ts'
import type { Runtime } from '../app/runtime.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { Actions } from './actions.ts'
import { addFiles } from './adding.ts'
import { isOurs } from './security.ts'
import type { MainWindow } from './window.ts'

const given = z.array(
  z.union([z.object({ path: z.string().min(1) }), z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) })]),
)
const action = z.enum(desktopActions)

export interface Opened {
  core: CorePort
  actions: Actions
}

export function setUpIpc(opening: Promise<Opened | null>, window: MainWindow, runtime: Runtime): void {
  const opened = async (): Promise<Opened> => {
    const both = await opening
    if (both) return both
    throw new InkleafError('stopped', 'transient', 'Inkleaf is being closed.')
  }
  handle(channels.call, window, async (command, input) =>
    answer((await opened()).core.handlers, 'window', command, input),
  )
  handle(channels.act, window, async (name, argument) => ({
    result: await (await opened()).actions[action.parse(name)](argument),
  }))
  handle(channels.addFiles, window, async (files, options) => ({
    result: await addFiles((await opened()).core, runtime, given.parse(files), jobOptions.parse(options)),
  }))
  let endFeed: (() => void) | null = null
  handle(channels.subscribe, window, async () => {
    const { core } = await opened()
    endFeed?.()
    const contents = window.current()?.webContents
    if (!contents) return { result: null }
    const end = core.feed.subscribe((message) => {
      if (!contents.isDestroyed()) contents.send(channels.feed, message)
    })
    endFeed = end
    contents.once('destroyed', end)
    window.listening()
    return { result: null }
  })
}

type Answering = (...args: unknown[]) => Promise<WireAnswer>

/** The one wrapper that every channel goes through. */
function handle(channel: string, window: MainWindow, work: Answering): void {
  ipcMain.handle(channel, async (event, ...args: unknown[]): Promise<WireAnswer> => {
    try {
      if (!isOurWindow(event, window))
        throw new InkleafError('wrong_sender', 'input', 'Only the Inkleaf window may ask for this.')
      return await work(...args)
    } catch (caught) {
      if (caught instanceof z.ZodError)
        return { error: { code: 'bad_request', kind: 'input', message: `${channel}: ${caught.issues[0]?.message}` } }
      return { error: coerceError(caught).toFailure() }
    }
  })
}

function isOurWindow({ sender, senderFrame }: IpcMainInvokeEvent, window: MainWindow): boolean {
  return sender === window.current()?.webContents && senderFrame?.parent === null && isOurs(senderFrame.url)
}

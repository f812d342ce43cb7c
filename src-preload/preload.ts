/** The preload script: the contract over IPC, as named functions and nothing more. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, DesktopAction, WindowMessage } from './bridge-types.ts'
import { channels } from './channels.ts'
import type { FeedMessage, WireAnswer } from './contract.ts'

async function ask(channel: string, ...args: unknown[]): Promise<unknown> {
  const answer = (await ipcRenderer.invoke(channel, ...args)) as WireAnswer
  if ('result' in answer) return answer.result
  // Only an error's message gets through the context bridge: the code goes with it, and the window takes it off.
  throw new Error(`${answer.error.code}: ${answer.error.message}`)
}

function listen<T>(channel: string, listener: (message: T) => void): () => void {
  const heard = (_event: unknown, message: T) => listener(message)
  ipcRenderer.on(channel, heard)
  return () => ipcRenderer.off(channel, heard)
}

const bridge: Bridge = {
  kind: 'desktop',
  call: (command, input) => ask(channels.call, command, input) as never,
  onFeed: (listener) => {
    const end = listen<FeedMessage>(channels.feed, listener)
    // Main subscribes this window now: snapshot first, then events.
    void ipcRenderer.invoke(channels.subscribe)
    return end
  },
  addFiles: async (files, options) => {
    const paths = await Promise.all(files.map((file) => webUtils.getPathForFile(file)))
    // A picture that was pasted has no path: its bytes go along.
    const given = await Promise.all(
      files.map(async (file, at) =>
        paths[at] ? { path: paths[at] } : { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
      ),
    )
    return ask(channels.addFiles, given, options) as never
  },
  desktop: {
    act: (action: DesktopAction, argument?: unknown) => ask(channels.act, action, argument),
    onMessage: (listener) => listen<WindowMessage>(channels.message, listener),
  },
}

contextBridge.exposeInMainWorld('inkleaf', bridge)

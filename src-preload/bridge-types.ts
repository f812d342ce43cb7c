/** What the renderer finds as `window.inkleaf` on the desktop, and builds for itself in a browser. */
import type { Additions, CommandInput, CommandName, CommandOutput, FeedMessage } from './contract.ts'
import type { JobOptions } from './model.ts'

/** Things that only a desktop can do. Names are the channel's words. */
export const desktopActions = [
  'openFiles',
  'reveal',
  'quickLook',
  'captureScreen',
  'readClipboard',
  'pasteFiles',
  'dragOut',
  'share',
  'exportTo',
  'saveDiagnostics',
  'openExternal',
  'showAbout',
  'watchFolder',
  'watchResults',
  'installCommand',
  'installQuickAction',
  'checkForUpdates',
] as const
export type DesktopAction = (typeof desktopActions)[number]

/** Menu entries and shortcuts that the window itself carries out. */
export type MenuCommand =
  | 'add'
  | 'find'
  | 'replace'
  | 'undo'
  | 'redo'
  | 'selectAll'
  | 'proofread'
  | 'settings'
  | 'monitor'
  | 'showQueue'
  | 'showHistory'
  | 'goToPage'
  | 'nextPage'
  | 'previousPage'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomFit'
  | 'rotate'
  | 'copyPage'
  | 'copyAll'
  | 'export'
  | 'quickLook'
export interface Opened {
  type: 'open'
  jobId: string
  page: number | null
}
export interface Searched {
  type: 'search'
  words: string
}
export type WindowMessage =
  | { type: 'menu'; command: MenuCommand }
  | { type: 'added'; additions: Additions }
  | { type: 'trouble'; message: string }
  | Opened
  | Searched

/** `away`: nothing answers; `locked`: what answers doesn't know this browser. */
export type Loss = 'away' | 'locked'

export interface Bridge {
  kind: 'desktop' | 'browser'
  call<N extends CommandName>(command: N, input: CommandInput<N>): Promise<CommandOutput<N>>
  /** Hears the snapshot first, then the events; again a snapshot after a lost connection. */
  onFeed(listener: (message: FeedMessage) => void, onLost: (loss: Loss) => void): () => void
  addFiles(files: readonly File[], options: JobOptions): Promise<Additions>
  desktop: DesktopBridge | null
}

export interface DesktopBridge {
  act(action: DesktopAction, argument?: unknown): Promise<unknown>
  onMessage(listener: (message: WindowMessage) => void): () => void
}

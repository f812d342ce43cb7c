/** IPC's channels, all of them. */
export const channels = {
  /** A command of the contract. */
  call: 'inkleaf:call',
  /** Begins this window's feed. */
  subscribe: 'inkleaf:subscribe',
  feed: 'inkleaf:feed',
  addFiles: 'inkleaf:add-files',
  /** What only a desktop can do. */
  act: 'inkleaf:act',
  /** From main to the window: menu commands, documents to open. */
  message: 'inkleaf:message',
} as const

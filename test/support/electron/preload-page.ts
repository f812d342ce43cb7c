/** Runs the built preload script in the stand-in's page, with what it needs of Electron. */
export function preloadScript(preload: string): string {
  return `(() => {
  const listeners = new Map()
  window.__files = []
  window.__receive = (channel, args) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args)
  }
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => { window[name] = api } },
    ipcRenderer: {
      invoke: (channel, ...args) => window.__invoke(channel, args),
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      off: (channel, listener) =>
        listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener)),
    },
    // Electron answers at once; the stand-in has to ask the browser.
    webUtils: { getPathForFile: (file) => window.__pathOf(window.__files.push(file) - 1) },
  }
  const module = { exports: {} }
  const require = (name) => {
    if (name === 'electron') return electron
    throw new Error('the sandboxed preload may not require ' + name)
  }
  ;(function (require, module, exports) {
${preload}
  })(require, module, module.exports)
})()`
}

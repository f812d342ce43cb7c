/** Runs the built preload script in the stand-in's page, with what it needs of Electron. Bytes go over in base64. */
export function preloadScript(preload: string): string {
  return `(() => {
  const listeners = new Map()
  const waiting = new Map()
  let last = 0
  const encode = (key, value) =>
    value instanceof Uint8Array ? { bytes: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')) } : value
  const ask = (what, args) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject })
      window.__call(JSON.stringify({ id: last, what, args }, encode))
    })
  window.__files = []
  window.__settle = (id, value, error) => {
    const { resolve, reject } = waiting.get(id)
    waiting.delete(id)
    if (error === null) resolve(value)
    else reject(new Error(error))
  }
  window.__receive = (channel, args) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args)
  }
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => { window[name] = api } },
    ipcRenderer: {
      invoke: (channel, ...args) => ask('invoke', [channel, ...args]),
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      off: (channel, listener) =>
        listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener)),
    },
    // Electron answers at once; the stand-in has to ask the browser.
    webUtils: { getPathForFile: (file) => ask('pathOf', [window.__files.push(file) - 1]) },
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

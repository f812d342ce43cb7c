/** Files on their way into the queue, however they came. */
import { type JobOptions, jobOptions } from '../../src-preload/model.ts'
import { bridge } from '../bridge.ts'
import { takeAdditions, useWindow } from '../store.ts'
import { attempt } from '../ui/toasts.tsx'

export function defaultOptions(): JobOptions {
  return jobOptions.parse(useWindow.getState().settings?.reading ?? {})
}

/** For a picture on the clipboard, which somebody waits for. */
export function captureOptions(): JobOptions {
  const engine = useWindow.getState().settings?.captures.engine
  return { ...defaultOptions(), ...(engine === undefined ? {} : { engine }) }
}

export async function addFiles(files: readonly File[], options = defaultOptions()): Promise<void> {
  if (files.length === 0) return
  const hold = (count: number) => useWindow.setState(({ heldFiles }) => ({ heldFiles: heldFiles + count }))
  hold(files.length)
  const additions = await attempt(bridge.addFiles(files, options)).finally(() => hold(-files.length))
  if (additions) takeAdditions(additions)
}

/** The document that comes with Inkleaf. */
export async function readSample(): Promise<void> {
  const additions = await attempt(bridge.call('app.addSample', {}))
  if (additions) takeAdditions(additions)
}

/** The system's own dialog on the desktop, the browser's elsewhere. */
export async function chooseFiles(options?: JobOptions): Promise<void> {
  if (bridge.desktop) {
    await attempt(bridge.desktop.act('openFiles', options))
    return
  }
  pick((input) => {
    input.multiple = true
  }, options)
}

/** A browser's own dialog for folders; hidden files are left alone. */
export function chooseFolder(): void {
  pick((input) => {
    input.webkitdirectory = true
  })
}

function pick(set: (input: HTMLInputElement) => void, options?: JobOptions): void {
  const input = document.createElement('input')
  input.type = 'file'
  set(input)
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])].filter((file) => !/(^|\/)\./.test(file.webkitRelativePath))
    void addFiles(files, options)
  })
  input.click()
}

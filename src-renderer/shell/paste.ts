/** Pasting a picture, or files that were copied, adds them. */
import { useEffect } from 'react'
import { bridge } from '../bridge.ts'
import { attempt } from '../ui/toasts.tsx'
import { addFiles, captureOptions } from './add-files.ts'

export function usePaste(): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (isTextField(event.target)) return
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length > 0) {
        event.preventDefault()
        void addFiles(files.map(named), files.every(isCopiedPicture) ? captureOptions() : undefined)
      } else if (bridge.desktop) {
        // Files that were copied in Finder reach the clipboard in a form that only main can read.
        void attempt(bridge.desktop.act('pasteFiles'))
      }
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** A part of a picture or a screen, which is no file. */
function isCopiedPicture(file: File): boolean {
  return file.name === 'image.png'
}

/** Every pasted picture is called image.png: the time tells them apart. */
function named(file: File): File {
  if (!isCopiedPicture(file)) return file
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')
  return new File([file], `Pasted ${time}.png`, { type: file.type })
}

/** What was copied elsewhere: a picture, or files. */
import { fileURLToPath } from 'node:url'
import { clipboard } from 'electron'
import { logged } from '../log.ts'

/** Finder's own forms: a list of paths, or one address. */
const PATHS = raw('NSFilenamesPboardType')
const ADDRESS = raw('public.file-url')
const PICTURE = 'image/png'

function raw(format: string): string {
  return `electron application/osclipboard;format="${format}"`
}

/** PNG, or null. */
export async function copiedPicture(): Promise<Uint8Array | null> {
  for (const item of await clipboard.read()) {
    if (!item.types.includes(PICTURE)) continue
    const blob = await item.getType(PICTURE)
    if (blob instanceof Blob) return new Uint8Array(await blob.arrayBuffer())
  }
  return null
}

export async function copiedFiles(): Promise<string[]> {
  const list = await textOf(PATHS)
  const paths = [...list.matchAll(/<string>(.*?)<\/string>/g)].map(([, path]) => unescapeXml(path ?? ''))
  if (paths.length > 0) return paths
  const address = await textOf(ADDRESS)
  return address.startsWith('file://') ? [fileURLToPath(address)] : []
}

async function textOf(type: string): Promise<string> {
  for (const item of await clipboard.read()) {
    // A raw form is not always among the item's types: asking is the only way to know.
    const blob = await item.getType(type).catch(logged('a form of what is on the clipboard can not be had'))
    if (blob instanceof Blob) return blob.text()
  }
  return ''
}

function unescapeXml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

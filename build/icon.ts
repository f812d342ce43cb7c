/** `node build/icon.ts`: draws build/icon.svg in the sizes that macOS wants, and puts them into build/icon.icns. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'

/** Apple's names of PNG entries, by their width in pixels (Icon Image Format; the retina names repeat some of them). */
const ENTRIES = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const

const picture = await loadImage(join(import.meta.dirname, 'icon.svg'))
const parts = ENTRIES.map(([name, width]) => {
  const canvas = createCanvas(width, width)
  canvas.getContext('2d').drawImage(picture, 0, 0, width, width)
  const png = canvas.toBuffer('image/png')
  if (width === 1024) writeFileSync(join(import.meta.dirname, 'icon.png'), png)
  return entry(name, png)
})
writeFileSync(join(import.meta.dirname, 'icon.icns'), entry('icns', Buffer.concat(parts)))

/** Four letters, the length with these eight bytes, the content. */
function entry(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}

/**
 * A TrueType font whose one glyph (beside .notdef) is empty: for text that is there and not seen. Only the tables that a
 * PDF's CIDFontType2 needs (ISO 32000-1, 9.9; OpenType 1.9 for their layout).
 */

export const UNITS_PER_EM = 1000
/** Every character's advance, of UNITS_PER_EM. */
export const ADVANCE = 500
export const ASCENT = 800
export const DESCENT = -200
/** The empty glyph. PDF/A forbids .notdef, also where it is not seen (ISO 19005-2, 6.2.11.8). */
export const EMPTY_GLYPH = 1

export function glyphlessFont(): Uint8Array {
  const tables: [tag: string, bytes: Buffer][] = [
    ['glyf', Buffer.alloc(4)],
    ['head', head()],
    ['hhea', hhea()],
    ['hmtx', shorts(ADVANCE, 0, ADVANCE, 0)],
    ['loca', shorts(0, 0, 0)],
    ['maxp', maxp()],
  ]
  const directory = Buffer.alloc(12 + 16 * tables.length)
  directory.writeUInt32BE(0x00010000, 0)
  directory.writeUInt16BE(tables.length, 4)
  // The largest power of two that fits, its logarithm, and the rest: for a binary search.
  directory.writeUInt16BE(64, 6)
  directory.writeUInt16BE(2, 8)
  directory.writeUInt16BE(16 * tables.length - 64, 10)
  let offset = directory.length
  const bodies = tables.map(([tag, bytes], at) => {
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
    const entry = 12 + 16 * at
    directory.write(tag, entry, 'latin1')
    directory.writeUInt32BE(checksum(padded), entry + 4)
    directory.writeUInt32BE(offset, entry + 8)
    directory.writeUInt32BE(bytes.length, entry + 12)
    offset += padded.length
    return padded
  })
  const font = Buffer.concat([directory, ...bodies])
  const headAt = directory.readUInt32BE(12 + 16 * tables.findIndex(([tag]) => tag === 'head') + 8)
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8)
  return font
}

function head(): Buffer {
  const table = Buffer.alloc(54)
  table.writeUInt32BE(0x00010000, 0)
  table.writeUInt32BE(0x00010000, 4)
  table.writeUInt32BE(0x5f0f3cf5, 12)
  table.writeUInt16BE(UNITS_PER_EM, 18)
  table.writeInt16BE(DESCENT, 38)
  table.writeInt16BE(ADVANCE, 40)
  table.writeInt16BE(ASCENT, 42)
  table.writeUInt16BE(8, 46)
  table.writeInt16BE(2, 48)
  return table
}

function hhea(): Buffer {
  const table = Buffer.alloc(36)
  table.writeUInt32BE(0x00010000, 0)
  table.writeInt16BE(ASCENT, 4)
  table.writeInt16BE(DESCENT, 6)
  table.writeUInt16BE(ADVANCE, 10)
  table.writeInt16BE(1, 18)
  table.writeUInt16BE(2, 34)
  return table
}

function maxp(): Buffer {
  const table = Buffer.alloc(32)
  table.writeUInt32BE(0x00010000, 0)
  table.writeUInt16BE(2, 4)
  table.writeUInt16BE(2, 14)
  return table
}

function shorts(...values: number[]): Buffer {
  const table = Buffer.alloc(2 * values.length)
  for (const [at, value] of values.entries()) table.writeInt16BE(value, 2 * at)
  return table
}

function checksum(bytes: Buffer): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0
  return sum
}

/**
 * A stream of bytes as lines. Only a line feed ends one: readline would also split at U+2028, which JSON leaves raw. A
 * line is put together once, however many pieces it comes in (the split2 package starts over with each piece).
 * Throws an InkleafError `line_too_long` where one has more than `maxLength` UTF-16 units.
 */
import { InkleafError } from './errors.ts'

export async function* linesOf(
  stream: AsyncIterable<Uint8Array>,
  maxLength = Number.POSITIVE_INFINITY,
): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let pieces: string[] = []
  let length = 0
  for await (const part of stream) {
    const text = decoder.decode(part, { stream: true })
    let from = 0
    for (;;) {
      const end = text.indexOf('\n', from)
      const piece = text.slice(from, end < 0 ? text.length : end)
      pieces.push(piece)
      length += piece.length
      if (length > maxLength)
        throw new InkleafError('line_too_long', 'input', `A line has more than ${maxLength} characters.`)
      if (end < 0) break
      yield pieces.join('')
      pieces = []
      length = 0
      from = end + 1
    }
  }
  if (length > 0) yield pieces.join('')
}

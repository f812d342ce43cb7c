import { describe, expect, it } from 'vitest'
import { linesOf } from './lines.ts'

async function* bytes(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? new TextEncoder().encode(part) : part
}

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = []
  for await (const line of lines) found.push(line)
  return found
}

const all = (...parts: (string | Uint8Array)[]) => collected(linesOf(bytes(...parts)))

describe('a stream as lines', () => {
  it('is split at line feeds only, wherever its pieces end', async () => {
    expect(await all('one\ntw', 'o\n\nth\u2028ree', '\nfour')).toEqual(['one', 'two', '', 'th\u2028ree', 'four'])
  })

  it('keeps a character whole that two pieces share', async () => {
    const [first, rest] = [new TextEncoder().encode('潮').slice(0, 1), new TextEncoder().encode('潮').slice(1)]
    expect(await all(first, rest, '\n')).toEqual(['潮'])
  })

  it('puts a line of 64 MB together without starting over with each piece', async () => {
    const piece = new Uint8Array(1 << 14).fill(97)
    let looked = 0
    async function* pieces() {
      for (let n = 0; n < 4096; n++) {
        looked++
        yield piece
      }
    }
    const [line] = await collected(linesOf(pieces()))
    expect([line?.length, looked]).toEqual([64 << 20, 4096])
  })

  it('has no line longer than is allowed', async () => {
    await expect(collected(linesOf(bytes('ab', 'cdef', 'g\nh'), 6))).rejects.toMatchObject({
      code: 'line_too_long',
    })
    expect(await collected(linesOf(bytes('abcdef\nabc'), 6))).toEqual(['abcdef', 'abc'])
  })
})

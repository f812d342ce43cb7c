/** PP-OCRv5's recognition nets for other scripts, run by the fast engine's process. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DrawnPage } from '../../sidecar/client.ts'
import type { SidecarLines } from '../../sidecar/services.ts'
import type { FoundLine, LineReader, ReadLine } from './line-reader.ts'

/** `SCRIPT_PP-OCRv5_rec_mobile.onnx`, as RapidOCR has them. */
const NET = /^([a-z]+)_PP-OCRv5_rec_mobile\.onnx$/

export class NetsReader implements LineReader {
  readonly id = 'ppocrv5'
  readonly #folder: string
  readonly #lines: Pick<SidecarLines, 'read'>

  constructor(folder: string, lines: Pick<SidecarLines, 'read'>) {
    this.#folder = folder
    this.#lines = lines
  }

  languages(): string[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder).flatMap((name) => NET.exec(name)?.[1] ?? [])
  }

  modelOf(script: string): string {
    return `${script}_PP-OCRv5_rec_mobile`
  }

  async read(script: string, page: DrawnPage, lines: readonly FoundLine[], signal: AbortSignal): Promise<ReadLine[]> {
    const net = join(this.#folder, `${this.modelOf(script)}.onnx`)
    const read = await this.#lines.read(
      page,
      lines.map(({ quad }) => quad),
      net,
      signal,
    )
    return read.map(({ text, confidence, words, doubts }) => {
      const parts = text.split(' ').filter((part) => part !== '')
      const isPlaced = words?.length === parts.length
      return {
        text: parts.join(' '),
        confidence,
        words: isPlaced
          ? parts.map((part, at) => ({ text: part, from: words[at]?.[0] ?? 0, to: words[at]?.[1] ?? 1, sure: 1 }))
          : [],
        // Places in the text count only where it is as it was.
        doubts: text === parts.join(' ') ? doubts : [],
      }
    })
  }

  async rest(): Promise<void> {}
}

/** Tesseract, with data for languages that is on this machine. */
import { availableParallelism } from 'node:os'
import type { DrawnPage } from '../../sidecar/client.ts'
import { type FoundLine, type LineReader, NOTHING, type ReadLine } from './line-reader.ts'
import { installedLanguages, languagesForOthers } from './tesseract-languages.ts'
import { TesseractWorkers } from './tesseract-workers.ts'

export class TesseractReader implements LineReader {
  readonly id = 'tesseract'
  readonly #installed: () => Map<string, string>
  readonly #workers = new TesseractWorkers(Math.max(1, Math.min(4, availableParallelism() - 1)))

  /** `systemFolders`: by default where the system's packages put their data. */
  constructor(ownFolder: string, systemFolders?: string[]) {
    this.#installed = () => installedLanguages(ownFolder, systemFolders)
  }

  languages(): string[] {
    return languagesForOthers(this.#installed())
  }

  modelOf(language: string): string {
    return `tesseract ${language}`
  }

  async read(
    language: string,
    _page: DrawnPage,
    lines: readonly FoundLine[],
    signal: AbortSignal,
  ): Promise<ReadLine[]> {
    await this.#workers.use(language, this.#installed().get(language) ?? '')
    return Promise.all(
      lines.map(async (line) => {
        const crop = await line.crop()
        signal.throwIfAborted()
        return crop ? this.#workers.readLine(crop) : NOTHING
      }),
    )
  }

  async rest(): Promise<void> {
    await this.#workers.end()
  }
}

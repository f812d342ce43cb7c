/**
 * Tesseract, for scripts that the fast engine's nets lack: the fast engine finds the lines of any script and makes a page of
 * them, Tesseract reads them.
 */
import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import type { Block, PageResult } from '../../../src-preload/model.ts'
import type { PageHandle, TextLine } from '../../documents/document.ts'
import type { ImageService } from '../../documents/image-service.ts'
import { pageJpeg } from '../../documents/page-jpeg.ts'
import { openPicture, pixelsOf, READING_PX } from '../../documents/picture-pixels.ts'
import { InkleafError } from '../../errors.ts'
import type { SidecarLines } from '../../sidecar/services.ts'
import type { Engine, ReadContext, ReadOptions } from '../engine.ts'
import { turnedBack } from '../second-reading/turned-back.ts'
import { timesWith } from '../timings.ts'
import { type Crop, cropLine, LINE_PX } from './crops.ts'
import { installedLanguages, languagesForOthers } from './languages.ts'
import { type ReadLine, TesseractWorkers } from './workers.ts'

type Line = Block['lines'][number]

export interface TesseractOptions {
  id: string
  /** For data of the user's own. */
  dataFolder: string
  images: Pick<ImageService, 'preview'>
  lines: Pick<SidecarLines, 'find' | 'arrange'>
  onFastDeath: Engine['onDeath']
  /** Default: where the system's packages put theirs. */
  systemFolders?: string[]
}

/** So many lines tell which language a page is in. */
const PROBES = 4
/** Letters to a line's height of its width: the broadest script's have nearly one. */
const LEAST_LETTERS = 0.5
/** PP-OCR's own threshold for what is no text (PaddleOCR, drop_score). */
const LEAST_SURE = 0.5
/** A word below is to be looked at. */
const DOUBTFUL = 0.6
const IDLE_MS = 120_000

/** A page one way up. */
interface Turned {
  rotation: PageResult['rotation']
  drawn: ReturnType<typeof pixelsOf>
  crops: { quad: TextLine['quad']; crop: Crop }[]
  language: string
  /** How well its longest lines read. */
  score: number
}

export class TesseractEngine implements Engine {
  readonly id: string
  readonly isSecond = true
  readonly #options: TesseractOptions
  readonly #workers = new TesseractWorkers(Math.max(1, Math.min(4, availableParallelism() - 1)))
  /** One page at a time has the threads: two could want different languages. */
  readonly #turn = pLimit(1)
  #idle: NodeJS.Timeout | null = null

  constructor(options: TesseractOptions) {
    this.id = options.id
    this.#options = options
  }

  capacity(): number {
    return 2
  }

  /** Those that the fast engine can't read. */
  languages(): string[] {
    return languagesForOthers(this.#installed())
  }

  #installed(): Map<string, string> {
    return installedLanguages(this.#options.dataFolder, this.#options.systemFolders)
  }

  reader(): string {
    return JSON.stringify(['tesseract', ...this.languages().sort()])
  }

  checkReady(): void {
    if (this.languages().length === 0) throw noLanguages(this.#options.dataFolder)
  }

  async read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    this.checkReady()
    const { first } = context
    if (!first)
      throw new InkleafError('unexpected', 'defect', 'Tesseract reads after the fast engine, and nothing was read.')
    return this.#turn(() => this.#read(page, options, context, first))
  }

  async #read(
    page: PageHandle,
    options: ReadOptions,
    { signal, onStage, onDelta }: ReadContext,
    first: PageResult,
  ): Promise<PageResult> {
    const startedAt = performance.now()
    if (this.#idle) clearTimeout(this.#idle)
    onStage?.('recognize')
    try {
      // How a page lies can't be told by what can't be read: upright is tried as well.
      let best: Turned | null = null
      for (const rotation of new Set([0 as const, first.rotation])) {
        const found = await this.#turned(page, rotation, options, signal)
        if (!best || found.score > best.score) best = found
      }
      const { drawn, crops, language, rotation } = best as Turned
      await this.#workers.use(language, this.#installed().get(language) ?? '')
      const read = await Promise.all(
        crops.map(async ({ quad, crop }) => {
          signal.throwIfAborted()
          return { quad, line: await this.#workers.readLine(crop) }
        }),
      )
      signal.throwIfAborted()
      const sure = read.filter(({ line }) => line.text !== '' && line.confidence >= LEAST_SURE)
      onDelta?.(sure.map(({ line }) => line.text).join('\n'))
      const lines = sure.map(({ quad, line }) => textLine(quad, line))
      const arranged = await this.#options.lines.arrange(
        page.page,
        drawn,
        lines,
        { ...options, ignoreRegions: [] },
        signal,
      )
      const blocks = withConfidence(
        arranged.blocks,
        sure.map(({ line }) => line),
      )
      const model = `tesseract ${language}`
      return {
        ...first,
        rotation,
        text: arranged.text,
        markdown: arranged.markdown,
        blocks: turnedBack(blocks, rotation),
        tables: arranged.tables,
        engine: this.id,
        model,
        confidence: meanOf(sure.map(({ line }) => line)),
        warnings: first.warnings.filter(({ code }) => code !== SCRIPT_NOTICE),
        reading: { engine: this.id, model, revision: null, options: { language } },
        timingsMs: timesWith(first, 'tesseract', startedAt),
      }
    } finally {
      this.#idle = setTimeout(() => void this.#workers.end(), IDLE_MS).unref()
    }
  }

  async #turned(
    page: PageHandle,
    rotation: PageResult['rotation'],
    { ignoreRegions: without }: ReadOptions,
    signal: AbortSignal,
  ): Promise<Turned> {
    const jpeg = await pageJpeg(page, this.#options.images, { maxPx: READING_PX, rotation, without })
    const picture = await openPicture(jpeg)
    signal.throwIfAborted()
    const drawn = pixelsOf(picture)
    const crops: Turned['crops'] = []
    for (const quad of await this.#options.lines.find(drawn, signal)) {
      const part = quad.map(([x, y]): [number, number] => [x / drawn.widthPx, y / drawn.heightPx])
      const crop = await cropLine(picture, part)
      if (crop) crops.push({ quad: quad as TextLine['quad'], crop })
    }
    const all = crops.map(({ crop }) => crop)
    return { rotation, drawn, crops, ...(await this.#languageOf(all, signal)) }
  }

  /** The language in which the longest lines read best, and how well: 0..1. */
  async #languageOf(crops: readonly Crop[], signal: AbortSignal): Promise<{ language: string; score: number }> {
    const folders = this.#installed()
    const probes = [...crops].sort((one, other) => other.width - one.width).slice(0, PROBES)
    // The wrong language reads next to nothing of a line, and may be sure of that.
    const expected = probes.reduce((sum, crop) => sum + (LEAST_LETTERS * crop.width) / LINE_PX, 0)
    let best = { language: this.languages()[0] ?? '', score: -1 }
    for (const language of this.languages()) {
      signal.throwIfAborted()
      await this.#workers.use(language, folders.get(language) ?? '')
      const read = await Promise.all(probes.map((crop) => this.#workers.readLine(crop)))
      const full = Math.min(1, read.reduce((sum, { text }) => sum + lettersOf(text), 0) / Math.max(1, expected))
      const score = full * (meanOf(read) ?? 0)
      if (score > best.score) best = { language, score }
    }
    return best
  }

  onDeath(listener: () => void): () => void {
    return this.#options.onFastDeath(listener)
  }

  async abandon(): Promise<void> {
    await this.#workers.end()
  }

  async close(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle)
    await this.#workers.end()
  }
}

/** What the fast engine says of a page in a script that it can't read. */
export const SCRIPT_NOTICE = 'script_not_supported'

function textLine(quad: TextLine['quad'], { text, words }: ReadLine): TextLine {
  const places = words.map(({ from, to }): [number, number] => [from, Math.max(from, to)])
  const count = text.split(' ').length
  // In the order of the text, which in Arabic runs from the right.
  const evenly = text.split(' ').map((_, at): [number, number] => [at / count, (at + 1) / count])
  const isInOrder = places.length === count && places.every(([from], at) => from >= (places[at - 1]?.[0] ?? 0))
  return { text, quad, words: isInOrder ? places : evenly, fixedPitch: false, font: null, tag: null }
}

/** A page that was put together from texts says nothing of how sure they are. */
function withConfidence(blocks: readonly Block[], read: readonly ReadLine[]): Block[] {
  const byText = Map.groupBy(read, ({ text }) => text)
  return blocks.map((block) => ({
    ...block,
    lines: block.lines.map((line): Line => {
      const own = byText.get(line.text)?.[0]
      if (!own) return { ...line, confidence: null }
      const doubts = doubtsOf(own)
      return { ...line, confidence: own.confidence, ...(doubts.length > 0 ? { doubts } : {}) }
    }),
  }))
}

function doubtsOf({ text, words }: ReadLine): NonNullable<Line['doubts']> {
  let cursor = 0
  return words.flatMap((word) => {
    const start = text.indexOf(word.text, cursor)
    if (start < 0 || word.text === '') return []
    cursor = start + word.text.length
    const place: [number, number] = [word.from, Math.max(word.from, word.to)]
    return word.sure < DOUBTFUL ? [{ start, end: cursor, place, sure: word.sure, others: [] }] : []
  })
}

/** By letters; null where there are none. */
function meanOf(lines: readonly ReadLine[]): number | null {
  const total = lines.reduce((sum, { text }) => sum + lettersOf(text), 0)
  if (total === 0) return null
  return lines.reduce((sum, { text, confidence }) => sum + lettersOf(text) * confidence, 0) / total
}

function lettersOf(text: string): number {
  return text.replace(/[^\p{L}\p{N}]/gu, '').length
}

function noLanguages(folder: string): InkleafError {
  return new InkleafError(
    'needs_languages',
    'input',
    `Tesseract has no data for Korean, Russian, Arabic or others here. \`npm run models -- get tesseract-kor\` fetches some (\`list\` shows all); so does Settings > Engines. Or put LANGUAGE.traineddata into ${folder}.`,
  )
}

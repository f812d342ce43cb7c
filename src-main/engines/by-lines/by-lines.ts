/**
 * Pages in scripts that the fast engine's nets lack: the fast engine finds the lines of any script and makes a page of them,
 * others read them.
 */
import type { Block, PageResult } from '../../../src-preload/model.ts'
import type { PageHandle, TextLine } from '../../documents/document.ts'
import type { ImageService } from '../../documents/image-service.ts'
import { pageJpeg } from '../../documents/page-jpeg.ts'
import { openPicture, pixelsOf, READING_PX } from '../../documents/picture-pixels.ts'
import { coerceError, InkleafError } from '../../errors.ts'
import type { SidecarLines } from '../../sidecar/services.ts'
import type { Engine, ReadContext, ReadOptions } from '../engine.ts'
import { turnedBack } from '../second-reading/turned-back.ts'
import { timesWith } from '../timings.ts'
import { cropLine } from './crops.ts'
import type { FoundLine, LineReader, ReadLine } from './line-reader.ts'
import type { ReadersTurn } from './readers-turn.ts'

type Line = Block['lines'][number]

export interface ByLinesOptions {
  id: string
  readers: readonly LineReader[]
  /** Shared with the engines that have the same readers. */
  turn: ReadersTurn
  images: Pick<ImageService, 'preview'>
  lines: Pick<SidecarLines, 'find' | 'arrange'>
  onFastDeath: Engine['onDeath']
  /** Why nothing can be read, and what to do. */
  needs(): InkleafError
}

/** So many lines tell which language a page is in. */
const PROBES = 4
/** Letters in a line that is as long as it is high: the broadest script's are nearly as broad as high. */
const LEAST_LETTERS = 0.5
/** PP-OCR's own threshold for what is no text (PaddleOCR, drop_score). */
const LEAST_SURE = 0.5
/** A word below is to be looked at. */
const DOUBTFUL = 0.6

/** A page one way up. */
interface Turned {
  rotation: PageResult['rotation']
  drawn: ReturnType<typeof pixelsOf>
  lines: FoundLine[]
  best: Candidate
}

interface Candidate {
  reader: LineReader
  language: string
  /** How well the longest lines read: 0..1. */
  score: number
}

export class ByLinesEngine implements Engine {
  readonly id: string
  readonly isSecond = true
  readonly #options: ByLinesOptions

  constructor(options: ByLinesOptions) {
    this.id = options.id
    this.#options = options
  }

  capacity(): number {
    return 2
  }

  /** Those that the fast engine can't read. */
  languages(): string[] {
    return this.#options.readers.flatMap((reader) => reader.languages())
  }

  reader(): string {
    const { readers } = this.#options
    return JSON.stringify(readers.flatMap((reader) => [reader.id, ...reader.languages().sort()]))
  }

  checkReady(): void {
    if (this.languages().length === 0) throw this.#options.needs()
  }

  async read(page: PageHandle, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    this.checkReady()
    const { first } = context
    if (!first)
      throw new InkleafError('unexpected', 'defect', 'Lines are read after the fast engine, and nothing was read.')
    return this.#options.turn.take(this, () => this.#read(page, options, context, first))
  }

  async #read(
    page: PageHandle,
    options: ReadOptions,
    { signal, onStage, onDelta }: ReadContext,
    first: PageResult,
  ): Promise<PageResult> {
    const startedAt = performance.now()
    onStage?.('recognize')
    // How a page lies can't be told by what can't be read: upright is tried as well.
    let way: Turned | null = null
    for (const rotation of new Set([0 as const, first.rotation])) {
      const found = await this.#turned(page, rotation, options, signal)
      if (!way || found.best.score > way.best.score) way = found
    }
    const { drawn, lines: found, best, rotation } = way as Turned
    const { reader, language } = best
    const read = await reader.read(language, drawn, found, signal)
    signal.throwIfAborted()
    const sure = found.flatMap(({ quad }, at) => {
      const line = read[at]
      return line && line.text !== '' && line.confidence >= LEAST_SURE ? [{ quad, line }] : []
    })
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
    const model = reader.modelOf(language)
    return {
      ...first,
      rotation,
      text: arranged.text,
      markdown: arranged.markdown,
      blocks: turnedBack(blocks, rotation),
      tables: arranged.tables,
      engine: reader.id,
      model,
      confidence: meanOf(sure.map(({ line }) => line)),
      warnings: first.warnings.filter(({ code }) => code !== SCRIPT_NOTICE),
      reading: { engine: reader.id, model, revision: null, options: { language } },
      timingsMs: timesWith(first, reader.id, startedAt),
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
    const lines = (await this.#options.lines.find(drawn, signal)).map((quad): FoundLine => {
      const part = quad.map(([x, y]): [number, number] => [x / drawn.widthPx, y / drawn.heightPx])
      return { quad: quad as TextLine['quad'], shape: shapeOf(quad), crop: () => cropLine(picture, part) }
    })
    return { rotation, drawn, lines, best: await this.#best(drawn, lines, signal) }
  }

  /** The language in which the longest lines read best. */
  async #best(drawn: Turned['drawn'], lines: readonly FoundLine[], signal: AbortSignal): Promise<Candidate> {
    const probes = lines.toSorted((one, other) => other.shape - one.shape).slice(0, PROBES)
    // The wrong language reads next to nothing of a line, and may be sure of that.
    const expected = probes.reduce((sum, { shape }) => sum + LEAST_LETTERS * shape, 0)
    let best: Candidate | null = null
    let damaged: InkleafError | null = null
    for (const reader of this.#options.readers)
      for (const language of reader.languages()) {
        signal.throwIfAborted()
        const read = await reader.read(language, drawn, probes, signal).catch((caught: unknown) => {
          // What is damaged keeps no other from the page.
          if (coerceError(caught).code !== 'net_damaged') throw caught
          damaged = coerceError(caught)
          return null
        })
        if (!read) continue
        const full = Math.min(1, read.reduce((sum, { text }) => sum + lettersOf(text), 0) / Math.max(1, expected))
        const score = full * (meanOf(read) ?? 0)
        if (!best || score > best.score) best = { reader, language, score }
      }
    if (!best) throw damaged ?? this.#options.needs()
    return best
  }

  onDeath(listener: () => void): () => void {
    return this.#options.onFastDeath(listener)
  }

  async abandon(): Promise<void> {
    await this.#options.turn.abandon(this)
  }

  async close(): Promise<void> {
    await this.#options.turn.close()
  }
}

function shapeOf(quad: readonly (readonly [number, number])[]): number {
  const [a = [0, 0], b = [0, 0], , d = [0, 0]] = quad
  return Math.hypot(b[0] - a[0], b[1] - a[1]) / Math.max(1, Math.hypot(d[0] - a[0], d[1] - a[1]))
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

function doubtsOf({ text, words, doubts }: ReadLine): NonNullable<Line['doubts']> {
  if (doubts) return doubts
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

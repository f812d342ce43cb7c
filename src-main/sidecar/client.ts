/** The sidecar's HTTP interface over its Unix socket. Everything that comes back is parsed: an engine may lie. */
import { Agent, request } from 'undici'
import { z } from 'zod'
import { clusterWorker } from '../../src-preload/cluster.ts'
import { blockText, pageMarkdown } from '../../src-preload/edits.ts'
import { headingLevels } from '../../src-preload/headings.ts'
import { block, errorKinds, type PageResult, pageResult } from '../../src-preload/model.ts'
import type { EncodedAs, TextLine } from '../documents/document.ts'
import type { ImageInfo, PagePicture } from '../documents/image-service.ts'
import { InkleafError } from '../errors.ts'
import { linesOf } from '../lines.ts'

const PARTS = ['page', 'text', 'table', 'formula'] as const

const clusterStatus = z.object({
  /** Pages that the workers take at a time. */
  capacity: z.int().min(0),
  /** Pages that wait for a worker, of all who use that Redis. */
  queued: z.int().min(0).default(0),
  /** Why no page can be read now. */
  trouble: z.object({ code: z.string(), message: z.string() }).nullable(),
  workers: z.array(clusterWorker),
})
export type ClusterStatus = z.infer<typeof clusterStatus>

export const sidecarStatus = z.object({
  version: z.string(),
  pid: z.int(),
  engine: z.string(),
  model: z.string(),
  device: z.string(),
  /** What its engine was made to be shown: pages, or a page's blocks by kind. */
  parts: z.array(z.enum(PARTS)).default(['page']),
  python: z.string(),
  pagesInFlight: z.int(),
  pagesRead: z.int(),
  uptimeMs: z.number(),
  rssBytes: z.number(),
  peakRssBytes: z.number(),
  /** Its part of memory that is shared; see memory.py. */
  shareBytes: z.number().optional(),
  /** Where the system says it better than Node does (macOS). */
  machineAvailableBytes: z.number().optional(),
  /** Used by all of its threads. */
  cpuSeconds: z.number().default(0),
  gpu: z
    .object({ activeBytes: z.number(), peakBytes: z.number(), cacheBytes: z.number(), workingSetBytes: z.number() })
    .nullable()
    .default(null),
  /** Of the process that hands pages on to other machines. */
  cluster: clusterStatus.optional(),
})
export type SidecarStatus = z.infer<typeof sidecarStatus>

const imageInfo = z.object({ format: z.string(), frames: z.int().positive(), widthPx: z.int(), heightPx: z.int() })

const pictureHeader = z.object({
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  dpi: z.number().positive().nullable(),
})
const pictureType = z.enum(['image/jpeg', 'image/png'])

const errorEvent = z.object({
  type: z.literal('error'),
  code: z.string(),
  kind: z.enum(errorKinds),
  message: z.string(),
  /** `engine`: nothing that the page could do for. */
  scope: z.enum(['page', 'engine']).default('page'),
})
const pageEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stage'), stage: z.string() }),
  z.object({ type: z.literal('delta'), text: z.string() }),
  z.object({ type: z.literal('result'), result: z.unknown() }),
  errorEvent,
])

const { text, confidence, words, doubts } = block.shape.lines.element.shape
const lineReading = z.object({
  text,
  confidence: confidence.unwrap(),
  words: words.unwrap().nullable(),
  doubts: doubts.unwrap(),
})

const sidecarResult = pageResult.omit({ markdown: true })

/** Describes a page to the sidecar; its pixels, if any, are the body. */
export interface PageHeader {
  page: number
  mode: string
  accuracy?: string
  cleanUp?: readonly string[]
  /** Fractions of the upright page: left, top, right, bottom. */
  ignoreRegions?: readonly (readonly number[])[]
  /** Degrees clockwise by which the picture is turned before it is read. */
  turn?: 0 | 90 | 180 | 270
  /** Below 1: it is made smaller first. */
  scale?: number
  /** What the picture shows. */
  part?: (typeof PARTS)[number]
  /** What is wanted to be known of it, in place of its text. */
  question?: string
  dpi: number | null
  widthPx?: number
  heightPx?: number
  /** Bytes a pixel: 1 is grey, 3 is RGB. */
  channels?: 1 | 3
  file?: string
  frame?: number
  maxPixels?: number
  spentMs?: Record<string, number>
}

export interface TextPage {
  page: number
  mode: string
  ignoreRegions?: readonly (readonly number[])[]
  widthPt: number
  heightPt: number
  lines: TextLine[]
}

/** Grey or RGB, row by row. */
export interface DrawnPage {
  widthPx: number
  heightPx: number
  channels: 1 | 3
  data: Uint8Array
}

export interface PageListener {
  onStage?(stage: string): void
  onDelta?(text: string): void
}

interface Question {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string | Buffer
  signal?: AbortSignal
}

/** Decoding a picture takes seconds at most; what takes longer hangs. */
const IMAGE_MS = 60_000

export class SidecarClient {
  readonly #agent: Agent
  /** What was asked last, for the log after a crash: a path of the interface, never what was sent. */
  lastRequest = 'none'

  constructor(socketPath: string) {
    // A page's answer may take minutes; the caller's signal bounds it.
    this.#agent = new Agent({ connect: { socketPath }, headersTimeout: 0, bodyTimeout: 0 })
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }

  async status(timeoutMs: number): Promise<SidecarStatus> {
    const answer = await this.#send('/v1/status', { signal: AbortSignal.timeout(timeoutMs) })
    return parsed(sidecarStatus, await jsonOf(answer))
  }

  /** What it keeps for later goes back to the system. */
  async giveBack(): Promise<void> {
    const answer = await this.#send('/v1/trim', { method: 'POST', signal: AbortSignal.timeout(IMAGE_MS) })
    await answer.body.dump()
  }

  async inspectImage(path: string): Promise<ImageInfo> {
    const answer = await this.#image('/v1/images', { file: path })
    const body = await jsonOf(answer)
    if (answer.statusCode !== 200) throw toError(parsed(errorEvent, body))
    return parsed(imageInfo, body)
  }

  /** A picture file's page as WebP, upright, its longer side `maxPx` at most. */
  async preview(
    file: string,
    frame: number,
    maxPx: number,
    mediaType: EncodedAs,
    cleanUp: readonly string[],
  ): Promise<Uint8Array> {
    const answer = await this.#image('/v1/previews', { file, frame, maxPx, mediaType, cleanUp })
    if (answer.statusCode !== 200) throw toError(parsed(errorEvent, await jsonOf(answer)))
    return answer.body.bytes().catch((cause: unknown) => {
      throw gone(cause)
    })
  }

  /** A picture file's page upright, in a form that a PDF can hold. */
  async picture(file: string, frame: number): Promise<PagePicture> {
    const answer = await this.#image('/v1/pictures', { file, frame })
    if (answer.statusCode !== 200) throw toError(parsed(errorEvent, await jsonOf(answer)))
    const about = parsed(pictureHeader, parseJson(String(answer.headers['inkleaf-page'])))
    const mediaType = parsed(pictureType, answer.headers['content-type'])
    const bytes = await answer.body.bytes().catch((cause: unknown) => {
      throw gone(cause)
    })
    return { ...about, mediaType, bytes }
  }

  /** Aborting `signal` hangs up, which cancels the page's work. */
  async readPage(
    header: PageHeader,
    body: Uint8Array | null,
    signal: AbortSignal,
    listener: PageListener,
  ): Promise<PageResult> {
    const answer = await this.#send('/v1/pages', {
      method: 'POST',
      headers: { 'inkleaf-page': toAscii(JSON.stringify(header)) },
      // The same memory under another type: undici would copy it otherwise.
      body: body ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : '',
      signal,
    })
    if (answer.statusCode !== 200) throw toError(parsed(errorEvent, await jsonOf(answer)))
    try {
      for await (const line of linesOf(answer.body)) {
        const event = parsed(pageEvent, parseJson(line))
        if (event.type === 'stage') listener.onStage?.(event.stage)
        else if (event.type === 'delta') listener.onDelta?.(event.text)
        else if (event.type === 'error') throw toError(event)
        else return withMarkdown(parsed(sidecarResult, event.result))
      }
    } catch (caught) {
      throw signal.aborted || caught instanceof InkleafError ? caught : gone(caught)
    }
    throw gone(new Error('the answer ended early'))
  }

  /** Lines whose text is known, put in reading order. With the page as it is drawn, its structure is found too. */
  async arrangeText(page: TextPage, drawn: DrawnPage | null, signal: AbortSignal): Promise<PageResult> {
    const lines = JSON.stringify(page)
    const answer = await this.#send('/v1/text', {
      method: 'POST',
      signal,
      ...(drawn ? withPixels(lines, drawn) : { body: lines }),
    })
    const body = await jsonOf(answer)
    if (answer.statusCode !== 200) throw toError(parsed(errorEvent, body))
    return withMarkdown(parsed(sidecarResult, body))
  }

  /** Where lines of any script are, in reading order: corners in pixels, clockwise from the text's own top left. */
  async findLines(drawn: DrawnPage, signal: AbortSignal): Promise<[number, number][][]> {
    const { data, ...about } = drawn
    const answer = await this.#send('/v1/lines', {
      method: 'POST',
      headers: { 'inkleaf-page': JSON.stringify(about) },
      body: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
      signal,
    })
    const body = await jsonOf(answer)
    if (answer.statusCode !== 200) throw toError(parsed(errorEvent, body))
    return parsed(z.array(z.array(z.tuple([z.number(), z.number()])).length(4)), body)
  }

  /** Lines at known places, read by a net for another script: `net` is its file. `quads` in pixels. */
  async readLines(
    drawn: DrawnPage,
    quads: readonly (readonly (readonly number[])[])[],
    net: string,
    signal: AbortSignal,
  ) {
    const { data, ...about } = drawn
    const answer = await this.#send('/v1/readings', {
      method: 'POST',
      headers: { 'inkleaf-page': toAscii(JSON.stringify({ ...about, net })) },
      body: Buffer.concat([data, Buffer.from(JSON.stringify(quads))]),
      signal,
    })
    const body = await jsonOf(answer)
    if (answer.statusCode !== 200) throw toError(parsed(errorEvent, body))
    return parsed(z.array(lineReading).length(quads.length), body)
  }

  /** How much of each line's text is what the page shows, 0..1; null where that can't be read surely. */
  async compareText(page: Omit<TextPage, 'page' | 'mode'>, drawn: DrawnPage, signal: AbortSignal) {
    const lines = JSON.stringify(page)
    const answer = await this.#send('/v1/comparisons', { method: 'POST', signal, ...withPixels(lines, drawn) })
    const body = await jsonOf(answer)
    if (answer.statusCode !== 200) throw toError(parsed(errorEvent, body))
    return parsed(z.array(z.number().min(0).max(1).nullable()), body)
  }

  async #image(path: string, about: object) {
    const signal = AbortSignal.timeout(IMAGE_MS)
    try {
      return await this.#send(path, { method: 'POST', body: JSON.stringify(about), signal })
    } catch (caught) {
      if (!signal.aborted) throw caught
      const message = `The picture could not be decoded within ${IMAGE_MS / 1000} s. Save it anew in another program.`
      throw new InkleafError('image_timeout', 'input', message, { cause: caught })
    }
  }

  /** Not `fetch`, which copies the body and takes twice the time for a page's pixels. */
  async #send(path: string, options: Question) {
    if (path !== '/v1/status') this.lastRequest = path
    try {
      return await request(`http://sidecar${path}`, { ...options, dispatcher: this.#agent })
    } catch (caught) {
      throw options.signal?.aborted ? caught : gone(caught)
    }
  }
}

function withPixels(lines: string, { widthPx, heightPx, channels, data }: DrawnPage) {
  return {
    headers: { 'inkleaf-page': JSON.stringify({ widthPx, heightPx, channels }) },
    body: Buffer.concat([data, Buffer.from(lines)]),
  }
}

/** The sidecar says what the blocks are; how that looks in Markdown is told once, for edited pages too. */
function withMarkdown(result: z.infer<typeof sidecarResult>): PageResult {
  const headings = result.blocks.filter(({ type }) => type === 'heading')
  const levels = headingLevels(headings.map((block) => ({ ...block, text: blockText(block) })))
  const blocks = result.blocks.map((block) =>
    block.type === 'heading' ? { ...block, level: levels[headings.indexOf(block)] ?? 1 } : block,
  )
  return { ...result, blocks, markdown: pageMarkdown({ ...result, blocks }) }
}

async function jsonOf({ body }: { body: { text(): Promise<string> } }): Promise<unknown> {
  return parseJson(
    await body.text().catch((cause: unknown) => {
      throw gone(cause)
    }),
  )
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const answer = schema.safeParse(value)
  if (answer.success) return answer.data
  const [issue] = answer.error.issues
  throw rubbish(`${issue?.path.join('.')}: ${issue?.message}`)
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // The parser's own message quotes what it was given.
    throw rubbish(`${line.length} characters that are no JSON`)
  }
}

function rubbish(what: string): InkleafError {
  return new InkleafError('engine_rubbish', 'defect', `The engine gave an answer that makes no sense (${what}).`)
}

function gone(cause: unknown): InkleafError {
  return new InkleafError('engine_gone', 'transient', 'The recognition process ended; it is started again.', {
    cause,
    scope: 'engine',
  })
}

function toError(event: z.infer<typeof errorEvent>): InkleafError {
  return new InkleafError(event.code, event.kind, event.message, { scope: event.scope })
}

/** Header values are ASCII; a file's name may be anything. */
function toAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

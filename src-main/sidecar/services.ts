/** The sidecar's part in pictures and text layers. Both work whichever engine reads pages. */
import type { PageResult } from '../../src-preload/model.ts'
import type { EncodedAs, PageHandle, PagePixels, TextLayer, TextLine } from '../documents/document.ts'
import type { ImageInfo, ImageService, PagePicture } from '../documents/image-service.ts'
import type { ReadContext, ReadOptions } from '../documents/reading.ts'
import type { TextService } from '../documents/text-service.ts'
import { coerceError } from '../errors.ts'
import { log } from '../log.ts'
import type { DrawnPage } from './client.ts'
import type { Supervisor } from './supervisor.ts'

/** Enough to see rulings, pictures and the weight of letters; nothing is recognised on it. */
const STRUCTURE_DPI = 150

export class SidecarImages implements ImageService {
  readonly #supervisor: Supervisor

  constructor(supervisor: Supervisor) {
    this.#supervisor = supervisor
  }

  async inspect(path: string): Promise<ImageInfo> {
    return this.#supervisor.ask((client) => client.inspectImage(path))
  }

  async preview(
    path: string,
    frame: number,
    maxPx: number,
    mediaType: EncodedAs = 'image/webp',
    cleanUp: readonly string[] = [],
  ): Promise<Uint8Array> {
    return this.#supervisor.ask((client) => client.preview(path, frame, maxPx, mediaType, cleanUp))
  }

  async picture(path: string, frame: number): Promise<PagePicture> {
    return this.#supervisor.ask((client) => client.picture(path, frame))
  }
}

export class SidecarText implements TextService {
  readonly #supervisor: Supervisor

  constructor(supervisor: Supervisor) {
    this.#supervisor = supervisor
  }

  async compare(page: PageHandle, layer: TextLayer, lines: TextLine[], context: ReadContext) {
    const { widthPt, heightPt } = layer
    const drawn = await drawnPage(page)
    context.signal.throwIfAborted()
    if (!drawn) return lines.map(() => null)
    return this.#supervisor.ask((client) => client.compareText({ widthPt, heightPt, lines }, drawn, context.signal))
  }

  async arrange(page: PageHandle, layer: TextLayer, options: ReadOptions, context: ReadContext): Promise<PageResult> {
    const { widthPt, heightPt, lines, tags, outline } = layer
    const { mode, ignoreRegions } = options
    const drawn = mode === 'markdown' ? await drawnPage(page) : null
    context.signal.throwIfAborted()
    context.onStage?.('arrange')
    const text = { page: page.page, mode, ignoreRegions, widthPt, heightPt, lines, tags, outline }
    return this.#supervisor.ask((client) => client.arrangeText(text, drawn, context.signal))
  }
}

/** The fast engine's eye for places, for engines that have none: where lines are, and what lines make together. */
export class SidecarLines {
  readonly #supervisor: Supervisor

  constructor(supervisor: Supervisor) {
    this.#supervisor = supervisor
  }

  /** In reading order, corners in pixels, clockwise from the text's own top left. */
  async find(drawn: DrawnPage, signal: AbortSignal): Promise<[number, number][][]> {
    return this.#supervisor.ask((client) => client.findLines(drawn, signal))
  }

  /** Each line at a known place, read by a net for another script. `quads` in pixels. */
  async read(drawn: DrawnPage, quads: readonly TextLine['quad'][], net: string, signal: AbortSignal) {
    return this.#supervisor.ask((client) => client.readLines(drawn, quads, net, signal))
  }

  /** Lines whose text is known, as a page; `lines` are in pixels of the picture. */
  async arrange(page: number, drawn: DrawnPage, lines: TextLine[], options: ReadOptions, signal: AbortSignal) {
    const { mode, ignoreRegions } = options
    const text = {
      page,
      mode,
      ignoreRegions,
      widthPt: drawn.widthPx,
      heightPt: drawn.heightPx,
      lines,
      tags: [],
      outline: [],
    }
    return this.#supervisor.ask((client) => client.arrangeText(text, mode === 'markdown' ? drawn : null, signal))
  }
}

/** Null where the page can't be drawn: its text is worth more than its structure. */
async function drawnPage(page: PageHandle): Promise<PagePixels | null> {
  if (page.kind !== 'rendered') return null
  return page.asPixels(STRUCTURE_DPI).catch((caught: unknown) => {
    log.warn({ err: coerceError(caught), page: page.page }, 'a page with text of its own could not be drawn')
    return null
  })
}

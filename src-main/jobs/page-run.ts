/** One attempt at a page: from its file to a result. */
import { type Failure, type JobOptions, MIN_DPI, type PageResult } from '../../src-preload/model.ts'
import type { OpenDocument, PageHandle } from '../documents/document.ts'
import type { TextService } from '../documents/text-service.ts'
import type { Engine, ReadContext } from '../engines/engine.ts'
import { coerceError, InkleafError } from '../errors.ts'
import type { Claim } from '../history/store.ts'
import type { FirstReadings } from './first-readings.ts'
import { saysWhatIsDrawn } from './text-trust.ts'

/** Who reads a page: the engine that was chosen, before it the fast one where that has no eye for places. */
export interface Readers {
  engine: Engine
  fast: Engine
  text: TextService
  firsts: FirstReadings
  /** Below 1 where memory is short: the part of the usual resolution at which pages are read for now. */
  scale(): number
  /** The fast engine has read it, and the other begins. */
  onFirst(first: PageResult): void
}

export async function runPage(
  document: OpenDocument,
  claim: Claim,
  options: JobOptions,
  readers: Readers,
  context: ReadContext,
): Promise<PageResult> {
  const page = document.page(claim.page)
  // What an earlier attempt was too large for goes before what memory allows now.
  const usual = claim.lowerDpi ?? options.dpi
  const dpi = claim.lowerDpi ?? Math.min(usual, Math.max(MIN_DPI, Math.round(usual * readers.scale())))
  const fromLayer = await readTextLayer(document, page, options, readers.text, context)
  const { engine } = readers
  const result = fromLayer
    ? identified(fromLayer, 'pdf-text', options)
    : identified(await recognised(page, claim, { ...options, dpi }, options.dpi, readers, context), engine.id, options)
  if (result.page !== claim.page)
    throw new InkleafError(
      'engine_rubbish',
      'defect',
      `The engine answered for page ${result.page} instead of ${claim.page}.`,
    )
  if (fromLayer || dpi === options.dpi) return result
  const what = page.kind === 'picture' ? `${Math.round((100 * dpi) / options.dpi)}% of its size` : `${dpi} DPI`
  return { ...result, warnings: [...result.warnings, lessMemory(what)] }
}

async function recognised(
  page: PageHandle,
  claim: Claim,
  options: JobOptions,
  usualDpi: number,
  { engine, fast, firsts, onFirst }: Readers,
  context: ReadContext,
): Promise<PageResult> {
  const { mode, accuracy, cleanUp, ignoreRegions, dpi } = options
  // A page that is drawn is drawn smaller, a picture is made smaller.
  const reduced = dpi < usualDpi ? { scale: dpi / usualDpi } : {}
  const read = { mode, accuracy, cleanUp, ignoreRegions, dpi, ...reduced }
  const here = { ...context, jobId: claim.taskId }
  if (!engine.isSecond) return engine.read(page, read, here)
  const { onDelta: _, ...silently } = here
  const first = await firsts.of(claim, () => fast.read(page, read, silently))
  context.signal.throwIfAborted()
  onFirst(first)
  return engine.read(page, read, { ...here, first })
}

/** The fast engine's reading of a page that the chosen engine could not read. */
export function readAlone(first: PageResult, fast: Engine, options: JobOptions, why: Failure): PageResult {
  const { code, message } = why
  const alone = { code: 'read_alone', message: 'This is what Inkleaf read by itself.' }
  return { ...identified(first, fast.id, options), warnings: [...first.warnings, { code, message }, alone] }
}

function identified(result: PageResult, engine: string, options: JobOptions): PageResult {
  const { mode, accuracy, dpi, cleanUp, ignoreRegions, textLayer } = options
  const { model, reading } = result
  return {
    ...result,
    reading: {
      ...reading,
      // One that chooses among others says which it was.
      engine: reading?.engine ?? engine,
      model,
      revision: reading?.revision ?? null,
      options: { mode, accuracy, dpi, cleanUp, ignoreRegions, textLayer },
    },
  }
}

/** The page from its PDF's text layer, or null where it is to be recognised. */
async function readTextLayer(
  document: OpenDocument,
  page: PageHandle,
  { textLayer, ...options }: JobOptions,
  text: TextService,
  context: ReadContext,
): Promise<PageResult | null> {
  if (textLayer === 'never') return null
  if (page.kind !== 'rendered') {
    if (textLayer === 'auto') return null
    throw new InkleafError('no_text_layer', 'input', 'A picture has no text layer. Leave out --text-layer only.')
  }
  const layer = await page.textLayer()
  context.signal.throwIfAborted()
  if (textLayer === 'auto' && layer.unsound !== null) return null
  if (textLayer === 'auto' && !(await saysWhatIsDrawn(document, page, layer, text, context))) return null
  const result = await text.arrange(page, layer, options, context).catch((caught: unknown) => {
    const error = coerceError(caught)
    // A text layer that can't be put in order is as good as none.
    if (textLayer === 'auto' && error.kind === 'defect' && error.scope === 'page') return null
    throw error
  })
  if (!result) return null
  if (layer.lines.length > 0) return result
  return {
    ...result,
    warnings: [...result.warnings, { code: 'no_text_layer', message: 'The page has no text layer.' }],
  }
}

function lessMemory(what: string) {
  return { code: 'dpi_lowered', message: `There was not enough memory for this page; it was read at ${what}.` }
}

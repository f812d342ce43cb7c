/** A page shown to a model block by block, as the fast engine's layout has them. */
import type { Image } from '@napi-rs/canvas'
import type { LimitFunction } from 'p-limit'
import type { Block, JobOptions, Notice, PageResult } from '../../../src-preload/model.ts'
import type { PackedPixels } from '../../documents/pack-pixels.ts'
import { pixelsOf } from '../../documents/picture-pixels.ts'
import { coerceError, type InkleafError } from '../../errors.ts'
import { log } from '../../log.ts'
import { LOOPED, LoopGuard } from '../second-reading/loop-guard.ts'
import type { ReadBlock } from '../second-reading/read-block.ts'
import { blocksOfElement, type Element, elementOf } from './element.ts'
import { InOrder } from './in-order.ts'

export interface Crop extends PackedPixels {
  widthPx: number
  heightPx: number
  element: Element
}

/** Reads one block. Rejects when `signal` is aborted. */
export type AskBlock = (
  crop: Crop,
  signal: AbortSignal,
  onDelta: (text: string) => void,
) => Promise<Pick<PageResult, 'text' | 'warnings'>>

export interface BlockReading {
  read: ReadBlock[]
  warnings: Notice[]
  /** It was shown something, and gave no text. */
  isEmpty: boolean
}

/** A block that the model has failed on is shown to it once more. */
const TRIES = 2

/** `picture` is the page as it is shown. Rejects where no block can be read. */
export async function readBlocks(
  { blocks }: Pick<PageResult, 'blocks'>,
  picture: Image,
  ask: AskBlock,
  {
    mode,
    signal,
    turn,
    onDelta,
  }: { mode: JobOptions['mode']; signal: AbortSignal; turn: LimitFunction; onDelta?: (text: string) => void },
): Promise<BlockReading> {
  const shown = blocks.flatMap((block) => {
    const element = elementOf(block)
    return element && block.bbox ? [{ block, element, bbox: block.bbox }] : []
  })
  const inOrder = new InOrder(shown.length, (text) => onDelta?.(text))
  const failed = new AbortController()
  const unread: InkleafError[] = []
  const read = await Promise.all(
    shown.map(({ block, element, bbox }, at) =>
      turn(async () => {
        const stop = AbortSignal.any([signal, failed.signal])
        try {
          for (let attempt = 1; ; attempt++) {
            stop.throwIfAborted()
            const guard = new LoopGuard(textOf(block))
            const hear = (more: string) => {
              guard.hear(more)
              if (attempt === 1) inOrder.add(at, more)
            }
            try {
              const crop = { ...pixelsOf(picture, bbox), element }
              const { text, warnings } = await ask(crop, AbortSignal.any([stop, guard.signal]), hear)
              return { read: blocksOfElement(text, block, mode), warnings }
            } catch (caught) {
              if (guard.looped) return { read: blocksOfElement(guard.text, block, mode), warnings: [LOOPED] }
              const { kind, scope } = coerceError(caught)
              if (kind !== 'defect' || scope === 'engine' || stop.aborted || attempt === TRIES) throw caught
            }
          }
        } catch (caught) {
          const error = coerceError(caught)
          const { kind, scope, message } = error
          if (kind !== 'defect' || scope === 'engine' || stop.aborted) throw caught
          log.warn({ err: error }, 'a model could not read a block')
          // It costs no other block its reading: what it says is shown as left out.
          unread.push(error)
          return {
            read: [],
            warnings: [{ code: 'block_unread', message: `Part of this page couldn't be read: ${message}` }],
          }
        } finally {
          inOrder.end(at)
        }
      }).catch((caught: unknown) => {
        // The page is read anew: nobody waits for its other blocks.
        failed.abort(caught)
        throw caught
      }),
    ),
  )
  const warnings = new Map(read.flatMap((one) => one.warnings).map((notice) => [notice.code, notice]))
  const [error] = unread
  if (error && unread.length === shown.length) throw error
  const blocksRead = read.flatMap((one) => one.read)
  return { read: blocksRead, warnings: [...warnings.values()], isEmpty: shown.length > 0 && blocksRead.length === 0 }
}

function textOf({ lines }: Block): string {
  return lines.map(({ text }) => text).join('\n')
}

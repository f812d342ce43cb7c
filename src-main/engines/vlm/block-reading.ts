/** A page shown to a model block by block, as the fast engine's layout has them. */
import type { Image } from '@napi-rs/canvas'
import type { LimitFunction } from 'p-limit'
import type { Block, JobOptions, Notice, PageResult } from '../../../src-preload/model.ts'
import type { PackedPixels } from '../../documents/pack-pixels.ts'
import { pixelsOf } from '../../documents/picture-pixels.ts'
import { coerceError } from '../../errors.ts'
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
}

/** `picture` is the page as it is shown. Rejects where a block can't be read. */
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
  const read = await Promise.all(
    shown.map(({ block, element, bbox }, at) =>
      turn(async () => {
        const guard = new LoopGuard(textOf(block))
        const all = AbortSignal.any([signal, guard.signal, failed.signal])
        all.throwIfAborted()
        try {
          const { text, warnings } = await ask({ ...pixelsOf(picture, bbox), element }, all, (more) => {
            guard.hear(more)
            inOrder.add(at, more)
          })
          return { read: blocksOfElement(text, block, mode), warnings }
        } catch (caught) {
          if (guard.looped) return { read: blocksOfElement(guard.text, block, mode), warnings: [LOOPED] }
          const { kind, scope, message } = coerceError(caught)
          // It costs no other block its reading: what it says is shown as left out.
          if (kind !== 'defect' || scope === 'engine' || all.aborted) throw caught
          return { read: [], warnings: [{ code: 'block_unread', message: `A block could not be read: ${message}` }] }
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
  return { read: read.flatMap((one) => one.read), warnings: [...warnings.values()] }
}

function textOf({ lines }: Block): string {
  return lines.map(({ text }) => text).join('\n')
}

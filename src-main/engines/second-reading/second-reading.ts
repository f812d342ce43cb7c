/**
 * A reading that knows no places, held against the fast engine's reading of the same page: its words get the places of the
 * words that they stand for, and what only one of the two has is marked.
 */
import { pageMarkdown } from '../../../src-preload/edits.ts'
import type { Block, PageResult, Table } from '../../../src-preload/model.ts'
import { explainFormulas, inOrder, leftOver, missingLines } from './left-over.ts'
import { placedReading } from './placed-blocks.ts'
import type { ReadBlock } from './read-block.ts'
import { seenPage } from './seen-page.ts'
import { boxTurnedBack } from './turned-back.ts'

export interface SecondReading {
  blocks: Block[]
  tables: Table[]
  /** The part of this reading's characters that nobody else has seen. */
  unseen: number
  /** The part of the fast reading's characters that this one left out. */
  leftOut: number
}

export function secondReading(first: PageResult, answer: readonly ReadBlock[]): SecondReading {
  const page = seenPage(first)
  const read = answer.map((block) =>
    block.bbox ? { ...block, bbox: boxTurnedBack(block.bbox, first.rotation) } : block,
  )
  const reading = placedReading(page, read)
  const placed = reading.blocks
  const missing = missingLines(page, reading)
  explainFormulas(page, placed, missing)
  const { added, leftOut } = leftOver(first, page, placed, missing)
  const tables = read.flatMap(({ grid }, at): Table[] => {
    const own = placed[at]
    if (!grid || !own) return []
    const cells = grid.cells.map((cell, n) => ({ ...cell, lines: own.cells[n] ?? [] }))
    return [{ blockId: own.block.id, rows: grid.rows, columns: grid.columns, cells }]
  })
  return { blocks: inOrder(placed, withNewIds(added, first)), tables, unseen: reading.unseen, leftOut }
}

/** Ids of the first reading's blocks and lines may be those of the new ones. */
function withNewIds(added: ReturnType<typeof leftOver>['added'], first: PageResult): typeof added {
  return added.map(({ block, line }) => {
    const id = first.blocks.includes(block) ? `f${block.id}` : block.id
    return { line, block: { ...block, id, lines: block.lines.map((one) => ({ ...one, id: `f${one.id}` })) } }
  })
}

/** Without what only a doubtful first reading would say against it. */
export function unjudged({ blocks, ...reading }: SecondReading): SecondReading {
  const kept = blocks.filter(({ leftOut }) => !leftOut)
  const withoutDoubts = kept.map((block) => ({
    ...block,
    lines: block.lines.map(({ doubts: _, ...line }) => line),
  }))
  return { ...reading, blocks: withoutDoubts.map((block, order) => ({ ...block, order })) }
}

/** As a page's result; `first` says everything that is not of the text. */
export function asResult(first: PageResult, { blocks, tables }: Pick<SecondReading, 'blocks' | 'tables'>): PageResult {
  const texts = blocks
    .filter(({ leftOut }) => !leftOut)
    .map(({ text, lines }) => text ?? lines.map((line) => line.text).join('\n'))
  const result = { ...first, blocks, tables, confidence: null }
  return {
    ...result,
    text: texts.filter((text) => text.trim() !== '').join('\n\n'),
    markdown: pageMarkdown(result),
  }
}

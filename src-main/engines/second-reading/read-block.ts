/** What an engine read, before it has a place on the page. */
import type { Block, Inline, TableGrid } from '../../../src-preload/model.ts'
import { gridText } from '../../../src-preload/tables.ts'

export interface ReadBlock {
  type: Block['type']
  text: string
  content?: Inline[]
  level?: number
  mark?: string
  grid?: TableGrid
  /** The page's block that it was read from, where the reader was shown that alone. */
  from?: Block
  /** Where the reader says that it stands, in fractions of the page as its text stands upright. */
  bbox?: NonNullable<Block['bbox']>
}

export function tableBlock(grid: TableGrid): ReadBlock {
  return { type: 'table', text: gridText(grid), grid }
}

/** Puts lines whose characters are known in order, and finds what they are part of. No engine has a part in it. */
import type { PageResult } from '../../src-preload/model.ts'
import type { PageHandle, TextLayer, TextLine } from './document.ts'
import type { ReadContext, ReadOptions } from './reading.ts'

export interface TextService {
  /** Throws an InkleafError; an abort of the context's signal ends the work. */
  /**
   * How much of each line's text is what is drawn in its place, 0..1; null where that can't be read surely, or where the
   * page can't be drawn.
   */
  compare(page: PageHandle, layer: TextLayer, lines: TextLine[], context: ReadContext): Promise<(number | null)[]>
  arrange(page: PageHandle, layer: TextLayer, options: ReadOptions, context: ReadContext): Promise<PageResult>
}
